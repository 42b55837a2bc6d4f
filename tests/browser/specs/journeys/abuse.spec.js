import { FORBIDDEN } from "../../lib/programs.js";
import { STATE } from "../../lib/seed.js";
import { expect, signUp, test, type } from "../../lib/test.js";

test.use({ storageState: STATE.admin });

test("what a program tried is found by user and kind, and leads to both", async ({ page }) => {
  await page.goto("/admin/abuse");
  await page.getByLabel("User", { exact: true }).fill("minotaur");
  await page.getByLabel("Kind").selectOption("network");
  await page.getByRole("button", { name: "Show" }).click();
  const events = page.getByRole("region", { name: "Events" }).getByRole("row");
  // Five submissions and the header.
  await expect(events).toHaveCount(6);
  await expect(events.nth(1)).toContainText("AF_INET");
  await page.getByLabel("From (UTC)").fill("2999-01-01");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("No event fits.")).toBeVisible();

  await page.goto("/admin/abuse?user=minotaur&kind=syscall");
  await events.nth(1).getByRole("link", { name: /Submission/ }).click();
  await expect(page.getByText("stopped at a forbidden system call").first()).toBeVisible();
  // Five such programs throttled the account before the admin suspended it.
  await page.goto("/admin/abuse?user=minotaur");
  const steps = page.getByRole("region", { name: "Steps taken" });
  await expect(steps.getByRole("row").filter({ hasText: "throttle" })).toContainText("rules");
  await expect(steps.getByRole("row").filter({ hasText: "suspend" })).toContainText("warden");
});

test("a suspended user is told why, sends nothing, and is restored", async ({
  page,
  browser,
  baseURL,
}) => {
  const theirs = await (await browser.newContext({ baseURL, storageState: undefined })).newPage();
  const name = await signUp(theirs);
  await page.goto("/admin/abuse");
  await page.getByText("Suspend an account").click();
  await page.getByLabel("Account", { exact: true }).fill(name);
  await page.getByLabel("Reason, for its owner too").fill("we must talk");
  await page.getByRole("button", { name: "Suspend" }).click();
  const row = page.getByRole("row").filter({ hasText: name }).first();
  await expect(row).toContainText("we must talk");

  await theirs.goto("/problems/harbourtoll#code");
  await expect(theirs.locator(".standing")).toContainText("we must talk");
  await theirs.getByLabel("Language").selectOption("c@17");
  await type(theirs, FORBIDDEN);
  await theirs.getByRole("button", { name: "Submit" }).click();
  await expect(theirs.getByText("This account is suspended").last()).toBeVisible();
  await theirs.goto(`/users/${name}`);
  await expect(theirs.getByText("None yet.")).toBeVisible();

  await page.getByRole("button", { name: `Restore ${name}` }).click();
  await expect(page.getByRole("button", { name: `Restore ${name}` })).toHaveCount(0);
  await theirs.reload();
  await expect(theirs.locator(".standing")).toHaveCount(0);
  await theirs.context().close();
});
