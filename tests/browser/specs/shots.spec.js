import { GERMAN, LOOKS, PAGES, TRANSLATED } from "../lib/pages.js";
import { STATE } from "../lib/seed.js";
import { READABLE } from "../lib/programs.js";
import { expect, test } from "../lib/test.js";

// Pictures of every page in every look, in out/shots/, for people to judge.
const looks = [
  ...LOOKS.map(([look, options]) => [look, options, PAGES]),
  ...GERMAN.map(([look, options]) => [look, options, TRANSLATED]),
];

for (const [look, options, pages] of looks) {
  for (const who of ["guest", "user", "suspended", "admin"]) {
    test.describe(`${look}, ${who}`, () => {
      test.use({ ...options, storageState: STATE[who] });
      if (who === "user") {
        test("problem-judged", async ({ context }) => {
          // Not the page that watches for violations: inserting text whole, as no keyboard does,
          // makes Chromium try inline styles.
          const page = await context.newPage();
          await page.goto("/problems/harbourtoll#code");
          await page.locator(".cm-content").waitFor();
          await page.locator("#language").selectOption("cpp@20");
          await page.locator(".cm-content").click();
          await page.keyboard.press("Control+A");
          await page.keyboard.insertText(READABLE);
          await page.keyboard.press("Control+Home");
          await page.locator('button[name="send"]').click();
          const verdict = page.locator('[data-report]:not([data-live]) [data-field="verdict"]').first();
          await expect(verdict).toHaveAttribute("data-verdict", "AC");
          await page.screenshot({ path: `out/shots/${look}/problem-judged.png` });
        });
      }
      for (const [name, address] of pages.filter((entry) => entry[2] === who)) {
        test(name, async ({ page }) => {
          await page.goto(address);
          if (await page.locator("#solve").count()) {
            await page.locator(".cm-line span").first().waitFor({ state: "attached" });
          }
          await page.screenshot({ path: `out/shots/${look}/${name}.png`, fullPage: true });
        });
      }
    });
  }
}
