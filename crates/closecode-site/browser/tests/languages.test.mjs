// Every language with real fonts: the root answers in the reader's, and Arabic is a mirror image.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kinds, languages, launch, served, visit } from "./site.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("the root is in English at once, and marks the reader's language without moving anything", async () => {
  for (const [locale, wanted] of [
    ["de-AT", "de"], ["pt-PT", "pt"], ["zh-CN", "zh-Hans"], ["in-ID", "id"], ["ar-EG", "ar"],
    // English is there already, traditional characters are another script, and Greek is none of ours.
    ["en-GB", null], ["zh-TW", null], ["el", null],
  ]) {
    const { page, done } = await visit(browser, { locale });
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.shift += value))).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(served("index.html"));
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await page.locator(".strip a").count(), languages().length);
    const marked = await page.locator(".strip .preferred").evaluateAll((links) => links.map((link) => link.lang));
    assert.deepEqual(marked, wanted ? [wanted] : [], locale);
    assert.equal(await page.evaluate(() => window.shift), 0, "nothing moves");
    await done();
  }
});

test("a wrong address is answered in the language of its folder, or in the reader's", async () => {
  for (const [path, locale, wanted] of [["ja/codes/1012", "de", "ja"], ["codes/1012", "fr-CA", "fr"], ["codes/1012", "el", "en"]]) {
    const { page, done } = await visit(browser, { locale, expect: (text) => text.includes("404 (Not Found)") });
    await page.goto(served(path));
    const shown = page.locator(".not-found:not([hidden])");
    assert.equal(await shown.count(), 1);
    assert.equal(await shown.getAttribute("lang"), wanted, path);
    assert.match(await shown.locator(".offer a").first().getAttribute("href"), new RegExp(`/${wanted}/codes/1012-`));
    await done();
  }
});

test("the menu of languages opens, closes with Escape, and marks the page's own", async () => {
  const { page, done } = await visit(browser);
  await page.goto(served("ar/index.html"));
  await page.locator(".menu > summary").click();
  const menu = page.locator(".languages");
  assert.equal(await menu.locator("a").count(), languages().length);
  assert.equal(await menu.locator("[aria-current=true]").getAttribute("lang"), "ar");
  await page.keyboard.press("Escape");
  assert.equal(await menu.locator("a").first().isVisible(), false);
  await done();
});

test("Arabic is laid out from right to left, and code in it from left to right", async () => {
  const { page, done } = await visit(browser);
  for (const { path } of kinds("ar")) {
    await page.goto(served(`ar/${path}`));
    const { brand, menu } = await page.evaluate(() => ({
      brand: document.querySelector(".brand").getBoundingClientRect().right,
      menu: document.querySelector(".menu").getBoundingClientRect().left,
    }));
    assert.ok(brand > 1000 && menu < 280, `${path}: the head is mirrored (${brand}, ${menu})`);
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll("pre, [lang=en]:not(html)")].filter((e) => e.checkVisibility() && getComputedStyle(e).direction !== "ltr").map((e) => e.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(wrong, [], path);
  }
  // In a sentence, the brackets of a call stand behind its name.
  await page.goto(served("ar/codes/1000-normal-closure/index.html"));
  const order = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf("close()");
      if (at < 0) continue;
      const left = (n) => {
        const range = document.createRange();
        range.setStart(walker.currentNode, at + n);
        range.setEnd(walker.currentNode, at + n + 1);
        return range.getBoundingClientRect().left;
      };
      return [left(0), left(5), left(6)];
    }
    return [];
  });
  assert.equal(order.length, 3, "the page speaks of close()");
  assert.ok(order[0] < order[1] && order[1] < order[2], `c, ( and ) stand at ${order}`);
  await done();
});
