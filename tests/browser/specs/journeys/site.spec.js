import { STATE } from "../../lib/seed.js";
import { expect, signUp, test } from "../../lib/test.js";

test("problems are found as one types, at an address to be shared", async ({ page }) => {
  await page.goto("/problems");
  await page.evaluate(() => (window.sameDocument = true));
  await page.getByLabel("Search").pressSequentially("harb");
  await expect(page.locator("#results tbody tr")).toHaveCount(1);
  await expect(page.locator("#results").getByRole("status")).toHaveText("1 problem");
  await expect(page).toHaveURL(/\/problems\?search=harb$/);
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  await page.reload();
  await expect(page.locator("#results tbody tr")).toHaveCount(1);

  await page.getByLabel("Search").fill("");
  await page.getByLabel("Sort by").selectOption({ label: "Most solved first" });
  await expect(page.locator("#results tbody tr").first()).toContainText("Harbour Toll");
  await expect(page).toHaveURL(/sort=solvers/);
});

test("what one solved, tried, and has not is listed apart", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: STATE.user });
  const page = await context.newPage();
  await page.goto("/problems?status=tried");
  await expect(page.locator("#results tbody tr")).toHaveCount(1);
  await expect(page.locator("#results")).toContainText("Gates of the Labyrinth");
  await page.getByLabel("Show").selectOption("solved");
  await expect(page.locator("#results tbody tr")).toHaveCount(1);
  await expect(page.locator("#results")).toContainText("Harbour Toll");

  // The profile shows the same, with a year in squares and the languages.
  await page.goto("/users/daedalus");
  await expect(page.getByRole("img", { name: /submissions on 1 day/ })).toBeVisible();
  expect(await page.locator(".calendar rect").count()).toBeGreaterThan(364);
  await expect(page.getByRole("rowheader", { name: "Python" })).toBeVisible();
  await context.close();
});

test.describe("an admin", () => {
  test.use({ storageState: STATE.admin });

  test("makes many accounts from a table, with passwords to print", async ({ page, browser }) => {
    const stamp = `${process.pid}${Date.now() % 100_000}`;
    await page.goto("/admin/users");
    await page.getByRole("link", { name: "Make many" }).click();
    const table = page.getByLabel("Table");
    await table.fill(`athene${stamp}\nno such name!\nwarden`);
    await page.getByRole("button", { name: "Make the accounts" }).click();
    await expect(page.getByRole("alert")).toContainText("line 2");
    await expect(page.getByRole("alert")).toContainText("line 3");
    await expect(table).toHaveValue(/athene/);

    const rows = Array.from({ length: 30 }, (_, n) => `pupil${stamp}x${n}\tuser`);
    await page.locator("#file").setInputFiles({
      name: "class.tsv",
      mimeType: "text/tab-separated-values",
      buffer: Buffer.from(`name\trole\n${rows.join("\n")}\n`),
    });
    await expect(table).toHaveValue(/pupil/);
    await page.getByRole("button", { name: "Make the accounts" }).click();
    await expect(page.locator(".slips li")).toHaveCount(30, { timeout: 40_000 });
    const slip = page.locator(".slips li").last();
    const [name, password] = [
      await slip.locator("strong").textContent(),
      await slip.locator("code").textContent(),
    ];

    // Without the state of this test, which new contexts inherit.
    const theirs = await (await browser.newContext({ storageState: undefined })).newPage();
    await theirs.goto(`${process.env.BASE_URL}/login`);
    await theirs.getByLabel("Name").fill(name);
    await theirs.getByLabel("Password").fill(password);
    await theirs.getByRole("button", { name: "Log in" }).click();
    await expect(theirs.getByRole("heading", { level: 1 })).toContainText(name);
    await theirs.context().close();
  });

  test("filters tables and takes them along as CSV", async ({ page }) => {
    await page.goto("/submissions");
    await page.getByLabel("User").fill("icarus");
    await expect(page).toHaveURL(/user=icarus/);
    await expect(page.locator("#results tbody tr")).toHaveCount(1);
    const download = async (address) => (await page.request.get(address)).text();
    const link = page.getByRole("link", { name: "Export as CSV" });
    const lines = (await download(await link.getAttribute("href"))).trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("icarus,harbourtoll,python3,3,done,AC");

    expect(await download("/admin/users.csv?search=daed")).toContain("daedalus,user,false");
    expect(await download("/admin/problems.csv")).toContain("harbourtoll,Harbour Toll,1");
    expect(await download("/admin/abuse.csv?user=minotaur")).toContain("minotaur,network");
    await page.goto("/admin/problems");
    await page.getByLabel("Filter").fill("bull leap");
    await expect(page.locator("#rows tbody tr:visible")).toHaveCount(1);
  });

  test("sees the first steps of a server", async ({ page }) => {
    await page.goto("/admin/start");
    await expect(page.getByRole("heading", { name: /Programs are isolated/ })).toBeVisible();
    await expect(page.getByRole("heading", { name: /\d+ problems/ })).toContainText("Done");
    await page.getByRole("link", { name: "Make many accounts" }).click();
    await expect(page.getByLabel("Table")).toBeVisible();
  });
});

test("tables of admins are not for others", async ({ page }) => {
  await signUp(page);
  for (const path of ["users.csv", "problems.csv", "abuse.csv", "start", "users/enrol"]) {
    const answer = await page.request.get(`/admin/${path}`);
    expect(answer.status()).toBe(403);
  }
});
