// Pages pass an HTML validator.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { folder, kinds, pages } from "./site.mjs";

// A test in Rust proves that languages differ in words only: all pages of one that runs from left to right, and each kind of one
// that runs the other way.
test("every page is valid HTML", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
  const all = [
    ...pages().filter((path) => path.startsWith("en/") || !path.includes("/") || path.startsWith("1006")),
    ...kinds("ar").map(({ path }) => `ar/${path}`),
  ];
  assert.ok(all.length > 400);
  for (const path of all) {
    const report = await validator.validateString(readFileSync(join(folder, path), "utf8"));
    const lines = report.results.flatMap((r) => r.messages.map((m) => `${path}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`));
    assert.deepEqual(lines, []);
  }
});
