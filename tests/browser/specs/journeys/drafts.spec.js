import { Server } from "../../lib/server.js";
import { PASSWORD, editor, expect, signUp, test, type } from "../../lib/test.js";

const PROBLEM = "/problems/harbourtoll";

/** Opens the problem in Python. */
async function open(page, base = "") {
  await page.goto(`${base}${PROBLEM}`);
  await editor(page).waitFor();
  await page.getByLabel("Language").selectOption("python3@3");
}

/** Opens it in a browser that has nothing of its own: what the server knows. */
async function known(page) {
  await page.evaluate(() => localStorage.clear());
  await page.goto(PROBLEM);
  return editor(page);
}

const saved = (page) => expect(page.locator("#save-state")).toHaveText("Draft saved");

test("what is typed without a connection is kept, and sent when it is back", async ({
  page,
  context,
}) => {
  await signUp(page);
  await open(page);
  await type(page, "before = 1");
  await saved(page);
  await context.setOffline(true);
  await type(page, "during = 2");
  await expect(page.locator("#save-state")).toContainText("no connection");

  // Not even closing the page then loses it.
  await page.route("**/draft", (route) => route.abort());
  await context.setOffline(false);
  await page.goto("/problems");
  await page.unroute("**/draft");
  await open(page);
  await expect(editor(page)).toHaveText("during = 2");
  const server = async () => (await page.request.get(PROBLEM)).text();
  await expect.poll(server).toContain('data-draft="during = 2"');
});

test("a killed server costs no keystroke", async ({ page }) => {
  const server = new Server();
  try {
    await server.start();
    await page.goto(`${server.base}/signup`);
    await page.getByLabel("Name").fill("talos");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign up" }).click();
    await open(page, server.base);
    await type(page, "kept = 1");
    await saved(page);
    await server.end("SIGKILL");
    await page.keyboard.type("; typed_while_dead = 2");
    await expect(page.locator("#save-state")).toContainText("Not saved yet");
    await server.start();
    await saved(page);
    await page.evaluate(() => localStorage.clear());
    await open(page, server.base);
    await expect(editor(page)).toHaveText("kept = 1; typed_while_dead = 2");
  } finally {
    await server.remove();
  }
});

test("an idle tab follows another one", async ({ page, context }) => {
  await signUp(page);
  await open(page);
  await type(page, "first = 1");
  await saved(page);
  const second = await context.newPage();
  await open(second);
  await expect(editor(second)).toHaveText("first = 1");
  await type(second, "second = 2");
  await expect(editor(page)).toHaveText("second = 2");
  await expect(page.locator("#save-state")).toHaveText("Changed in another tab");
});

for (const [choice, text] of [
  ["Keep the one here", "mine = 3"],
  ["Take the other", "theirs = 2"],
]) {
  test(`two devices: nothing is overwritten unasked; ${choice}`, async ({ page, browser }) => {
    await signUp(page);
    await open(page);
    await type(page, "first = 1");
    await saved(page);
    // Another browser with the same session: what the tabs of one browser tell each other does
    // not reach it.
    const storageState = { ...(await page.context().storageState()), origins: [] };
    const other = await browser.newContext({ baseURL: process.env.BASE_URL, storageState });
    const second = await other.newPage();
    await open(second);
    await type(second, "theirs = 2");
    await saved(second);

    await type(page, "mine = 3");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("changed elsewhere");
    await expect(dialog).toContainText("theirs");
    await expect(dialog).toContainText("mine");
    await second.goto(PROBLEM);
    await expect(editor(second)).toHaveText("theirs = 2");

    await dialog.getByRole("button", { name: choice }).click();
    await expect(editor(page)).toHaveText(text);
    if (text.startsWith("mine")) await saved(page);
    await second.goto(PROBLEM);
    await expect(editor(second)).toHaveText(text);
    await other.close();
  });
}

test("a session that ended is begun again in place, and the draft goes on", async ({
  page,
  context,
}) => {
  await signUp(page);
  await open(page);
  await page.evaluate(() => (window.sameDocument = true));
  await context.clearCookies({ name: "minos_session" });
  await type(page, "print('typed after the end')");

  const dialog = page.getByRole("dialog", { name: "Log in again" });
  await dialog.getByLabel("Password").fill("not the password");
  await dialog.getByRole("button", { name: "Log in" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel("Password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Log in" }).click();
  await expect(dialog).toHaveCount(0);
  await saved(page);

  // A submission finds the same way back.
  await context.clearCookies({ name: "minos_session" });
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("dialog").getByLabel("Password").fill(PASSWORD);
  await page.getByRole("dialog").getByRole("button", { name: "Log in" }).click();
  await expect(page.locator("#outcome [data-report]")).toBeVisible();
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  await expect(await known(page)).toHaveText("print('typed after the end')");
});
