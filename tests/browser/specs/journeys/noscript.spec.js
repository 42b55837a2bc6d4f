import { CPP } from "../../lib/programs.js";
import { PASSWORD, expect, test } from "../../lib/test.js";

test.use({ javaScriptEnabled: false });

/** Follows the page's own link until there is a verdict. */
async function lookAgain(page) {
  for (let tries = 0; tries < 60; tries++) {
    const again = page.getByRole("link", { name: "Look again" });
    if (!(await again.isVisible())) return;
    await page.waitForTimeout(300);
    await again.click();
  }
}

test("everything up to the verdict works without scripts", async ({ page }) => {
  await page.goto("/signup");
  await page.getByLabel("Name").fill(`minotaur${process.pid}`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();

  await page.goto("/problems/harbourtoll");
  await page.getByLabel("Language").selectOption("cpp@20");
  await page.getByLabel("Source code").fill(CPP);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await lookAgain(page);
  await expect(page.locator('[data-field="verdict"]')).toHaveText("Right on this sample");

  await page.getByRole("link", { name: "Back to the problem" }).click();
  await page.getByLabel("Language").selectOption("cpp@20");
  await page.getByLabel("Source code").fill(CPP);
  await page.getByRole("button", { name: "Submit" }).click();
  await lookAgain(page);
  await expect(page.locator('[data-field="verdict"]').first()).toHaveText("Accepted");

  await page.getByLabel("Your note").fill("at the first go");
  await page.getByRole("button", { name: "Save the note" }).click();
  await expect(page.getByLabel("Your note")).toHaveValue("at the first go");

  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByRole("link", { name: "Log in" })).toBeVisible();
});
