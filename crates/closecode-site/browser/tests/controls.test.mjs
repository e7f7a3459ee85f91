// What a script adds: search, lookup, theme, filter, sorting, copying.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileUrl, launch, pages, served, visit } from "./site.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const code = (n) => pages().find((path) => path.startsWith(`en/codes/${n}-`)).slice("en/".length);

for (const [where, url] of Object.entries({ served, "from a file": fileUrl })) {
  test(`search finds a code by number, by name and by what a user asks, ${where}`, async () => {
    const { page, done } = await visit(browser);
    for (const [query, target] of [
      ["1012", /codes\/1012-/],
      ["going away", /codes\/1001-/],
      ["restart", /codes\/1012-/],
      ["too big", /codes\/1009-/],
    ]) {
      await page.goto(url(`en/${code(1006)}`));
      await page.keyboard.press("/");
      assert.equal(await page.evaluate(() => document.activeElement.id), "search");
      await page.keyboard.type(query);
      await page.locator("#search-results a").first().waitFor();
      assert.match(await page.locator("#search-results a").first().getAttribute("href"), target, query);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(target);
    }
    await done();
  });

  test(`search speaks the page's language, ${where}`, async () => {
    const { page, done } = await visit(browser);
    await page.goto(url("id/index.html"));
    await page.locator("#search").fill("terlalu besar");
    await page.locator("#search-results a").first().waitFor();
    assert.match(await page.locator("#search-results a").first().getAttribute("href"), /codes\/1009-/);
    await done();
  });

  test(`a number resolves, ${where}`, async () => {
    const { page, done } = await visit(browser);
    for (const [number, target] of [
      ["1006", /codes\/1006-/],
      ["4004", /(numbers\/4004|ranges\/4000-)/],
      ["2500", /ranges\/1000-2999/],
      ["65535", /ranges\/5000-/],
      ["0", /ranges\/0-/],
    ]) {
      await page.goto(`${url("en/lookup/index.html")}?code=${number}`);
      await page.locator("#lookup-result a").first().waitFor();
      assert.match(await page.locator("#lookup-result a").first().getAttribute("href"), target, number);
      assert.match(await page.locator("#lookup-result").innerText(), new RegExp(number));
    }
    for (const wrong of ["65536", "-1", "abc", "<b>1</b>"]) {
      await page.goto(`${url("en/lookup/index.html")}?code=${encodeURIComponent(wrong)}`);
      assert.equal(await page.locator("#lookup-result b").count(), 0, "what stands in the address is text");
      assert.notEqual(await page.locator("#lookup-result").innerText(), "", wrong);
    }
    await done();
  });
}

test("a search that finds nothing says so, and Escape closes it", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served("en/index.html"));
  await page.locator("#search").fill("zzzzqqq");
  const results = page.locator("#search-results");
  await results.waitFor({ state: "visible" });
  assert.notEqual(await results.innerText(), "");
  await page.keyboard.press("Escape");
  assert.equal(await results.isVisible(), false);
  await done();
});

test("the theme follows the system until it is chosen, and the choice is kept", async () => {
  const { page, done } = await visit(browser, { colorScheme: "dark" });
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.goto(served("en/index.html"));
  const dark = await paper();
  const seen = new Set([dark]);
  await page.locator(".menu > summary").click();
  await page.locator("#theme").click();
  seen.add(await paper());
  assert.equal(seen.size, 2, "the first press shows the other theme");
  const chosen = await paper();
  await page.goto(served(`en/${code(1006)}`));
  assert.equal(await paper(), chosen, "the next page keeps it");
  await done();
});

test("the filter leaves the products that a word, a reason or a pasted address tells of", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served("en/numbers/4004/index.html"));
  const rows = page.locator(".sought tbody tr:not(.group)");
  const total = await rows.count();
  for (const [text, count, product] of [
    ["wss://gateway.discord.gg/?v=10&encoding=json", 1, "Discord Gateway"],
    ["wss://ws-eu.pusher.com/app/key?protocol=7", 1, "Pusher Channels"],
    ["graphql-transport-ws", 1, "GraphQL over WebSocket"],
    ["Authentication failed", null, "Discord Voice Gateway"],
    ["twitch", 1, "Twitch EventSub"],
  ]) {
    await page.locator("#filter").fill(text);
    const shown = (await rows.all()).map(async (row) => ((await row.isVisible()) ? row.innerText() : ""));
    const texts = (await Promise.all(shown)).filter(Boolean);
    assert.ok(texts.length > 0 && texts.length < total, `${text}: ${texts.length} of ${total}`);
    if (count) assert.equal(texts.length, count, text);
    assert.ok(texts.some((row) => row.includes(product)), `${text}: ${texts}`);
    const heads = await page.locator(".sought .group:visible").count();
    assert.ok(heads <= 1, "a name without products is hidden");
  }
  await page.locator("#filter").fill("");
  assert.equal(await page.locator(".sought tbody tr:not(.group):visible").count(), total);
  await done();
});

