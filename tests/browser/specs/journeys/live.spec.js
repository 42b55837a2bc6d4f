import { expect, test } from "../../lib/test.js";

/** Replaces the page's event streams by ones that the test plays. */
async function playStreams(page) {
  await page.addInitScript(() => {
    window.streams = [];
    window.EventSource = class extends EventTarget {
      static CLOSED = 2;
      readyState = 1;
      constructor(address) {
        super();
        this.address = address;
        streams.push(this);
      }
      close() {}
    };
  });
  return (name) => page.evaluate((name) => streams.at(-1).dispatchEvent(new Event(name)), name);
}

/** Holds the script's own requests for the page at `path`. */
async function holdRefreshes(page, path) {
  const held = [];
  await page.route(`**${path}`, (route) =>
    route.request().resourceType() === "fetch" ? held.push(route) : route.continue(),
  );
  return held;
}

test("an event during a refresh brings another refresh", async ({ page }) => {
  const tell = await playStreams(page);
  const held = await holdRefreshes(page, "/leaderboard");
  await page.goto("/leaderboard");
  await tell("changed");
  await expect.poll(() => held.length).toBe(1);
  await tell("changed");
  await held[0].continue();
  await expect.poll(() => held.length).toBe(2);
  await held[1].continue();
});

test("a stream that was refused is opened again, and what it missed is fetched", async ({ page }) => {
  const tell = await playStreams(page);
  const held = await holdRefreshes(page, "/leaderboard");
  await page.goto("/leaderboard");
  await page.evaluate(() => (streams[0].readyState = EventSource.CLOSED));
  await tell("error");
  await expect.poll(() => page.evaluate(() => streams.length)).toBe(2);
  expect(held).toHaveLength(0);
  await tell("open");
  await expect.poll(() => held.length).toBe(1);
  await held[0].continue();
});

test("the lines of an event go into the board, and nothing is fetched for them", async ({ page }) => {
  await playStreams(page);
  const held = await holdRefreshes(page, "/leaderboard");
  await page.goto("/leaderboard");
  const tell = (change) =>
    page.evaluate((data) => streams.at(-1).dispatchEvent(new MessageEvent("changed", { data })), JSON.stringify(change));
  const rows = page.locator("#board tbody tr");
  const before = await rows.count();
  const line = {
    rank: 1, name: "prometheus", solved: 99, score: 99.5, last_solved_at: "2026-01-01T00:00:00Z",
  };
  await tell({ lines: [line], gone: [], total: before + 1, complete: true });
  await expect(rows).toHaveCount(before + 1);
  const first = rows.first();
  await expect(first.getByRole("link", { name: "prometheus" })).toHaveAttribute("href", "/users/prometheus");
  await expect(first.locator("[data-of=points]")).toHaveText("99.5");
  await expect(first.locator("[data-of=rank]")).toHaveText("1");
  await expect(rows.nth(1).locator("[data-of=rank]")).toHaveText("2");
  await tell({ lines: [], gone: ["prometheus"], total: before, complete: true });
  await expect(rows).toHaveCount(before);
  await expect(first.locator("[data-of=rank]")).toHaveText("1");
  expect(held).toHaveLength(0);

  await tell({ lines: [], gone: [], total: before, complete: false });
  await expect.poll(() => held.length).toBe(1);
  await held[0].continue();
});
