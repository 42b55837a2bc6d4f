import AxeBuilder from "@axe-core/playwright";
import { BROKEN_CPP, PYTHON, WRONG } from "../../lib/programs.js";
import { Server } from "../../lib/server.js";
import { PASSWORD, editor, expect, expectVerdict, signUp, test, type } from "../../lib/test.js";

async function open(page) {
  await page.goto("/problems/harbourtoll");
  await editor(page).waitFor();
  await expect(page.locator("#statement .prose")).toBeVisible();
  await page.getByLabel("Language").selectOption("python3@3");
}

test("own inputs are kept by name, and run with all samples at once", async ({ page }) => {
  await signUp(page);
  await open(page);
  await type(page, PYTHON);
  await page.getByLabel("Input", { exact: true }).selectOption({ label: "My own" });
  await page.getByLabel("My own input").fill("1 2 3\n4 5\n");
  await page.getByLabel("Expected output, if").fill("23\n");
  await page.getByLabel("Keep as a case named").fill("one ship");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Input", { exact: true })).toHaveValue(/^case:/);

  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expectVerdict(page, "As expected");

  await page.getByLabel("Input", { exact: true }).selectOption({ label: "My own" });
  await page.getByLabel("My own input").fill("1 1 1\n1 1\n");
  await page.getByLabel("Expected output, if").fill("3\n");
  await page.getByLabel("Keep as a case named").fill("wrong");
  // What is pressed meanwhile waits its turn.
  await page.route("**/cases", async (route) => {
    await new Promise((done) => setTimeout(done, 1000));
    await route.continue();
  });
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByRole("button", { name: "Run all" }).click();
  const outcome = page.locator("#outcome");
  await expect(outcome.getByRole("status").first()).toHaveText("3 of 4 right");
  const wrong = outcome.locator(".each").filter({ hasText: "wrong" });
  await expect(wrong.getByLabel(/^Difference/)).toContainText("3");
  await expect(wrong.locator("mark")).toHaveText(["3", "2"]);

  // They are there again, can be edited, and removed.
  await page.reload();
  await editor(page).waitFor();
  await page.locator("#own-input summary").click();
  await page.getByRole("button", { name: "Edit the case wrong" }).click();
  await expect(page.getByLabel("My own input")).toHaveValue("1 1 1\n1 1\n");
  await page.getByRole("button", { name: "Remove the case wrong" }).click();
  await expect(page.locator("#cases li")).toHaveCount(1);
});

test("white space that differs is visible", async ({ page }) => {
  await signUp(page);
  await open(page);
  await type(page, "print('1 72')");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expectVerdict(page, "Differs from the sample");
  await expect(page.getByLabel(/^Difference/)).toContainText("1·72");
});

test("a place in the compiler's message leads there", async ({ page }) => {
  await signUp(page);
  await open(page);
  await page.getByLabel("Language").selectOption("cpp@20");
  await type(page, `\n\n${BROKEN_CPP}`);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expectVerdict(page, "Compile error");
  await page.locator("#outcome [data-line]").first().click();
  await expect(editor(page)).toBeFocused();
  await expect(page.locator(".cm-activeLineGutter")).toHaveText("3");

  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, "x = 1\nraise SystemError(x)");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expectVerdict(page, "Exit code not 0");
  await page.getByLabel("Standard error").locator("[data-line]").last().click();
  await expect(page.locator(".cm-activeLineGutter")).toHaveText("2");
});

test("two earlier programs are compared, one is restored", async ({ page }) => {
  await signUp(page);
  await open(page);
  for (const [program, verdict] of [
    [WRONG, "Wrong answer"],
    [PYTHON, "Accepted"],
  ]) {
    await type(page, program);
    await page.getByRole("button", { name: "Submit" }).click();
    await expectVerdict(page, verdict);
  }
  await page.locator(".panes").getByRole("link", { name: "Submissions" }).click();
  await page.getByRole("button", { name: "Compare" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator(".first")).toContainText("print(42)");
  await expect(dialog.locator(".second")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: /^Code of submission/ }).last().click();
  await expect(editor(page)).toHaveText(WRONG);
});

