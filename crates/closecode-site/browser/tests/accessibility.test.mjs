// Each kind of page, in both themes, on a desktop and a phone: no violation that axe knows of.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { kinds, languages, launch, serve, visit } from "./site.mjs";

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser.close();
  server.close();
});

const ROOT = ["index.html", "404.html"];

// Neither colours nor roles depend on the language, and a test in Rust proves that languages differ in words only: one that runs
// from left to right, and one that runs the other way in a script with a style sheet of its own, stand for all. Each is looked at
// in another theme and width. That every language fits is the next test's.
for (const [colorScheme, width, tag] of [["light", 1280, "en"], ["dark", 360, "ar"]]) {
  test(`axe finds nothing: ${colorScheme}, ${width} px`, async (t) => {
    const { page, done } = await visit(browser, {
      colorScheme,
      viewport: { width, height: 900 },
      expect: (text) => text.includes("404 (Not Found)"),
    });
    const paths = [...ROOT, ...kinds(tag).map(({ path }) => `${tag}/${path}`)];
    for (const path of paths) {
      await t.test(path, async () => {
        await page.goto(server.url(path));
        const { violations, passes } = await new AxeBuilder({ page }).analyze();
        assert.ok(passes.length > 10, "axe looked at the page");
        const lines = violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`));
        assert.deepEqual(lines, []);
      });
    }
    await done();
  });
}

test("nothing is cut off or scrolls sideways at 320 px", async (t) => {
  const { page, done } = await visit(browser, { viewport: { width: 320, height: 700 } });
  for (const tag of languages()) {
    for (const { kind, path } of kinds(tag)) {
      await t.test(`${tag}: ${kind}`, async () => {
        await page.goto(server.url(`${tag}/${path}`));
        const { scroll, client } = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          client: document.documentElement.clientWidth,
        }));
        assert.ok(scroll <= client, `the page is ${scroll} px wide in ${client}`);
      });
    }
  }
  await done();
});

test("a target of the pointer is at least 24 px, or stands in a sentence", async () => {
  const { page, done } = await visit(browser, { viewport: { width: 360, height: 700 } });
  for (const { path } of kinds()) {
    await page.goto(server.url(`en/${path}`));
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
