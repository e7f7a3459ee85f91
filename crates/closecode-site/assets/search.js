// What the search field finds: loaded when somebody turns to the field, and the same in every language. It holds no words
// but those that say nothing about close codes. The search is our own: the smallest maintained library is larger than all
// of this, and some hundreds of entries are found at once by looking at each.
(() => {
  "use strict";

  /** Words that stand in nearly everything that people paste. They find nothing by themselves. */
  const COMMON = new Set(
    ("a an and are as at by can for from has have i in is it my no not of on or s t the then this to was what when why with" +
      " close closed closes closing code codes connection err error errors event exception message reason status websocket websockets ws wss").split(" "),
  );
  /** Words after which a number is a code. */
  const MARKS = /^(closes?|closed|closing|codes?|status|error|errors?|event|wscode|ws|websocket|websockets|with|is|by)$/;

  /** Text as it is compared: without case, accents and punctuation, with a space before each word, where words begin in a name, too. */
  const plain = (text) => {
    const letters = text.normalize("NFD").replace(/\p{M}/gu, "").replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ").toLowerCase();
    return " " + letters.replace(/(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, "$1$2 ").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  };
  const folded = (text) => plain(text).replace(/ /g, "");
  /** Text that is searched: its names with their parts as words, and as one word. */
  const searched = (text) => plain(text) + (/\p{Ll}\p{Lu}/u.test(text) ? plain(text.toLowerCase()) : "");
  const isNumber = (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535;

  /** How likely a page of a kind is meant, if nothing else tells. */
  const KINDS = { compare: 0.4, implementations: 0.5, problems: 0.5, "what-happens": 0.5, numbers: 0.7, codes: 1.15 };
  const kindOf = (url) => url.replace("../en/", "").split("/")[0];
  const kind = (url) => KINDS[kindOf(url)] ?? 1;
  // They come behind the code that a message is about, and lead on from it.
  const isBehind = (entry) => ["implementations", "problems", "what-happens"].includes(kindOf(entry.url));

  /** The index of a language as it is searched: rows of address, title, note, names, text and, of some products, a pattern of where its servers are. */
  const prepare = (rows) =>
    rows.map(([url, title, note, names, text, servers]) => ({
      url,
      servers: servers && new RegExp(servers, "i"),
      title,
      note,
      number: /^(codes|numbers)\/(\d+)/.exec(url)?.[2],
      codes: names,
      // Who names a library has a message or a code of it, more often than a question about it.
      names: new Set(isBehind({ url }) ? [] : [...names, title].map(folded)),
      head: searched(title),
      called: searched(names.join(" ")) + " ",
      rest: plain(note + " " + text) + " ",
    }));

  /** How much a word of the query weighs in an entry: more in its title and its names, and where it is a whole word. */
  const weight = (entry, word) => {
    const head = entry.head + " ";
    if (head.includes(" " + word + " ")) return 8;
    if (entry.called.includes(" " + word + " ")) return 6;
    if (head.includes(" " + word)) return 4;
    if (entry.rest.includes(" " + word + " ")) return 3;
    if (entry.called.includes(word) && word.length > 3) return 2.5;
    if (entry.rest.includes(" " + word)) return 2;
    // Languages without spaces between words, and parts of compounds.
    return word.length > 1 && (/[^\x00-\x7f]/.test(word) || word.length > 4) && (entry.head + entry.rest).includes(word) ? 1.5 : 0;
  };

  /** Entries that answer the words of a query, the best first. A word that few entries hold counts most. */
  const ranked = (index, query) => {
    const all = [...new Set(plain(query).split(" ").filter(Boolean))];
    const rare = all.filter((word) => !COMMON.has(word));
    const words = rare.length ? rare : all;
    if (!words.length) return [];
    const weights = words.map((word) => index.map((entry) => weight(entry, word)));
    // A word that no entry holds tells nothing, and costs little: `java.io.EOFException`.
    const rarity = weights.map((row) => {
      const holding = row.filter(Boolean).length;
      return holding ? Math.log(1 + index.length / (1 + holding)) : 1;
    });
    const whole = rarity.reduce((sum, one) => sum + one, 0);
    const phrase = plain(query);
    const name = folded(query);
    const scored = index.map((entry, place) => {
      let sum = 0;
      let held = 0;
      weights.forEach((row, word) => {
        if (!row[place]) return;
        sum += row[place] * rarity[word];
        held += rarity[word];
      });
      // Not every word has to be there, but an entry with more of them is more likely meant.
      let score = sum * (held / whole) * kind(entry.url);
      if (words.length > 1 && (entry.head + " " + entry.called + entry.rest).includes(phrase)) score *= 2;
      if (name && entry.names.has(name)) score *= 3;
      return { entry, place, score: held / whole < 0.25 ? 0 : score };
    });
    const best = Math.max(...scored.map(({ score }) => score));
    // What answers a fifth as well as the best is noise below it.
    // A word in the titles of many products tells none of them apart.
    const products = index.filter((entry) => /protocols\/./.test(entry.url));
    const inTitles = (word) => products.filter((entry) => (entry.head + " ").includes(" " + word + " ")).length;
    const telling = words.filter((word) => !isNumber(word) && inTitles(word) < 6);
    const found = scored.filter(({ score }) => score && score > best / 5).sort((a, b) => b.score - a.score || a.place - b.place);
    const isPhrase = (entry) => !isBehind(entry) && words.length > 1 && entry.called.includes(phrase);
    // What many products call a code tells none of them apart.
    const isTelling = found.filter(({ entry }) => isPhrase(entry)).length < 3;
    return found.map(({ entry }) => ({
      entry,
      // Whether the query is one of its names; whether it is what one product prints; whether it has a word of the title.
      isExact: entry.names.has(name),
      isPhrase: isTelling && isPhrase(entry),
      isNamed: telling.some((word) => (entry.head + " ").includes(" " + word + " ")),
    }));
  };

  // The numbers that are codes in a text of a few words: `1006`, `close code: 4001`, `1006 instead of 1000`. Alone, any number
  // is one; beside other words, those are that the registry knows.
  const numbers = (query, page) => {
    const isRegistered = (number) => /^codes\//.test(page(number)?.url ?? "");
    const words = plain(query.replace(/\d+ ?[-–] ?\d+/g, " ")).trim().split(" ");
    const found = [...new Set(words.filter(isNumber))];
    if (words.every((word) => isNumber(word) || COMMON.has(word) || MARKS.test(word) || word === "vs")) return found.slice(0, 2);
    // In a few words, a private number with a page is one too.
    const known = found.filter((number) => isRegistered(number) || (words.length < 9 && Number(number) >= 3000 && page(number)));
    return words.length <= 12 && known.length <= 2 ? known : [];
  };

  /** The product whose server a text has the address of: the one of which it has most. */
  const serving = (index, query) => {
    const lengths = index.map((entry) => [entry.servers?.exec(query)?.[0].length ?? 0, entry]);
    const [length, entry] = lengths.reduce((best, next) => (next[0] > best[0] ? next : best), [0]);
    return length && entry;
  };

  /** Pages that answer a query, the best first; `lookUp` makes the entry for a number without a page. */
  const results = (index, query, finding, lookUp) => {
    const answers = ranked(index, query);
    const words = answers.map(({ entry }) => entry);
    const page = (number) => index.find((entry) => entry.number === String(Number(number)));
    const [a, b] = numbers(query, page);
    const pair = () => {
      const [low, high] = [a, b].map(Number).sort((x, y) => x - y);
      return index.find((entry) => new RegExp(`^compare/${low}-.*-vs-${high}-`).test(entry.url));
    };
    const number = a && (page(a) ?? lookUp(a));
    const protocol = (id) => id && index.find((entry) => entry.url.endsWith(`protocols/${id}/index.html`));
    const isPrivate = finding?.code >= 3000;
    // A private number means what the product says that the library is for.
    const speaks = isPrivate && finding.by.map(([, , id]) => protocol(id)).find(Boolean);
    const read = finding && (speaks || (finding.code === null ? page(1006) : page(finding.code) ?? lookUp(String(finding.code))));
    const isCertain = finding?.certainty === "certain";
    const best = answers[0];
    const isProduct = best && /protocols\/./.test(best.entry.url);
    const isShort = plain(query).trim().split(" ").length < 5;
    const has = (code) => best.entry.called.includes(` ${code} `);
    // The name of a product beside one of its numbers, or in a few words beside any: `twitch 4003`.
    const isLibrary = best && isBehind(best.entry);
    const product = best?.isNamed && !isLibrary && (isShort || (isProduct && [a, finding?.code].some((code) => code && has(code)))) && best.entry;
    // What several products call a number the same way tells none of them apart.
    const exacts = answers.filter(({ isExact }) => isExact);
    const exact = exacts.length < 3 && exacts[0]?.entry;
    // What a message says of the connection comes before whose server it was, unless the code is a product's own.
    const isSaid = isCertain && read;
    const [own, said] = isPrivate ? [false, isSaid] : [isSaid, false];
    const phrase = best?.isPhrase && best.entry;
    const firsts = [isCertain && speaks, exact, phrase, own, serving(index, query), said, b && pair(), product, read, number];
    // The comparisons of a code are many, and would push what it means and what to do out of the list.
    let compared = 0;
    const found = [...new Set([...firsts, ...words].filter(Boolean))].filter(({ url }) => !/^compare\//.test(url) || ++compared <= 2);
    // A product's page is long: the way leads to the line of the number that was asked for, and says what it is.
    const asked = new Set([...plain(query).split(" ").filter(isNumber), String(finding?.code)]);
    const line = (entry) => /protocols\/./.test(entry.url) && entry.codes.find((code) => asked.has(code.split(" ")[0]));
    return found.map((entry) => (line(entry) ? { ...entry, url: `${entry.url}#${line(entry).split(" ")[0]}`, note: line(entry) } : entry));
  };

  globalThis.closecodeSearch = { prepare, results };
})();
