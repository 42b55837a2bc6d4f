import { STATE } from "../../lib/seed.js";
import { expect, test } from "../../lib/test.js";

test.use({ storageState: STATE.admin });

test("submissions are judged again, compared, and applied", async ({ page, browser, baseURL }) => {
  await page.goto("/admin/rejudges");
  await page.getByLabel("Problem, its short name").fill("harbourtoll");
  await page.getByLabel("User", { exact: true }).fill("icarus");
  await page.getByLabel("Verdict").selectOption("AC");
  await page.getByLabel("Reason, for other judges").fill("to be sure");
  await page.getByRole("button", { name: "Judge again" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toContainText("Rejudge #");
  await expect(page.getByText("problem harbourtoll, user icarus, verdict AC")).toBeVisible();
  // The open page follows until all is judged.
  const apply = page.getByRole("button", { name: "Apply" });
  await expect(apply).toBeEnabled({ timeout: 40_000 });
  await expect(page.getByText("Nothing changes.")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  const row = page.getByRole("row").filter({ hasText: "icarus" });
  await expect(row.locator(".verdict")).toHaveText(["Accepted", "Accepted"]);

  page.on("dialog", (dialog) => dialog.accept());
  await apply.click();
  await expect(page.getByText("Applied", { exact: true })).toBeVisible();
  await expect(apply).toHaveCount(0);

  const theirs = await browser.newContext({ baseURL, storageState: STATE.user });
  const refused = await (await theirs.newPage()).goto("/admin/rejudges");
  expect(refused.status()).toBe(403);
  await theirs.close();
});

test("one submission is judged again from its page, and discarded", async ({ page }) => {
  await page.goto("/submissions/6");
  await page.getByRole("button", { name: "Judge again" }).click();
  await expect(page.getByText("submission #6")).toBeVisible();
  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("These results were discarded")).toBeVisible();
});
