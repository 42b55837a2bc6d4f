import { CPP, PYTHON, TESTS, WRONG } from "../../lib/programs.js";
import { editor, expect, expectVerdict, signUp, test, type } from "../../lib/test.js";

test("a new user solves a problem in C++ and sees the verdict come without a reload", async ({
  page,
}) => {
  const name = await signUp(page);
  await page.getByRole("link", { name: "Problems", exact: true }).first().click();
  await page.getByRole("link", { name: "Harbour Toll" }).click();
  await page.evaluate(() => (window.sameDocument = true));

  await page.getByLabel("Language").selectOption("cpp@20");
  await type(page, CPP);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expectVerdict(page, "Right on this sample");

  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Accepted");
  await expect(page.locator("[data-tests] tr")).toHaveCount(TESTS);
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);

  // The same after a reload, from the list of earlier submissions.
  await page.reload();
  await page.locator(".panes").getByRole("link", { name: "Submissions" }).click();
  await page.getByRole("link", { name: /, submission \d+$/ }).first().click();
  await expectVerdict(page, "Accepted");
  await expect(page.locator("[data-tests] tr")).toHaveCount(TESTS);
  await expect(page.locator("#source")).toHaveText(CPP);

  await page.goto("/leaderboard");
  await expect(page.locator("tr.me")).toContainText(name);
});

test("tests arrive one by one", async ({ page }) => {
  await signUp(page);
  await page.goto("/problems/harbourtoll");
  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, PYTHON);
  await page.evaluate(() => {
    window.seen = [];
    new MutationObserver(() => {
      const rows = document.querySelectorAll("[data-tests] tr").length;
      if (rows !== window.seen.at(-1)) window.seen.push(rows);
    }).observe(document.getElementById("outcome"), { childList: true, subtree: true });
  });
  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Accepted");
  const seen = await page.evaluate(() => window.seen);
  // Some tests may come in one breath, but never all of them at once.
  expect(seen.filter((rows) => rows > 0 && rows < TESTS).length).toBeGreaterThan(1);
  // The statement's side knows of it without a visit anew.
  await expect(page.locator("#about .solved")).toBeVisible();
  await expect(page.getByRole("link", { name: "Editorial" })).toBeVisible();
});

test("a wrong program gets its verdict, and its code is found again", async ({ page }) => {
  await signUp(page);
  await page.goto("/problems/harbourtoll");
  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, WRONG);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expectVerdict(page, "Differs from the sample");
  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Wrong answer");

  await type(page, "print('something else')");
  await page.locator(".panes").getByRole("link", { name: "Submissions" }).click();
  await page.getByRole("link", { name: /^Code of submission/ }).first().click();
  await expect(editor(page)).toHaveText(WRONG);
});

test("own input, standard error and a compile error are shown", async ({ page }) => {
  await signUp(page);
  await page.goto("/problems/harbourtoll");
  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, "import sys; print(input()[::-1]); print('note', file=sys.stderr)");
  await page.getByLabel("Input", { exact: true }).selectOption({ label: "My own" });
  await page.getByLabel("My own input").fill("abc\n");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expectVerdict(page, "Ran to its end");
  await expect(page.getByLabel("Your output")).toHaveText("cba\n");
  await expect(page.getByLabel("Standard error")).toHaveText("note\n");

  await page.getByLabel("Language").selectOption("cpp@20");
  await type(page, "int main() { return nothing; }");
  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Compile error");
  await expect(page.getByLabel("Output of the compiler")).toContainText("nothing");
});

test("drafts come back, one for each language", async ({ page, context }) => {
  await signUp(page);
  await page.goto("/problems/harbourtoll");
  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, "draft_in_python = 1");
  await page.getByLabel("Language").selectOption("cpp@17");
  await type(page, "int draft_in_cpp;");
  await expect(page.locator("#save-state")).toHaveText("Draft saved");

  // Another page knows what the server knows, and nothing that this browser kept.
  await page.evaluate(() => localStorage.clear());
  const second = await context.newPage();
  await second.goto("/problems/harbourtoll");
  await expect(editor(second)).toHaveText("int draft_in_cpp;");
  await expect(second.getByLabel("Language")).toHaveValue("cpp@17");
  await second.getByLabel("Language").selectOption("python3@3");
  await expect(editor(second)).toHaveText("draft_in_python = 1");
});

test("the leaderboard changes under the eyes of whoever watches", async ({ page, browser }) => {
  const watcher = await (await browser.newContext()).newPage();
  await watcher.goto(`${process.env.BASE_URL}/leaderboard`);
  await watcher.evaluate(() => (window.sameDocument = true));

  const name = await signUp(page);
  await page.goto("/problems/harbourtoll");
  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, PYTHON);
  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Accepted");

  await expect(watcher.getByRole("link", { name })).toBeVisible();
  expect(await watcher.evaluate(() => window.sameDocument)).toBe(true);
  await watcher.context().close();
});
