// A server of its own: on a free port, with a data directory of its own, to be killed and started
// again at the same place.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");

/** A server's place, and its process while it runs. */
export class Server {
  #binary = resolve(process.env.MINOS_BIN ?? join(root, "target/debug/minos"));
  #process;
  #port;
  #settings;
  /** What it printed. */
  said = "";

  /** `settings` are environment variables over those that tests want. */
  constructor(settings = {}) {
    this.#settings = settings;
    this.work = mkdtempSync(join(tmpdir(), "minos-browser-"));
    cpSync(join(root, "problems"), join(this.work, "problems"), { recursive: true });
    cpSync(join(here, "../fixtures"), join(this.work, "problems"), { recursive: true });
  }

  get base() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The link that makes the first admin. */
  get setupLink() {
    const link = this.said.match(/\/setup\?token=\S+/)?.[0];
    if (!link) throw new Error(`the server printed no set-up link:\n${this.said}`);
    return link;
  }

  /** Starts it, where it ran before if it did. */
  async start() {
    this.#port ??= await freePort();
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("MINOS_")),
    );
    const listen = ["--listen", `127.0.0.1:${this.#port}`];
    const data = ["--data", join(this.work, "data"), "--problems", join(this.work, "problems")];
    this.#process = spawn(this.#binary, ["serve", ...listen, ...data], {
      cwd: root,
      env: {
        ...env,
        MINOS_RATES_SIGN_UP_PER_MINUTE: "0",
        MINOS_RATES_SUBMIT_PER_MINUTE: "0",
        MINOS_RATES_RUN_PER_MINUTE: "0",
        MINOS_RATES_STREAM_PER_MINUTE: "0",
        MINOS_RATES_CHANGE_PER_MINUTE: "0",
        MINOS_RATES_READ_PER_MINUTE: "0",
        // What is typed key by key is not to be completed.
        MINOS_ASSIST_OFFERED: "off",
        ...this.#settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (this.said += text));
    }
    for (let tries = 0; tries < 600; tries++) {
      if (this.#process.exitCode !== null) throw new Error(`the server ended:\n${this.said}`);
      if (await fetch(`${this.base}/readyz`).then((r) => r.ok, () => false)) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`the server did not become ready:\n${this.said}`);
  }

  /** Ends it and waits for that; SIGKILL is a crash. */
  async end(signal = "SIGTERM") {
    const ended = new Promise((done) => this.#process.once("exit", done));
    if (this.#process.exitCode === null && this.#process.kill(signal)) await ended;
  }

  /** Ends it and forgets its data. */
  async remove() {
    await this.end();
    rmSync(this.work, { recursive: true, force: true });
  }
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
