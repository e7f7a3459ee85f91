// What the search field finds, without a browser: the scripts are asked as the page asks them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { folder } from "./site.mjs";

const text = (path) => readFileSync(path, "utf8");
const lines = (path) => text(path).split("\n").filter(Boolean);

/** The scripts of a language, loaded in the order in which a page loads them. */
const load = (language) => {
  const found = {};
  const context = createContext({
    TextEncoder,
    closecodeMessages: (table) => (found.table = table),
    closecodeIndex: (index) => (found.index = index),
  });
  const assets = ["search.js", "classify.js", "messages.js", `search-${language}.js`];
  assets.forEach((name) => runInContext(text(join(folder, "assets", name)), context));
  const { closecodeSearch, closecodeClassifier } = context;
  const classify = closecodeClassifier(found.table);
  const index = closecodeSearch.prepare(found.index.rows);
  const lookUp = (code) => ({ url: `lookup/index.html?code=${code}` });
  return { classify, find: (query) => closecodeSearch.results(index, query, classify(query), lookUp).map(({ url }) => url) };
};

test("the script says of each message what the crate says", () => {
  const messages = process.env.CLOSECODE_MESSAGES;
  const inputs = lines(join(messages, "messages.txt"));
  const answers = lines(join(messages, "answers.txt")).map((line) => JSON.parse(line));
  assert.equal(answers.length, inputs.length);
  assert.ok(inputs.length > 12_000 && answers.filter(Boolean).length > 1_000, "there is something to compare");
  const { classify } = load("en");
  inputs.forEach((input, place) => {
    const found = classify(input);
    // Without the prototypes of the other context.
    const ours = found && JSON.parse(JSON.stringify({ ...found, by: found.by.map(([id]) => id) }));
    assert.deepEqual(ours, answers[place], input);
  });
});

/** The strings that people type, by language, each with the pages that answer it. */
const asked = new Map();
for (const line of lines(join(import.meta.dirname, "../../tests/search/strings.tsv"))) {
  if (line.startsWith("#") || line.startsWith("query\t")) continue;
  const [query, pages, language] = line.split("\t");
  asked.set(language, [...(asked.get(language) ?? []), { query, pages: pages.split("|") }]);
}
assert.ok(asked.size >= 5, "strings of several languages");

for (const [language, strings] of asked) {
  test(`what people type leads to the right page, ${language}`, (t) => {
    const { find } = load(language);
    const isRight = (url, pages) => pages.some((page) => url.replace("../en/", "").startsWith(page));
    const places = strings.map(({ query, pages }) => ({ query, place: find(query).findIndex((url) => isRight(url, pages)) }));
    const rate = (most) => places.filter(({ place }) => place >= 0 && place < most).length / strings.length;
    const missed = places.filter(({ place }) => place !== 0).map(({ query }) => query);
    t.diagnostic(`first ${(100 * rate(1)).toFixed(1)} %, among three ${(100 * rate(3)).toFixed(1)} % of ${strings.length}`);
    assert.ok(rate(1) >= 0.95, `first for ${(100 * rate(1)).toFixed(1)} %; not for ${missed.join(" | ")}`);
  });
}

test("the address of a server finds its product and the line of a number, behind what a message says of the connection", () => {
  const { find } = load("en");
  const discord = "wss://gateway.discord.gg/?v=10&encoding=json";
  assert.equal(load("de").find(discord)[0], "../en/protocols/discord-gateway/index.html");
  for (const [query, page] of [
    [discord, "protocols/discord-gateway/"],
    ["wss://remote-auth-gateway.discord.gg/?v=2", "protocols/discord-remote-auth/"],
    ["4004 wss://gateway.discord.gg/?v=10", "protocols/discord-gateway/index.html#4004"],
    ["twitch 4003", "protocols/twitch-eventsub/index.html#4003"],
    ["4004 Authentication failed.", "numbers/4004/"],
    ["wss://ws-eu.pusher.com/app/key?protocol=7", "protocols/pusher-channels/"],
    ["WebSocket connection to 'wss://gateway.discord.gg/' failed: ", "codes/1006"],
    ["wss://ws.example.com/socket closed 4004", "numbers/4004/"],
  ]) {
    const [first] = find(query);
    assert.ok(first?.startsWith(page), `${query}: ${first}`);
  }
});
