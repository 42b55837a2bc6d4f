import { PASSWORD, expect, signUp, test } from "../../lib/test.js";

test("wrong entries are explained, and what was typed stays", async ({ page }) => {
  await page.goto("/signup");
  await page.getByLabel("Name").fill("daedalus");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.locator("[data-error]")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("daedalus");

  await page.goto("/signup");
  await page.getByLabel("Name").fill("ariadne");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");

  await page.goto("/login");
  await page.getByLabel("Name").fill("daedalus");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
});

test("logging in leads back to where one was going", async ({ page }) => {
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/login\?next=\/settings/);
  await page.getByLabel("Name").fill("icarus");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page).toHaveURL(/\/settings$/);
});

test("a token is shown once, works, and ends when revoked", async ({ page, request }) => {
  await signUp(page);
  await page.goto("/settings");
  await page.getByLabel("Name of a new token").fill("laptop");
  await page.getByRole("button", { name: "Make a token" }).click();
  const token = await page.locator("#new-token").textContent();
  expect(token).toMatch(/^minos_/);
  const me = () => request.get("/api/v1/me", { headers: { authorization: `Bearer ${token}` } });
  expect((await me()).status()).toBe(200);

  await page.goto("/settings");
  await expect(page.locator("#new-token")).toHaveCount(0);
  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Revoke laptop" }).click();
  await expect(page.getByRole("status")).toContainText("revoked");
  expect((await me()).status()).toBe(401);
});

test("a new password replaces the old", async ({ page }) => {
  const name = await signUp(page);
  await page.goto("/settings");
  await page.getByLabel("Current password").fill("wrong one entirely");
  await page.getByLabel("New password").fill("another long secret");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByLabel("Current password")).toHaveAttribute("aria-invalid", "true");

  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password").fill("another long secret");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("status")).toContainText("changed");

  await page.getByRole("button", { name: "Log out" }).click();
  await page.goto("/login");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill("another long secret");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
});

test("the chosen theme stays, from the first paint on", async ({ page }) => {
  await page.goto("/");
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.goto("/problems", { waitUntil: "commit" });
  expect(await page.evaluate(() => localStorage.getItem("minos-theme"))).toBe("dark");
  await expect.poll(paper).toBe(dark);
});
