// Every page passes an HTML validator.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { folder, kinds, languages, pages } from "./site.mjs";

// The templates are the same in every language: all pages of two, which differ in direction, and one of each kind of the others.
test("every page is valid HTML", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
  const others = languages().flatMap((tag) => kinds().map(({ path }) => `${tag}/${path}`));
  const all = [...new Set([...pages().filter((path) => /^(en|ar)\//.test(path) || !path.includes("/")), ...others])];
  assert.ok(all.length > 400);
  for (const path of all) {
    const report = await validator.validateString(readFileSync(join(folder, path), "utf8"));
    const lines = report.results.flatMap((r) => r.messages.map((m) => `${path}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`));
    assert.deepEqual(lines, []);
  }
});
