// Every language and kind of page fits a narrow screen, and a finger.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kinds, languages, launch, pages, served, visit } from "./site.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// These codes are drawn in every way that there is, with the longest words.
const drawn = () => pages().filter((path) => /^en\/codes\/(1000|1006|1010|1014|1015)-/.test(path)).map((path) => path.slice("en/".length));

test("every language opens without an error, fits 320 px, and keeps its words in its pictures", async (t) => {
  const { page, done } = await visit(browser, { viewport: { width: 320, height: 700 } });
  assert.equal(drawn().length, 5);
  for (const tag of languages()) {
    for (const path of new Set([...kinds(tag).map(({ path }) => path), ...drawn()])) {
      await t.test(`${tag}: ${path}`, async () => {
        await page.goto(served(`${tag}/${path}`));
        const { lang, titles, styled, scroll, client, outside } = await page.evaluate(() => ({
          lang: document.documentElement.lang,
          titles: document.querySelectorAll("h1").length,
          styled: getComputedStyle(document.body).maxInlineSize,
          scroll: document.documentElement.scrollWidth,
          client: document.documentElement.clientWidth,
          // A picture has its own units, so this does not depend on the width.
          outside: [...document.querySelectorAll(".sequence text")].flatMap((text) => {
            const { x, width } = text.getBBox();
            const box = text.closest("g")?.querySelector("rect");
            const [left, right] = box ? [Number(box.getAttribute("x")), Number(box.getAttribute("x")) + Number(box.getAttribute("width"))] : [0, 320];
            return x < left - 1 || x + width > right + 1 ? [`${text.textContent} takes ${x} to ${x + width} of ${left} to ${right}`] : [];
          }),
        }));
        assert.equal(lang, tag);
        assert.equal(titles, 1);
        assert.notEqual(styled, "none", "the style sheet is loaded");
        assert.ok(scroll <= client, `the page is ${scroll} px wide in ${client}`);
        assert.deepEqual(outside, []);
      });
    }
  }
  await done();
});

test("a target of the pointer is at least 24 px, or stands in a sentence", async () => {
  const { page, done } = await visit(browser, { viewport: { width: 360, height: 700 } });
  for (const { path } of kinds()) {
    await page.goto(served(`en/${path}`));
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, input, select, summary, nav a")]
        .filter((e) => e.checkVisibility() && !e.matches("p *, .skip, .visually-hidden"))
        .filter((e) => e.getBoundingClientRect().height < 24)
        .map((e) => e.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(small, [], path);
  }
  await done();
});

test("the index shows every code in the first screen of a laptop, in every script", async () => {
  const { page, done } = await visit(browser, { viewport: { width: 1440, height: 900 } });
  for (const path of ["index.html", ...["en", "de", "ar", "ja", "hi"].map((tag) => `${tag}/index.html`)]) {
    await page.goto(served(path));
    const ends = await page.locator(".tiles li").evaluateAll((tiles) => tiles.map((tile) => Math.round(tile.getBoundingClientRect().bottom)));
    assert.equal(ends.length, 19);
    assert.ok(Math.max(...ends) <= 900, `${path}: the last code ends at ${Math.max(...ends)}`);
  }
  await done();
});

// Narrow tables are laid out as blocks, which has made browsers forget that they are tables.
test("on a phone too, each row that is shown is a row of a table to a screen reader", async () => {
  const { page, done } = await visit(browser, { viewport: { width: 360, height: 740 } });
  const tree = await page.context().newCDPSession(page);
  let tables = 0;
  for (const { path } of kinds()) {
    await page.goto(served(`en/${path}`));
    const shown = await page.evaluate(() => ({
      table: [...document.querySelectorAll("table")].filter((e) => e.checkVisibility()).length,
      row: [...document.querySelectorAll("tr")].filter((e) => e.checkVisibility()).length,
    }));
    const { nodes } = await tree.send("Accessibility.getFullAXTree");
    const count = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
    assert.deepEqual({ table: count("table"), row: count("row") }, shown, path);
    tables += shown.table;
  }
  assert.ok(tables > 5, `${tables} tables`);
  await done();
});
