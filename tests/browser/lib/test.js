// The test object of all specs: a page that complains of script errors and of anything that the
// Content-Security-Policy stopped.
import { test as base, expect } from "@playwright/test";
import { PASSWORD } from "./seed.js";

export { expect, PASSWORD };

export const test = base.extend({
  baseURL: async ({}, use) => use(process.env.BASE_URL),
  page: async ({ page }, use) => {
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) wrong.push(message.text());
    });
    await use(page);
    expect(wrong).toEqual([]);
  },
});

let count = 0;

/** Signs a fresh user up and returns its name. */
export async function signUp(page) {
  const name = `theseus${process.pid}x${count++}`;
  await page.goto("/signup");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  return name;
}

/** The editor's text box, once the editor has replaced the plain field. */
export function editor(page) {
  return page.locator(".cm-content");
}

/** Types a program into the editor in place of what is there. */
export async function type(page, text) {
  await editor(page).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.type(text);
}

/** Waits for the end of the report on the page and checks its verdict. */
export async function expectVerdict(page, title) {
  const report = page.locator("[data-report]:not([data-live])");
  await expect(report.locator('[data-field="verdict"]').first()).toHaveText(title);
}
