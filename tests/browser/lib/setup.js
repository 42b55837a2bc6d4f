// Starts the server on a free port with a data directory of its own, and fills it with what the
// scans and pictures need. The returned function ends it.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { seed } from "./seed.js";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");

export default async function setup() {
  const binary = resolve(process.env.MINOS_BIN ?? join(root, "target/debug/minos"));
  const work = mkdtempSync(join(tmpdir(), "minos-browser-"));
  const problems = join(work, "problems");
  cpSync(join(root, "problems"), problems, { recursive: true });
  cpSync(join(here, "../fixtures"), problems, { recursive: true });

  const port = await freePort();
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("MINOS_")),
  );
  const server = spawn(
    binary,
    ["serve", "--listen", `127.0.0.1:${port}`, "--data", join(work, "data"), "--problems", problems],
    {
      cwd: root,
      env: {
        ...env,
        MINOS_RATES_SIGN_UP_PER_MINUTE: "0",
        MINOS_RATES_SUBMIT_PER_MINUTE: "0",
        MINOS_RATES_RUN_PER_MINUTE: "0",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (said += text));
  }
  const stop = async () => {
    const ended = new Promise((done) => server.once("exit", done));
    if (server.exitCode === null && server.kill("SIGTERM")) await ended;
    rmSync(work, { recursive: true, force: true });
  };

  try {
    const base = `http://127.0.0.1:${port}`;
    await until(
      () => fetch(`${base}/readyz`).then((r) => r.ok),
      () => {
        if (server.exitCode !== null) throw new Error(`the server ended:\n${said}`);
      },
    );
    const link = said.match(/\/setup\?token=\S+/)?.[0];
    if (!link) throw new Error(`the server printed no set-up link:\n${said}`);
    mkdirSync(join(here, "../out"), { recursive: true });
    process.env.BASE_URL = base;
    await seed(base, link);
  } catch (error) {
    await stop();
    throw new Error(`${error.stack}\n\nThe server said:\n${said.slice(-4000)}`);
  }
  return stop;
}

async function until(holds, check) {
  for (let tries = 0; tries < 600; tries++) {
    check();
    if (await holds().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the server did not become ready");
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
