// Autosaved drafts. Every change is kept in this browser at once, and on the server after a
// pause. Each state that the server keeps has a revision; one that was made from another state
// than the server's is refused, and a person chooses between the two.
import { openDialog } from "./dialog.js";
import { pageOf } from "./fragment.js";
import { isRefused, logInAgain } from "./session.js";
import { t } from "./words.js";

const PAUSE_MS = 800;
/** Who types without a pause is kept this often. */
const MOST_MS = 2500;
const RETRY_MS = 3000;

/** The drafts of one page; each language family has its own. */
export class Drafts {
  #form;
  #say;
  #take;
  /** This page among those of the browser that are open for the same problem. */
  #page = Math.random().toString(36).slice(2);
  /** By family: `base` is the revision that the text was made from; what is not sent is `pending`. */
  #states = new Map();
  #timer;
  #since;
  #sending;
  #blocked = false;
  #channel = new BroadcastChannel("minos-drafts");

  /** `say` hears how saving goes; `take` is handed a text from elsewhere for the editor. */
  constructor(form, say, take) {
    this.#form = form;
    this.#say = say;
    this.#take = take;
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    addEventListener("online", () => this.flush());
    this.#channel.addEventListener("message", ({ data }) => this.#elsewhere(data));
  }

  get #prefix() {
    return `minos-draft:${this.#form.dataset.owner}:${this.#form.dataset.problem}:`;
  }

  #key(family) {
    return `${this.#prefix}${family}:${this.#page}`;
  }

  /**
   * The text to begin with in a language: what never reached the server, else `known`, the text
   * that the server has. `base` is the server's revision.
   */
  begin(family, known, base) {
    if (this.#states.has(family)) return this.#states.get(family).text;
    const state = { base, text: known, pending: undefined };
    this.#states.set(family, state);
    const left = Object.keys(localStorage)
      .filter((key) => key.startsWith(`${this.#prefix}${family}:`))
      .map((key) => ({ key, ...read(key) }))
      .sort((a, b) => b.at - a.at);
    const last = left.shift();
    if (!last) return known;
    localStorage.removeItem(last.key);
    if (last.source === known) return known;
    // The revision that it was made from decides whether the server takes it.
    state.base = last.base;
    this.save(family, last.language, last.source);
    return last.source;
  }

  /** Remembers `source`, now here and soon there; `language` names the version too. */
  save(family, language, source) {
    const state = this.#states.get(family);
    state.text = source;
    state.pending = { language, source };
    this.#keepHere(family, state);
    this.#since ??= Date.now();
    this.#schedule(Math.max(0, Math.min(PAUSE_MS, this.#since + MOST_MS - Date.now())));
  }

  #keepHere(family, { base, pending }) {
    try {
      const copy = JSON.stringify({ base, ...pending, at: Date.now() });
      localStorage.setItem(this.#key(family), copy);
    } catch {
      // A full or forbidden store costs the local copy alone.
    }
  }

  #schedule(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  /** Sends what is not yet sent; resolves when that is done, or can't be done now. */
  async flush() {
    clearTimeout(this.#timer);
    // One after the other: the next has to be made from the state before.
    await this.#sending;
    for (const [family, state] of this.#states) {
      if (!state.pending || this.#blocked) continue;
      this.#sending = this.#send(family, state);
      await this.#sending;
    }
  }

  async #send(family, state) {
    const sent = state.pending;
    this.#since = undefined;
    let response;
    try {
      response = await fetch(this.#form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams({
          csrf: this.#form.elements.csrf.value,
          language: sent.language,
          source: sent.source,
          base: state.base,
        }),
        // Outlives the page; browsers allow that to small bodies only.
        keepalive: sent.source.length < 15_000,
      });
    } catch {
      return this.#later(t("draft-no-connection"));
    }
    if (isRefused(response)) return this.#askToLogIn();
    if (response.status === 409) return this.#ask(family, state, response);
    if (response.status >= 500) return this.#later(t("draft-later"));
    if (!response.ok) return this.#say(t("draft-too-large"));
    state.base = (await response.json()).revision;
    if (state.pending === sent) {
      state.pending = undefined;
      localStorage.removeItem(this.#key(family));
      this.#say(t("draft-saved"));
    } else {
      this.#keepHere(family, state);
      this.#schedule(PAUSE_MS);
    }
    this.#tell(family, state.base, sent.source);
  }

  #later(words) {
    this.#say(words);
    this.#schedule(RETRY_MS);
  }

  async #askToLogIn() {
    this.#say(t("draft-session-ended"));
    this.#blocked = true;
    const again = await logInAgain(this.#form).catch(() => false);
    this.#blocked = false;
    // Declined: the next change asks again.
    if (again) this.#schedule(0);
  }

  /** Has the person choose between this state and the server's. */
  async #ask(family, state, response) {
    const conflict = (await pageOf(response)).getElementById("conflict");
    const { revision, source } = conflict.dataset;
    this.#say(t("draft-conflict"));
    this.#blocked = true;
    const dialog = openDialog(conflict, t("draft-conflict-title"));
    let choice;
    conflict.addEventListener("click", ({ target }) => {
      choice = target.closest("[data-choice]")?.dataset.choice ?? choice;
      if (choice) dialog.close();
    });
    dialog.closed.then(() => {
      this.#blocked = false;
      if (choice) state.base = Number(revision);
      if (choice === "theirs") this.#settle(family, state, source);
      if (choice === "mine") {
        this.#keepHere(family, state);
        this.#schedule(0);
      }
    });
  }

  /** Takes a text that the server has. */
  #settle(family, state, source) {
    state.text = source;
    state.pending = undefined;
    localStorage.removeItem(this.#key(family));
    this.#take(family, source);
  }

  #tell(family, revision, source) {
    const { owner, problem } = this.#form.dataset;
    this.#channel.postMessage({ owner, problem, family, revision, source });
  }

  /** Another page of this browser saved: who has nothing of their own to lose follows. */
  #elsewhere({ owner, problem, family, revision, source }) {
    const mine = this.#form.dataset;
    const state = this.#states.get(family);
    if (owner !== mine.owner || problem !== mine.problem || !state) return;
    if (state.pending || revision <= state.base) return;
    state.base = revision;
    if (state.text === source) return;
    this.#settle(family, state, source);
    this.#say(t("draft-other-tab"));
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return { at: 0 };
  }
}
