import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "specs",
  outputDir: "out/results",
  globalSetup: "./lib/setup.js",
  reporter: [["list"]],
  // One server, one machine: tests wait for real judging.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "journeys", testMatch: /journeys\/.*\.spec\.js/ },
    { name: "scan", testMatch: /(scan|bytes)\.spec\.js/ },
    { name: "shots", testMatch: /shots\.spec\.js/ },
  ],
});
