// The answer is in the first screen: what to do, and how to recognise the first case; below a head of one row, and nothing moves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, pages, served, visit } from "./site.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** A language of each script and direction, and one with long words. */
const LANGUAGES = ["en", "de", "ar", "ja", "hi"];

/** The number that people meet most, and each kind of verdict: waits that are drawn, a sign, many lines. */
const CODES = /\/codes\/(1000|1006|1008|1012|1015|3000)-/;

/** The most that the head may take, and that the page may move while it loads. */
const HEAD = 64;
const SHIFT = 0.01;

/** Counts how far what is in sight moves. */
const countShifts = (page) =>
  page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.shift += value))).observe({ type: "layout-shift", buffered: true });
  });

for (const viewport of [{ width: 1440, height: 900 }, { width: 360, height: 740 }]) {
  test(`what to do and the first case are in the first ${viewport.width} x ${viewport.height}`, async (t) => {
    const { page, done } = await visit(browser, { viewport });
    await countShifts(page);
    for (const tag of LANGUAGES) {
      const paths = pages().filter((path) => path.startsWith(`${tag}/`) && CODES.test(path));
      assert.equal(paths.length, 6, tag);
      for (const path of paths) {
        await page.goto(served(path));
        const found = await page.evaluate(() => {
          const bottom = (css) => Math.ceil(document.querySelector(css).getBoundingClientRect().bottom);
          const seen = document.querySelector(".seen");
          const cut = seen ? seen.scrollWidth - seen.clientWidth : 0;
          return { cut, head: bottom(".top"), verdict: bottom(".verdict"), sign: bottom(".case h3 + p"), shift: window.shift };
        });
        t.diagnostic(`${path}: ${JSON.stringify(found)}`);
        assert.ok(found.head > 0 && found.head <= HEAD, `${path}: the head is ${found.head} px high`);
        assert.ok(found.verdict > found.head && found.verdict <= viewport.height, `${path}: what to do ends at ${found.verdict}`);
        assert.ok(found.sign > found.verdict && found.sign <= viewport.height, `${path}: the sign of the first case ends at ${found.sign}`);
        assert.ok(found.shift <= SHIFT, `${path}: it moves by ${found.shift}`);
        assert.equal(found.cut, 0, `${path}: a message is cut`);
      }
    }
    await done();
  });
}

test("the answer to a number in the address moves nothing, and without a script there are links", async () => {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 360, height: 740 }]) {
    const { page, done } = await visit(browser, { viewport });
    await countShifts(page);
    for (const number of ["4004", "1006", "nonsense"]) {
      await page.goto(served(`en/lookup/index.html?code=${number}`));
      await page.locator("#lookup-result").waitFor({ state: "visible" });
      assert.ok(await page.locator("#codes").isVisible(), "the rest is there again");
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const shift = await page.evaluate(() => window.shift);
      assert.ok(shift <= SHIFT, `${number} at ${viewport.width}: it moves by ${shift}`);
    }
    await done();
  }
  const { page, done } = await visit(browser, { javaScriptEnabled: false });
  await page.goto(served("en/lookup/index.html?code=4004"));
  for (const place of ["codes", "ranges", "numbers"]) {
    assert.ok(await page.locator(`main .links a[href="#${place}"]`).isVisible(), place);
    assert.ok(await page.locator(`#${place}`).isVisible(), place);
  }
  await done();
});
