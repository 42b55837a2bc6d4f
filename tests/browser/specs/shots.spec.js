import { LOOKS, PAGES } from "../lib/pages.js";
import { STATE } from "../lib/seed.js";
import { test } from "../lib/test.js";

// Pictures of every page in every look, in out/shots/, for people to judge.
for (const [look, options] of LOOKS) {
  for (const who of ["guest", "user", "admin"]) {
    test.describe(`${look}, ${who}`, () => {
      test.use({ ...options, storageState: STATE[who] });
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