test("a column sorts both ways, by its value", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served("en/policy/index.html"));
  const table = page.locator("table.sortable").first();
  const first = () => table.locator("tbody tr").first().innerText();
  const at = await first();
  await table.locator("thead th button").first().click();
  assert.equal(await table.locator("thead th").first().getAttribute("aria-sort"), "ascending");
  assert.equal(await first(), at, "the table lies in the order of its first column");
  await table.locator("thead th button").first().click();
  assert.equal(await table.locator("thead th").first().getAttribute("aria-sort"), "descending");
  assert.notEqual(await first(), at);
  await done();
});

test("a sample is copied as it stands", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served(`en/${code(1012)}`));
  const sample = page.locator("figure.sample").first();
  await sample.locator("button.copy").click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim(), (await sample.locator("code").innerText()).trim());
  await done();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a program in another language is a key away, ${javaScriptEnabled ? "and remembered" : "without a script"}`, async () => {
    const { page, done } = await visit(browser, { javaScriptEnabled });
    await page.goto(served(`en/${code(3000)}`));
    const shown = () => page.locator(".tabs pre:visible").first().innerText();
    const javaScript = await shown();
    await page.getByRole("radio", { name: "JavaScript" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.getByRole("radio", { name: "Python" }).isChecked(), true);
    assert.match(await shown(), /^import asyncio/);
    assert.notEqual(await shown(), javaScript);
    // What is shown is the next stop: its button if there are scripts, else the program.
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => document.activeElement.closest(".samples")?.previousElementSibling.textContent);
    assert.equal(stop, "Python");
    await page.goto(served(`en/${code(1006)}`));
    assert.match(await shown(), javaScriptEnabled ? /^import asyncio/ : /^\/\/ 1006/);
    await done();
  });
}

test("the button that copies covers no program, on a phone", async () => {
  const { page, done } = await visit(browser, { viewport: { width: 360, height: 740 } });
  for (const path of [`en/${code(1012)}`, `ar/${code(1012)}`, "en/about/index.html", "en/problems/drops-after-the-same-time/index.html"]) {
    await page.goto(served(path));
    const figures = page.locator("figure.sample:visible");
    assert.ok((await figures.count()) > 0, path);
    for (const figure of await figures.all()) {
      const [button, program] = await Promise.all(["button.copy", "pre"].map((css) => figure.locator(css).boundingBox()));
      const isOutside = button.y + button.height <= program.y || button.y >= program.y + program.height;
      const apart = isOutside || button.x >= program.x + program.width || button.x + button.width <= program.x;
      assert.ok(apart, `${path}: ${JSON.stringify([button, program])}`);
    }
  }
  await done();
});

test("paper shows the program of the chosen language, to its end", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served(`en/${code(1012)}`));
  await page.getByText("Rust", { exact: true }).click();
  await page.emulateMedia({ media: "print" });
  const labels = page.locator(".tabs > label:visible");
  assert.deepEqual(await labels.allInnerTexts(), ["Rust"]);
  const programs = page.locator(".tabs pre:visible");
  assert.equal(await programs.count(), 2);
  const cut = await programs.evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth).length);
  assert.equal(cut, 0, "lines are broken, not cut");
  await done();
});

test("headings have permalinks that lead to themselves", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served(`en/${code(1012)}`));
  const links = await page.locator("a.permalink").all();
  assert.ok(links.length >= 4);
  for (const link of links) {
    const target = await link.getAttribute("href");
    assert.equal(await page.locator(`[id="${target.slice(1)}"]`).count(), 1, target);
  }
  await done();
});

test("the keyboard reaches the content first, then every control, and is seen", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served(`en/${code(1012)}`));
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash.length > 1), true);
  const reached = new Set();
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press("Tab");
    const { name, outline } = await page.evaluate(() => ({
      name: document.activeElement.outerHTML.slice(0, 60),
      outline: getComputedStyle(document.activeElement).outlineStyle,
    }));
    if (name.startsWith("<body")) break;
    assert.notEqual(outline, "none", `focus is not seen on ${name}`);
    reached.add(name);
  }
  assert.ok(reached.size > 10);
  await done();
});

test("a message by which a code is seen is copied", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served(`en/${code(1006)}`));
  const message = "websocket: close 1006 (abnormal closure): unexpected EOF";
  await page.locator(".seen li", { hasText: message }).getByRole("button", { name: "Copy" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), message);
  await done();
});
