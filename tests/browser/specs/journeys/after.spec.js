// What stays after a verdict: the editorial, notes, how the code grew, leaderboards.
import { PYTHON } from "../../lib/programs.js";
import { STATE } from "../../lib/seed.js";
import { PASSWORD, editor, expect, expectVerdict, signUp, test, type } from "../../lib/test.js";

test("whoever has solved a problem reads how, and notes what they learned", async ({ page }) => {
  await signUp(page);
  await page.goto("/problems/harbourtoll/editorial");
  await expect(page.locator("[data-error]")).toContainText("Solve the problem first");
  await page.goto("/problems/harbourtoll");
  await expect(page.locator("#statement")).toContainText("There is an editorial");
  await editor(page).waitFor();
  await page.getByLabel("Language").selectOption("python3@3");
  await type(page, PYTHON);
  await page.getByRole("button", { name: "Submit" }).click();
  await expectVerdict(page, "Accepted");
  await page.reload();
  await page.getByRole("link", { name: "Editorial" }).click();
  await expect(page.locator(".prose math").first()).toBeVisible();
  await page.getByRole("link", { name: "Deutsch" }).click();
  await expect(page.locator(".prose")).toHaveAttribute("lang", "de");

  await page.goto("/problems/harbourtoll#submissions");
  await page.locator("#submissions").getByRole("link", { name: /^Accepted/ }).click();
  await page.getByLabel("Your note").fill("Sums need 64 bits.");
  await expect(page.locator("#note").getByRole("status")).toHaveText("Saved");
  const address = page.url();
  await page.goto("/problems/harbourtoll#submissions");
  await expect(page.locator("#submissions .note")).toHaveText("Sums need 64 bits.");
  // Nobody else is shown it, and it may be gone again.
  await page.goto(address);
  await expect(page.getByLabel("Your note")).toHaveValue("Sums need 64 bits.");
  await page.getByLabel("Your note").fill("");
  await page.getByRole("button", { name: "Save the note" }).click();
  await expect(page.locator("#note").getByRole("status")).toHaveText("Saved");
  await page.reload();
  await expect(page.getByLabel("Your note")).toHaveValue("");
});

test("how code grew is recorded when one likes, played, and deleted", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings");
  await page.getByLabel("Record how my code grows").check();
  await page.getByRole("button", { name: "Set the recording" }).click();
  await expect(page.getByLabel("Record how my code grows")).toBeChecked();

  await page.goto("/problems/harbourtoll");
  await editor(page).waitFor();
  await page.getByLabel("Language").selectOption("python3@3");
  const saved = () => page.waitForResponse((r) => r.url().endsWith("/draft") && r.ok());
  for (const text of ["n = 1", "n = 12", "n = 12  # done"]) {
    const kept = saved();
    await type(page, text);
    await page.keyboard.press("Control+S");
    await kept;
  }
  await page.locator(".panes").getByRole("link", { name: "Submissions" }).click();
  await page.getByRole("link", { name: "How your code grew" }).click();
  const [slider, program] = [page.getByRole("slider"), page.getByLabel("Source code")];
  const last = Number(await slider.inputValue());
  expect(last).toBeGreaterThan(2);
  await expect(program).toHaveText("n = 12  # done");
  await expect(program.locator("ins")).toHaveCount(1);
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", new RegExp(`^State 1 of ${last},`));
  await expect(program.locator("ins")).toHaveCount(0);
  await page.getByLabel("Speed").selectOption("Fast");
  await page.getByRole("button", { name: "Play" }).click();
  await expect(program).toHaveText("n = 12  # done");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();

  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Delete this recording" }).click();
  await expect(page.getByRole("main")).toContainText("Nothing is recorded");
});

test("a class has a leaderboard of its own, live, and an admin helps with a lost password", async ({
  page,
  browser,
  baseURL,
}) => {
  const name = await signUp(page);
  const context = await browser.newContext({ baseURL, storageState: STATE.admin });
  const admin = await context.newPage();
  admin.on("dialog", (dialog) => dialog.accept());
  const className = `Heroes of ${name}`;
  await admin.goto("/admin/classes");
  await admin.getByLabel("Name", { exact: true }).fill(className);
  await admin.getByLabel("Members, their account names").fill(`${name} nobody-is-called-so`);
  await admin.getByRole("button", { name: "Make the class" }).click();
  await expect(admin.getByRole("alert")).toContainText("nobody-is-called-so");
  await admin.getByLabel("Members, their account names").fill(name);
  await admin.getByRole("button", { name: "Make the class" }).click();
  await expect(admin.getByRole("link", { name: className })).toBeVisible();

  await page.goto("/leaderboard");
  await page.getByRole("link", { name: className }).click();
  await page.getByRole("link", { name: "This month" }).click();
  const line = page.locator("#board tbody tr");
  await expect(line).toHaveCount(1);
  await expect(line.locator('[data-of="solved"]')).toHaveText("0");
  await page.evaluate(() => (window.sameDocument = true));
  const csrf = await page.locator('[name="csrf"]').first().inputValue();
  const form = { csrf, language: "python3", source: PYTHON };
  await page.request.post("/problems/harbourtoll/submit", { form });
  await expect(line.locator('[data-of="solved"]')).toHaveText("1");
  await expect(line).toHaveCount(1);
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);

  await admin.goto(`/admin/users?search=${name}`);
  await admin.getByRole("link", { name: `Manage ${name}` }).click();
  await expect(admin.getByLabel(className)).toBeChecked();
  await admin.getByRole("button", { name: "Make a new password" }).click();
  const password = await admin.locator("#password").textContent();
  await admin.goto(`/admin/audit?object=${name}`);
  await expect(admin.locator("tbody")).toContainText("sessions ended");
  const trail = await admin.getByRole("link", { name: "Export as CSV" }).getAttribute("href");
  expect(await (await admin.request.get(trail)).text()).toContain(`warden,password,${name}`);
  await context.close();

  await page.goto("/settings");
  await expect(page).toHaveURL(/\/login/);
  const logIn = async (secret) => {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(secret);
    await page.getByRole("button", { name: "Log in" }).click();
  };
  await logIn(PASSWORD);
  await expect(page.getByRole("alert")).toBeVisible();
  await logIn(password);
  await expect(page).toHaveURL(/\/settings$/);
});
