// Every language with real fonts: the root answers in the reader's, pictures hold their words, and Arabic is a mirror image.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kinds, languages, launch, pages, serve, visit } from "./site.mjs";

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser.close();
  server.close();
});

test("the root puts the reader's language first, however its tag is written", async () => {
  for (const [locale, wanted] of [
    ["de-AT", "de"], ["pt-PT", "pt"], ["zh-CN", "zh-Hans"], ["in-ID", "id"], ["ar-EG", "ar"], ["en-GB", "en"],
    // Traditional characters are another script, and Greek is none of ours: the list stays as it is.
    ["zh-TW", "en"], ["el", "en"],
  ]) {
    const { page, done } = await visit(browser, { locale });
    await page.goto(server.url("index.html"));
    assert.equal(await page.locator(".chooser li").first().getAttribute("lang"), wanted, locale);
    assert.equal(await page.locator(".chooser li").count(), languages().length);
    await done();
  }
});

test("a wrong address is answered in the language of its folder, or in the reader's", async () => {
  for (const [path, locale, wanted] of [["ja/codes/1012", "de", "ja"], ["codes/1012", "fr-CA", "fr"], ["codes/1012", "el", "en"]]) {
    const { page, done } = await visit(browser, { locale, expect: (text) => text.includes("404 (Not Found)") });
    await page.goto(server.url(path));
    const first = page.locator(".chooser li").first();
    assert.equal(await first.getAttribute("lang"), wanted, path);
    assert.match(await first.locator(".offer a").getAttribute("href"), new RegExp(`/${wanted}/codes/1012-`));
    await done();
  }
});

test("the menu of languages opens, closes with Escape, and marks the page's own", async () => {
  const { page, done } = await visit(browser);
  await page.goto(server.url("ar/index.html"));
  const menu = page.locator(".languages");
  await menu.locator("summary").click();
  assert.equal(await menu.locator("a").count(), languages().length);
  assert.equal(await menu.locator("[aria-current=true]").getAttribute("lang"), "ar");
  await page.keyboard.press("Escape");
  assert.equal(await menu.locator("a").first().isVisible(), false);
  await done();
});

test("no word of a picture leaves it, or the box that it stands in", async () => {
  const { page, done } = await visit(browser);
  const shown = pages().filter((path) => /^en\/codes\/(1000|1006|1010|1014|1015)-/.test(path)).map((path) => path.slice("en/".length));
  assert.equal(shown.length, 5);
  const found = [];
  for (const tag of languages()) {
    for (const path of shown) {
      await page.goto(server.url(`${tag}/${path}`));
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll(".sequence text")].flatMap((text) => {
          const { x, width } = text.getBBox();
          const box = text.closest("g")?.querySelector("rect");
          const [left, right] = box ? [Number(box.getAttribute("x")), Number(box.getAttribute("x")) + Number(box.getAttribute("width"))] : [0, 320];
          return x < left - 1 || x + width > right + 1 ? [`${text.textContent} takes ${x} to ${x + width} of ${left} to ${right}`] : [];
        }),
      );
      found.push(...outside.map((line) => `${tag}/${path}: ${line}`));
    }
  }
  assert.deepEqual(found, []);
  await done();
});

test("Arabic is laid out from right to left, and code in it from left to right", async () => {
  const { page, done } = await visit(browser);
  for (const { path } of kinds("ar")) {
    await page.goto(server.url(`ar/${path}`));
    const { brand, menu } = await page.evaluate(() => ({
      brand: document.querySelector(".brand").getBoundingClientRect().right,
      menu: document.querySelector(".languages").getBoundingClientRect().left,
    }));
    assert.ok(brand > 1000 && menu < 280, `${path}: the head is mirrored (${brand}, ${menu})`);
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll("pre, [lang=en]:not(html)")].filter((e) => e.checkVisibility() && getComputedStyle(e).direction !== "ltr").map((e) => e.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(wrong, [], path);
  }
  // In a sentence, the brackets of a call stand behind its name.
  await page.goto(server.url("ar/codes/1000-normal-closure/index.html"));
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
