// How soon the problem page shows something, and its editor takes keys, in a slow browser on a slow
// line, with nothing cached: `npm run bench:paint`, or with another number of visits,
// `npm run bench:paint 20`. Prints milliseconds since the visit began. The line is what Chromium's
// own tools call Fast 3G, the processor a quarter as fast as this one.
import { chromium } from "@playwright/test";
import { PASSWORD } from "../lib/seed.js";
import { Server } from "../lib/server.js";

const COUNT = Number(process.argv[2] ?? 10);
const SLOWER = 4;
const BYTES_PER_KBIT = 125;
const FAST_3G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: 1440 * BYTES_PER_KBIT,
  uploadThroughput: 675 * BYTES_PER_KBIT,
};

const server = new Server();
await server.start();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const took = { "first contentful paint": [], "editor takes keys": [] };
try {
  const first = await browser.newContext({ baseURL: server.base });
  const page = await first.newPage();
  await page.goto("/signup");
  await page.getByLabel("Name").fill("hermes");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  const storageState = await first.storageState();
  for (let n = 0; n < COUNT; n++) {
    // A context of its own has a cache of its own.
    const context = await browser.newContext({ baseURL: server.base, storageState });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const look = () => {
        const editor = document.querySelector('.cm-content[contenteditable="true"]');
        // The frame after, when whatever was begun with it is done.
        if (editor) requestAnimationFrame(() => setTimeout(() => (window.ready ??= performance.now())));
        else requestAnimationFrame(look);
      };
      look();
    });
    const tools = await context.newCDPSession(page);
    await tools.send("Network.enable");
    await tools.send("Network.emulateNetworkConditions", FAST_3G);
    await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto("/problems/harbourtoll", { waitUntil: "commit" });
    await page.waitForFunction(() => window.ready, undefined, { polling: 100, timeout: 60_000 });
    await page.locator(".cm-content").first().pressSequentially("x");
    const paint = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0].startTime,
    );
    took["first contentful paint"].push(Math.round(paint));
    took["editor takes keys"].push(Math.round(await page.evaluate(() => window.ready)));
    await context.close();
  }
} finally {
  await browser.close();
  await server.remove();
}
for (const [what, times] of Object.entries(took)) {
  times.sort((a, b) => a - b);
  console.log(`${what}: median ${times[times.length >> 1]} ms, most ${times.at(-1)} ms`);
}
