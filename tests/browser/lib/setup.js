// Starts the server of all specs and fills it with what the scans and pictures need. The returned
// function ends it.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { seed } from "./seed.js";
import { Server } from "./server.js";

export default async function setup() {
  const server = new Server();
  try {
    await server.start();
    mkdirSync(join(dirname(fileURLToPath(import.meta.url)), "../out"), { recursive: true });
    process.env.BASE_URL = server.base;
    await seed(server.base, server.setupLink);
  } catch (error) {
    await server.remove();
    throw new Error(`${error.stack}\n\nThe server said:\n${server.said.slice(-4000)}`);
  }
  return () => server.remove();
}
