import { LOOKS, PAGES } from "../lib/pages.js";
import { STATE } from "../lib/seed.js";
import { READABLE } from "../lib/programs.js";
import { expectVerdict, test } from "../lib/test.js";

// Pictures of every page in every look, in out/shots/, for people to judge.
for (const [look, options] of LOOKS) {
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
          await page.getByLabel("Language").selectOption("cpp@20");
          await page.locator(".cm-content").click();
          await page.keyboard.press("Control+A");
          await page.keyboard.insertText(READABLE);
          await page.keyboard.press("Control+Home");
          await page.getByRole("button", { name: "Submit" }).click();
          await expectVerdict(page, "Accepted");
          await page.screenshot({ path: `out/shots/${look}/problem-judged.png` });
        });
      }
      for (const [name, address] of PAGES.filter((entry) => entry[2] === who)) {
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
