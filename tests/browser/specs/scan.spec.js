import AxeBuilder from "@axe-core/playwright";
import { GERMAN, LOOKS, PAGES, TRANSLATED } from "../lib/pages.js";
import { STATE } from "../lib/seed.js";
import { expect, test } from "../lib/test.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const looks = [
  ...LOOKS.map(([look, options]) => [look, options, PAGES]),
  ...GERMAN.filter(([look]) => look === "390-de").map(([look, options]) => [look, options, TRANSLATED]),
];

for (const [look, options, pages] of looks) {
  for (const who of ["guest", "user", "suspended", "admin"]) {
    test.describe(`${look}, ${who}`, () => {
      test.use({ ...options, storageState: STATE[who] });
      for (const [name, address] of pages.filter((entry) => entry[2] === who)) {
        test(name, async ({ page }) => {
          await page.goto(address);
          await page.waitForLoadState("load");
          if (name.startsWith("problem-") || name === "problem") {
            if (who !== "guest") await page.locator(".cm-content").waitFor({ state: "attached" });
          }
          const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
          const found = violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
          );
          expect(found).toEqual([]);
          const { width, wide } = await page.evaluate(() => {
            const width = document.documentElement.clientWidth;
            const wide = document.documentElement.scrollWidth;
            return { width, wide };
          });
          expect(wide, "no sideways scrolling").toBeLessThanOrEqual(width);
        });
      }
    });
  }
}
