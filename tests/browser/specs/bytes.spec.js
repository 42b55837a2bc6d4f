import { gzipSync } from "node:zlib";
import { PAGES } from "../lib/pages.js";
import { STATE } from "../lib/seed.js";
import { expect, test } from "../lib/test.js";

/** Everything but the modules of the editor and the font for math, which come later and stay for ever. */
const BUDGET = 60_000;

for (const who of ["guest", "user", "admin"]) {
  test.describe(who, () => {
    test.use({ storageState: STATE[who] });
    for (const [name, address] of PAGES.filter((entry) => entry[2] === who)) {
      test(`${name} is small`, async ({ page }) => {
        const bodies = [];
        page.on("response", (response) => {
          if (!/\/(editor|\w+-[A-Z0-9]{8})\.js$|\.woff2$|\/events(\?|$)/.test(response.url())) bodies.push(response.body().catch(() => ""));
        });
        await page.goto(address, { waitUntil: "load" });
        const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 6 }).length);
        const sum = sizes.reduce((a, b) => a + b, 0);
        test.info().annotations.push({ type: "bytes", description: String(sum) });
        expect(sum).toBeLessThan(BUDGET);
      });
    }
  });
}
