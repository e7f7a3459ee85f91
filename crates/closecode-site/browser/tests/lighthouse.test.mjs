// Lighthouse's full marks for what does not depend on the machine. Its performance score is a timing: `npm run lighthouse`
// prints it, no test asserts it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import lighthouse from "lighthouse";
import { kinds, served } from "./site.mjs";
import { startWithPort } from "./port.mjs";

let chrome;
before(async () => (chrome = await startWithPort()));
after(() => chrome.close());

for (const kind of ["index", "codes/*", "compare/*"]) {
  test(`full marks for ${kind}`, async () => {
    const path = kinds().find((k) => k.kind === kind).path;
    // Accessibility is axe's, which looks at every kind of page.
    const onlyCategories = ["best-practices", "seo"];
    const { lhr } = await lighthouse(served(`en/${path}`), { port: chrome.port, logLevel: "error", onlyCategories });
    for (const id of onlyCategories) {
      const category = lhr.categories[id];
      const missed = category.auditRefs.map((ref) => lhr.audits[ref.id]).filter((a) => a.score !== null && a.score < 1);
      assert.deepEqual(missed.map((a) => `${a.id}: ${a.title}`), [], id);
      assert.equal(category.score, 1, id);
    }
  });
}
