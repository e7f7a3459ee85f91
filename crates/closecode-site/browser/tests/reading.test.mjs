// Reading and reaching everything: served below a path, from a file, with and without scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileUrl, kinds, launch, served, visit } from "./site.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const places = { "below a path of a server": served, "from a file": fileUrl };

for (const [where, url] of Object.entries(places)) {
  test(`from the index to a code, a comparison and back, by links alone, without scripts, ${where}`, async () => {
    const { page, done } = await visit(browser, { javaScriptEnabled: false });
    await page.goto(url("en/index.html"));
    await page.locator("main a", { hasText: "1006" }).first().click();
    assert.match(await page.locator("h1").innerText(), /1006|Abnormal Closure/);
    await page.locator("main a[href*='1006-abnormal-closure-vs-1012'], main a[href*='-vs-1012-service-restart']").first().click();
    assert.match(page.url(), /1006-abnormal-closure-vs-1012-service-restart/);
    await page.locator("header a").first().click();
    assert.match(page.url(), /\/en\/(index\.html)?$/);
    await done();
  });

  test(`the language switch keeps the page if it can, ${where}`, async () => {
    const { page, done } = await visit(browser);
    const translated = new Set(kinds("id").map(({ path }) => path));
    assert.ok(translated.size < kinds().length, "some pages are in English only");
    for (const { path } of kinds()) {
      await page.goto(url(`en/${path}`));
      await page.locator(".menu > summary").click();
      await page.locator(".languages a[hreflang='id']").click();
      // From a page that is in English only, the way goes on with the list of protocols.
      const target = translated.has(path) ? path : "protocols/index.html";
      assert.ok(page.url().endsWith(`/id/${target}`) || `${page.url()}index.html`.endsWith(`/id/${target}`), `${path}: ${page.url()}`);
      assert.equal(await page.locator("html").getAttribute("lang"), "id");
    }
    await done();
  });
}

test("every kind of page opens from a file without an error", async () => {
  const { page, done } = await visit(browser);
  // Served, every language is opened in layout.test.mjs; addresses are the same in each.
  for (const tag of ["en", "ar", "zh-Hans"]) {
    for (const { path } of kinds(tag)) {
      await page.goto(fileUrl(`${tag}/${path}`));
      assert.equal(await page.locator("html").getAttribute("lang"), tag);
      assert.equal(await page.locator("h1").count(), 1, path);
      const width = await page.evaluate(() => getComputedStyle(document.body).maxInlineSize);
      assert.notEqual(width, "none", "the style sheet is loaded");
    }
  }
  await done();
});

test("controls that need a script are not shown without one", async () => {
  const { page, done } = await visit(browser, { javaScriptEnabled: false });
  for (const { path } of kinds()) {
    await page.goto(served(`en/${path}`));
    for (const control of ["#theme", "button.copy", "#filter", "th button"]) {
      for (const one of await page.locator(control).all()) {
        assert.equal(await one.isVisible(), false, `${control} on ${path}`);
      }
    }
  }
  await done();
});

test("the order of the codes in an address does not matter", async () => {
  const { page, done } = await visit(browser, { javaScriptEnabled: false });
  await page.goto(served("en/compare/1012-service-restart-vs-1006-abnormal-closure/index.html"));
  await page.waitForURL(/compare\/1006-abnormal-closure-vs-1012-service-restart/);
  await done();
});

test("a wrong address with a number in it offers the right page", async () => {
  const { page, done } = await visit(browser, { expect: (text) => text.includes("404 (Not Found)") });
  for (const [wrong, right] of [
    ["en/codes/1012", /codes\/1012-/],
    ["close-code-1006.php", /codes\/1006-/],
    ["en/4004", /4004/],
    // Not UTF-8, and not even a percent sign with two digits.
    ["en/%ff%fe/1006", /codes\/1006-/],
    ["en/100%/%e9t%e9-1012", /codes\/1012-/],
  ]) {
    await page.goto(served(wrong));
    const link = page.locator("main a", { hasText: wrong.match(/\d{4}/)[0] }).first();
    assert.match(await link.getAttribute("href"), right, wrong);
    await link.click();
    assert.notEqual(await page.title(), "", wrong);
    assert.match(await page.locator("main").innerText(), new RegExp(wrong.match(/\d{4}/)[0]));
  }
  await done();
});
