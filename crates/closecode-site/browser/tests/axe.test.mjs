// Each kind of page, in both themes, on a desktop and a phone: no violation that axe knows of.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { kinds, launch, served, visit } from "./site.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const ROOT = ["index.html", "404.html"];

/** The rules about colours, of those that axe applies if nothing else is asked of it. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** Without the place of every element that a rule has passed, of which a long table has thousands. */
const ONLY = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };

// Neither colours nor roles depend on the language, and a test in Rust proves that languages differ in words only: one that runs
// from left to right, and one that runs the other way in a script with a style sheet of its own, stand for all. That every language
// fits is a test in layout.test.mjs. A theme sets colours and nothing else, so in the other one axe looks at colours only.
for (const [themes, width, tag] of [[["light", "dark"], 1280, "en"], [["dark", "light"], 360, "ar"]]) {
  // The legacy mode analyses in the page itself; the other opens one more page each time, for frames of other hosts.
  test(`axe finds nothing at ${width} px, ${themes.join(" and ")}`, async (t) => {
    const { page, done } = await visit(browser, {
      viewport: { width, height: 900 },
      // Without it a link takes its colour of the other theme bit by bit, and axe may look in between.
      reducedMotion: "reduce",
      expect: (text) => text.includes("404 (Not Found)"),
    });
    const paths = [...ROOT, ...kinds(tag).map(({ path }) => `${tag}/${path}`)];
    for (const path of paths) {
      await t.test(path, async () => {
        await page.emulateMedia({ colorScheme: themes[0] });
        await page.goto(served(path));
        const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const before = await background();
        const all = await new AxeBuilder({ page }).setLegacyMode().options(ONLY).analyze();
        assert.ok(all.passes.length > 10, "axe looked at the page");
        await page.emulateMedia({ colorScheme: themes[1] });
        assert.notEqual(await background(), before, "the theme has changed");
        const colours = await new AxeBuilder({ page }).setLegacyMode().options({ ...ONLY, runOnly: COLOURS }).analyze();
        assert.ok(colours.passes.length > 0, "axe looked at the colours");
        const lines = [...all.violations, ...colours.violations].flatMap((v) =>
          v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`),
        );
        assert.deepEqual(lines, []);
      });
    }
    await done();
  });
}