test("tests show their groups while they run, and a failed sample its data", async ({ page }) => {
  await signUp(page);
  await page.goto("/problems/bullleapers");
  await editor(page).waitFor();
  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, WRONG);
  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Wrong answer");
  await expect(page.locator("#outcome .group-name").first()).toContainText("Samples");
  expect(await page.locator("#outcome .group").count()).toBeGreaterThan(3);
  await page.getByRole("button", { name: "Run it and see what differs" }).first().click();
  await expectVerdict(page, "Differs from the sample");
  await expect(page.getByLabel(/^Difference/)).toContainText("42");
});

test("the editor is as its user wants it", async ({ page }) => {
  await signUp(page);
  await open(page);
  await page.getByRole("link", { name: "Settings" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Keys").selectOption("vim");
  await dialog.getByLabel("Size of type").fill("20");
  await dialog.getByRole("button", { name: "Set the editor" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.cm-editor[data-keys="vim"]')).toBeVisible();
  const size = () => editor(page).evaluate((e) => getComputedStyle(e).fontSize);
  await expect.poll(size).toBe("20px");

  // Vim: delete everything, insert, back to normal, and a word is deleted.
  await editor(page).click();
  await page.keyboard.type("ggdGione two");
  await page.keyboard.press("Escape");
  await page.keyboard.type("0dw");
  await expect(editor(page)).toHaveText("two");

  // The server remembers; Emacs' keys come the same way.
  await page.reload();
  await expect(page.locator('.cm-editor[data-keys="vim"]')).toBeVisible();
  await page.goto("/settings");
  await page.getByLabel("Keys").selectOption("emacs");
  await page.getByRole("button", { name: "Set the editor" }).click();
  await expect(page.getByRole("status")).toContainText("editor is set");
  await open(page);
  await expect(page.locator('.cm-editor[data-keys="emacs"]')).toBeVisible();
  await editor(page).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+d");
  await expect(editor(page)).toHaveText("wo");
});

test("keys have a sheet, and do what it says", async ({ page }) => {
  await signUp(page);
  await open(page);
  await page.getByRole("separator").focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Submit");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Alt+2");
  await expect(page.locator("#submissions")).toBeVisible();
  await page.keyboard.press("Alt+3");
  await expect(editor(page)).toBeFocused();
  await type(page, PYTHON);
  await page.keyboard.press("Control+Alt+Enter");
  await expect(page.locator("#outcome").getByRole("status").first()).toHaveText("2 of 2 right");
  await page.keyboard.press("Control+Shift+Enter");
  await expectVerdict(page, "Accepted");
});

test("a program is completed while it is written, and its errors are shown", async ({ page }) => {
  test.setTimeout(180_000);
  const server = new Server({ MINOS_ASSIST_OFFERED: "practice" });
  try {
    await server.start();
    await page.goto(`${server.base}/signup`);
    await page.getByLabel("Name").fill("ariadne");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign up" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("ariadne");
    await page.goto(`${server.base}/problems/harbourtoll`);
    await page.getByLabel("Language").selectOption("python3@3");
    await type(page, "import math");
    const view = page.locator('.cm-editor[data-help="on"]');
    await expect(view).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press("Enter");
    await page.keyboard.type("print(nothing, math.isq");
    await page.keyboard.press("Control+Space");
    const offers = page.getByRole("listbox", { name: "Completions" });
    await expect(offers.getByRole("option", { selected: true })).toContainText("isqrt");
    const { violations } = await new AxeBuilder({ page }).include(".cm-editor").analyze();
    expect(violations).toEqual([]);
    await page.keyboard.press("Enter");
    await expect(editor(page)).toContainText("math.isqrt");
    await page.keyboard.press("Escape");
    const wrong = page.locator(".cm-lintRange-error, .cm-lintRange-warning").first();
    await expect(wrong).toContainText("nothing");
    await page.keyboard.press("F8");
    await expect(page.locator(".cm-diagnostic")).toContainText("undefined name");

    // Another language has another server; who does not want it has none.
    await page.getByLabel("Language").selectOption("bash@5");
    await type(page, "echo");
    await expect(view).toHaveCount(0);
  } finally {
    await server.remove();
  }
});
