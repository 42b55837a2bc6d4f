// Accounts and submissions for pages that should not be empty.
import { request } from "@playwright/test";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BROKEN_CPP, CPP, FORBIDDEN, PYTHON, WRONG } from "./programs.js";

const out = join(dirname(fileURLToPath(import.meta.url)), "../out");

export const PASSWORD = "correct horse battery";
export const STATE = { admin: join(out, "admin.json"), user: join(out, "user.json"), suspended: join(out, "suspended.json") };

/** Posts a form as a page would: takes the token from the page that shows it. */
async function post(context, page, action, fields) {
  const html = await (await context.get(page)).text();
  const csrf = html.match(/name="csrf" value="([^"]+)"/)?.[1];
  const response = await context.post(action, { form: { csrf, ...fields } });
  if (!response.ok()) throw new Error(`${action}: ${response.status()} ${await response.text()}`);
  return response;
}

async function submit(context, problem, language, source) {
  const page = `/problems/${problem}`;
  const response = await post(context, page, `${page}/submit`, { language, source });
  const address = response.url();
  for (let tries = 0; tries < 300; tries++) {
    const html = await (await context.get(address)).text();
    if (!/<article class="report"[^>]* data-live/.test(html)) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${address} was not judged`);
}

export async function seed(base, setupLink) {
  const admin = await request.newContext({ baseURL: base });
  const token = new URL(setupLink, base).searchParams.get("token");
  await post(admin, setupLink, "/setup", { token, name: "warden", password: PASSWORD });
  await admin.storageState({ path: STATE.admin });

  const user = await request.newContext({ baseURL: base });
  await post(user, "/signup", "/signup", { name: "daedalus", password: PASSWORD });
  await submit(user, "harbourtoll", "python3", WRONG);
  await submit(user, "harbourtoll", "cpp", BROKEN_CPP);
  await submit(user, "harbourtoll", "cpp", CPP);
  const page = "/problems/harbourtoll";
  const keep = { case_name: "no ships", stdin: "0 1 1\n", expected: "1\n" };
  await post(user, page, `${page}/cases`, keep);
  await post(user, page, `${page}/run-all`, { language: "python3", source: PYTHON });
  await submit(user, "gates", "python3", WRONG);
  await post(user, "/settings", "/settings/recording", { record: "true" });
  for (const source of ["h, w = 3, 4\n", "h, w, k = map(int, input().split())\n", `h, w, k = map(int, input().split())\n${WRONG}\n`]) {
    await post(user, "/problems/gates", "/problems/gates/draft", { language: "python3", source });
  }
  await post(user, "/submissions/1", "/submissions/1/note", { note: "Read the statement twice: it is a sum over all ships." });
  await submit(user, "brokenvalidator", "python3", WRONG);
  await user.storageState({ path: STATE.user });

  const other = await request.newContext({ baseURL: base });
  await post(other, "/signup", "/signup", { name: "icarus", password: PASSWORD });
  await submit(other, "harbourtoll", "python3", PYTHON);

  const rogue = await request.newContext({ baseURL: base });
  await post(rogue, "/signup", "/signup", { name: "minotaur", password: PASSWORD });
  for (let tries = 0; tries < 5; tries++) await submit(rogue, "harbourtoll", "c", FORBIDDEN);
  await post(admin, "/admin/abuse", "/admin/abuse/suspend", { name: "minotaur", reason: "seen at the network" });
  await post(admin, "/admin/rejudges", "/admin/rejudges", { user: "daedalus", reason: "new tests" });
  await post(admin, "/admin/classes", "/admin/classes", { class: "Labyrinth", members: "daedalus icarus minotaur" });
  await rogue.storageState({ path: STATE.suspended });
}
