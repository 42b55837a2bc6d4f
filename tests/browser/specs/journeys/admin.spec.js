import { STATE } from "../../lib/seed.js";
import { expect, signUp, test } from "../../lib/test.js";

test.use({ storageState: STATE.admin });

test("the set-up link worked once", async ({ page }) => {
  const answer = await page.goto("/setup?token=used-long-ago");
  expect(answer.status()).toBe(403);
  await expect(page.locator("[data-error]")).toContainText("link");
});

test("a dead letter tells why, can be retried and discarded", async ({ page }) => {
  await page.goto("/admin/queue");
  const letter = page.getByRole("article").filter({ hasText: "brokenvalidator" });
  await expect(letter).toHaveCount(1);
  await expect(letter.getByLabel(/^Reason/)).not.toBeEmpty();

  await letter.getByRole("button", { name: /^Retry/ }).click();
  // It fails again, and the open page shows it without a reload.
  await expect(letter).toHaveCount(1, { timeout: 40_000 });
  await letter.getByText("Log of every attempt").click();
  await expect(letter.getByLabel(/^Log of attempt 1/)).toContainText("had it for");
  page.on("dialog", (dialog) => dialog.accept());
  // What is ticked stays ticked while the page follows the queue.
  await letter.getByRole("checkbox").check();
  await page.waitForTimeout(2500);
  await expect(letter.getByRole("checkbox")).toBeChecked();
  await page.getByRole("button", { name: "Discard ticked" }).click();
  await expect(letter).toHaveCount(0);
});

test("a paused queue takes programs, and a waiting one can be cancelled", async ({ page }) => {
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto("/admin/queue");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.locator("#queue")).toContainText("Paused: takes programs, judges none");
  const csrf = await page.locator('[name="csrf"]').first().inputValue();
  const sent = await page.request.post("/problems/harbourtoll/submit", {
    form: { csrf, language: "python3", source: "print(1)" },
  });
  await page.goto(sent.url());
  await expect(page.locator('[data-field="verdict"]').first()).toHaveText("Waiting");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.locator('[data-field="verdict"]').first()).toHaveText("Cancelled");
  await page.goto("/admin/queue");
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.locator("#queue")).toContainText("Running");
});

test("users get roles, are disabled and enabled again", async ({ page, browser, baseURL }) => {
  const theirs = await (await browser.newContext({ baseURL, storageState: undefined })).newPage();
  const name = await signUp(theirs);

  await page.goto(`/admin/users?search=${name}`);
  await page.getByLabel(`Role of ${name}`, { exact: true }).selectOption("judge");
  await page.getByRole("button", { name: `Set the role of ${name}` }).click();
  await page.goto(`/admin/users?search=${name}`);
  await expect(page.getByLabel(`Role of ${name}`, { exact: true })).toHaveValue("judge");

  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: `Disable ${name}` }).click();
  await theirs.goto("/settings");
  await expect(theirs).toHaveURL(/\/login/);

  await page.goto(`/admin/users?search=${name}`);
  await page.getByRole("button", { name: `Enable ${name}` }).click();
  await page.goto(`/admin/users?search=${name}`);
  await expect(page.getByRole("button", { name: `Disable ${name}` })).toBeVisible();
  await theirs.context().close();
});

test("a hidden problem is gone for users", async ({ page, request }) => {
  await page.goto("/admin/problems");
  await page.getByRole("button", { name: "Hide The Bull-Leapers" }).click();
  const guest = await fetch(`${process.env.BASE_URL}/problems/bullleapers`);
  expect(guest.status).toBe(404);
  await page.getByRole("button", { name: "Show The Bull-Leapers" }).click();
  expect((await fetch(`${process.env.BASE_URL}/problems/bullleapers`)).status).toBe(200);
});

test("pages for admins refuse others", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: STATE.user });
  const page = await context.newPage();
  for (const path of ["/admin/dashboard", "/admin/queue", "/admin/abuse", "/admin/users", "/admin/problems"]) {
    const answer = await page.goto(path);
    expect(answer.status()).toBe(403);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You may not do this");
  }
  await context.close();
});
