// One problem of each kind, solved through the pages.
import AxeBuilder from "@axe-core/playwright";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, expectVerdict, signUp, test, type } from "../../lib/test.js";

const problems = join(dirname(fileURLToPath(import.meta.url)), "../../../../problems");

/** Puts a bundled submission into the editor, whole, and submits it. */
async function submit(page, problem, language, file) {
  await page.goto(`/problems/${problem}`);
  await page.getByLabel("Language").selectOption(language);
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  // What is typed over highlighted text would take its style on.
  await page.keyboard.press("Delete");
  const program = readFileSync(join(problems, problem, "submissions", file), "utf8");
  await page.keyboard.insertText(program);
  await page.getByRole("button", { name: "Submit" }).click();
}

test("an interactive problem: the sample is a talk, and a program that asks finds the peak", async ({
  page,
}) => {
  await signUp(page);
  await page.goto("/problems/mistypeak");
  const talk = page.getByRole("region", { name: "Interaction of sample 1" });
  await expect(talk).toContainText("? 3");
  await expect(page.getByRole("region", { name: "Input of sample 1" })).toHaveCount(0);
  await submit(page, "mistypeak", "python3@3", "accepted/slope.py");
  await expectVerdict(page, "Accepted");
  await submit(page, "mistypeak", "cpp@20", "wrong_answer/first_step_down.cpp");
  await expectVerdict(page, "Wrong answer");
});

test("a multi-pass problem: the second run reads what is left of the first", async ({ page }) => {
  await signUp(page);
  await submit(page, "lostbead", "cpp@20", "accepted/syndrome.cpp");
  await expectVerdict(page, "Accepted");
  await submit(page, "lostbead", "python3@3", "wrong_answer/hopes_for_the_last.py");
  await expectVerdict(page, "Wrong answer");
});

test("a scoring problem: groups, a part of the points, and all of them", async ({ page }) => {
  await signUp(page);
  await submit(page, "stowage", "python3@3", "accepted/heaviest_first.py");
  await expectVerdict(page, "Partially accepted");
  const report = page.locator("[data-report]:not([data-live])");
  await expect(report.locator('[data-field="progress"]')).toHaveText(/^7\d(\.\d+)? of 100 points$/);
  const groups = report.getByRole("table", { name: "Groups" }).locator("tbody tr");
  await expect(groups).toHaveCount(3);
  await expect(groups.nth(0)).toContainText("1few");
  await page.goto("/problems/stowage");
  await expect(page.getByText("Partly solved").first()).toBeAttached();
});

const answers = (name) => {
  const dir = join(problems, "watchposts/submissions/accepted", name);
  return readdirSync(dir).map((file) => join(dir, file));
};

test("an output-only problem: files in place of an editor", async ({ page }) => {
  await signUp(page);
  await page.goto("/problems/watchposts");
  await expect(page.locator(".cm-content")).toHaveCount(0);
  await page.getByLabel("Files, or one ZIP archive of them").setInputFiles(answers("greedy"));
  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Partially accepted");
  await expect(page.getByRole("link", { name: "3.out" })).toBeVisible();

  await page.goto("/problems/watchposts");
  await page.getByLabel("Files, or one ZIP archive of them").setInputFiles(answers("captain"));
  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Accepted");

  // What is no answer is refused at once, in words.
  await page.goto("/problems/watchposts");
  await page
    .getByLabel("Files, or one ZIP archive of them")
    .setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("none") });
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.locator("[data-error]")).toContainText("name them 1.out");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("an output-only problem is solved too", async ({ page }) => {
    await signUp(page);
    await page.goto("/problems/watchposts");
    await page.getByLabel("Files, or one ZIP archive of them").setInputFiles(answers("captain"));
    await page.getByRole("button", { name: "Submit" }).click();
    for (let tries = 0; tries < 100; tries++) {
      const again = page.getByRole("link", { name: "Look again" });
      if (!(await again.isVisible())) break;
      await page.waitForTimeout(300);
      await again.click();
    }
    await expect(page.locator('[data-field="verdict"]').first()).toHaveText("Accepted");
  });
});

test("the other side of an interactive problem is played in the console", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await signUp(page);
  await page.goto("/problems/mistypeak#code");
  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, 'n = int(input())\nprint("?", n, flush=True)\nh = input()\nprint("!", h, flush=True)\ninput()');
  // From the editor to the console and back, by keys alone.
  await page.keyboard.press("Control+Enter");
  const line = page.getByLabel("Your line");
  const log = page.getByRole("log");
  await expect(line).toBeFocused();
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await expect(log).toContainText("? 7");
  await page.keyboard.type("42");
  await page.keyboard.press("Enter");
  await expect(log.locator(".program").last()).toHaveText("! 42");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  const wide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  expect(await page.evaluate(wide)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Control+D");
  await expect(log.locator(".error").last()).toContainText("EOFError");
  const state = page.getByRole("region", { name: "Console" }).getByRole("status");
  await expect(state).toContainText("Exit code not 0");
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeFocused();

  // What does not compile leads to its line.
  await page.getByLabel("Language").selectOption("cpp@20");
  await type(page, "int main() { return nothing; }");
  await page.keyboard.press("Control+Enter");
  await expect(state).toContainText("Compile error");
  await page.getByRole("link", { name: /1:\d+/ }).first().click();
  await expect(page.locator(".cm-content")).toBeFocused();
});
