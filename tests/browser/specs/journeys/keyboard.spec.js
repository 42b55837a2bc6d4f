import { PYTHON } from "../../lib/programs.js";
import { PASSWORD, expect, expectVerdict, test } from "../../lib/test.js";

/** Presses Tab until `locator` has the focus. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < 80; presses++) {
    if (await locator.evaluate((e) => e === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never came there");
}

test("a problem is solved with the keyboard alone", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();

  await tabTo(page, page.getByRole("link", { name: "Sign up" }).first());
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Name"));
  await page.keyboard.type(`pasiphae${process.pid}x${Date.now()}`.slice(0, 30));
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");

  await tabTo(page, page.getByRole("link", { name: "Problems", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: "Harbour Toll" }));
  await page.keyboard.press("Enter");
  await expect(page.locator(".cm-content")).toBeVisible();

  // The divider moves by arrow keys.
  const divider = page.getByRole("separator");
  await tabTo(page, divider);
  await page.keyboard.press("ArrowRight");
  await expect(divider).toHaveAttribute("aria-valuenow", "48");

  const language = page.getByLabel("Language");
  await tabTo(page, language);
  await page.keyboard.type("Python");
  await expect(language).toHaveValue("python3@3");

  const editor = page.locator(".cm-content");
  await tabTo(page, editor);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.type(PYTHON);
  await page.keyboard.press("Control+Enter");
  await expectVerdict(page, "Right on this sample");

  // Out of the editor, on to the button.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(editor).not.toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Submit" }));
  await page.keyboard.press("Enter");
  await expectVerdict(page, "Accepted");
});
