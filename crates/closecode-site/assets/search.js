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

  /** Text as it is compared: without case, accents and punctuation, and with a space before each word. */
  const plain = (text) => " " + text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const folded = (text) => plain(text).replace(/ /g, "");
  const isNumber = (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535;

  /** The index of a language as it is searched: rows of address, title, note, names and text. */
  const prepare = (rows) =>
    rows.map(([url, title, note, names, text]) => ({
      url,
      title,
      note,
      number: /^(codes|numbers)\/(\d+)/.exec(url)?.[2],
      names: new Set([...names, title].map(folded)),
      head: plain(title),
      called: plain(names.join(" ")) + " ",
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

  /** How likely a page of a kind is meant, if nothing else tells. */
  const kind = (url) => (/^(\.\.\/en\/)?compare\//.test(url) ? 0.4 : /^(\.\.\/en\/)?numbers\//.test(url) ? 0.7 : /^codes\//.test(url) ? 1.15 : 1);

  /** Entries that answer the words of a query, the best first. A word that few entries hold counts most. */
  const ranked = (index, query) => {
    const all = [...new Set(plain(query).split(" ").filter(Boolean))];
    const rare = all.filter((word) => !COMMON.has(word));
    const words = rare.length ? rare : all;
    if (!words.length) return [];
    const weights = words.map((word) => index.map((entry) => weight(entry, word)));
    const rarity = weights.map((row) => Math.log(1 + index.length / (1 + row.filter(Boolean).length)));
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
      return [held / whole < 0.34 ? 0 : score, place, entry];
    });
    const best = Math.max(...scored.map(([score]) => score));
    // What answers a fifth as well as the best is noise below it.
    return scored.filter(([score]) => score && score > best / 5).sort((a, b) => b[0] - a[0] || a[1] - b[1]).map(([, , entry]) => entry);
  };

  /** The numbers that are codes in a text that is little more than them: `1006`, `close code: 4001`, `1005 vs 1006`. */
  const numbers = (query) => {
    const words = plain(query).trim().split(" ");
    const found = words.filter(isNumber);
    if (!found.length || found.length > 2) return [];
    const others = words.filter((word) => !isNumber(word) && !/^\d/.test(word));
    return others.every((word) => COMMON.has(word) || MARKS.test(word) || word === "vs") ? found : [];
  };

  /** Pages that answer a query, the best first; `lookUp` makes the entry for a number without a page. */
  const results = (index, query, lookUp) => {
    const found = ranked(index, query);
    const first = (entry) => entry && found.unshift(...[entry, ...found.splice(0).filter((other) => other !== entry)]);
    const [a, b] = numbers(query);
    const page = (number) => index.find((entry) => entry.number === String(Number(number)));
    if (b) {
      const [low, high] = [a, b].map(Number).sort((x, y) => x - y);
      first(index.find((entry) => new RegExp(`^compare/${low}-.*-vs-${high}-`).test(entry.url)) ?? page(a) ?? lookUp(a));
    } else if (a) {
      first(page(a) ?? lookUp(a));
    }
    return found;
  };

  globalThis.closecodeSearch = { prepare, results };
})();
