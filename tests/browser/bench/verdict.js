// How long it takes from the verdict in the worker to the changed text in an open page, on
// loopback: `npm run bench`, or with another number of submissions, `npm run bench 500`. Prints
// milliseconds. `judged_at` is taken by the server before it writes the result, on this clock.
import { chromium } from "@playwright/test";
import { PASSWORD } from "../lib/seed.js";
import { Server } from "../lib/server.js";

const COUNT = Number(process.argv[2] ?? 100);
const WARM_UP = 3;
/** Long enough for the page to be there and to watch. */
const PROGRAM = "import time; time.sleep(0.4); print(42)";

const server = new Server();
await server.start();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const took = [];
try {
  const page = await browser.newPage({ baseURL: server.base });
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const pill = document.querySelector('[data-report] [data-field="verdict"]');
      if (pill?.dataset.verdict === "WA") window.changed ??= Date.now();
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await page.goto("/signup");
  await page.getByLabel("Name").fill("hermes");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  for (let n = -WARM_UP; n < COUNT; n++) {
    await page.goto("/problems/harbourtoll");
    const address = await page.evaluate(async (source) => {
      const csrf = document.querySelector("#solve").elements.csrf.value;
      // Another source each time, so that nothing of the last one is kept.
      const body = new URLSearchParams({ csrf, language: "python3", source });
      return (await fetch("/problems/harbourtoll/submit", { method: "POST", body })).url;
    }, `${PROGRAM} # ${n}`);
    await page.goto(address);
    const watched = await page.locator("[data-report][data-live]").count();
    await page.waitForFunction(() => window.changed, undefined, { polling: 50 });
    const changed = await page.evaluate(() => window.changed);
    const { judged_at } = await page.evaluate(
      (id) => fetch(`/api/v1/submissions/${id}`).then((response) => response.json()),
      new URL(address).pathname.split("/").at(-1),
    );
    if (watched && n >= 0) took.push(changed - Date.parse(judged_at));
  }
} finally {
  await browser.close();
  await server.remove();
}
took.sort((a, b) => a - b);
const at = (part) => took[Math.min(took.length - 1, Math.floor(part * took.length))];
console.log(
  `${took.length} verdicts: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`,
);
