// Autosaved drafts: at once in this browser, and after a pause on the server.
const PAUSE_MS = 1000;

/** Keeps the drafts of one form; `say` hears how saving goes. */
export class Drafts {
  #form;
  #say;
  #timer;
  #pending;

  constructor(form, say) {
    this.#form = form;
    this.#say = say;
    addEventListener("pagehide", () => this.flush());
    addEventListener("online", () => this.flush());
  }

  #key(family) {
    return `minos-draft:${this.#form.dataset.owner}:${this.#form.dataset.problem}:${family}`;
  }

  /** A draft in a language, whatever its version, that never reached the server; or null. */
  unsent(family) {
    return localStorage.getItem(this.#key(family));
  }

  /** Remembers `source`, now here and soon there; `language` names the version too. */
  save(family, language, source) {
    this.#pending = { family, language, source };
    try {
      localStorage.setItem(this.#key(family), source);
    } catch {
      // A full or forbidden store costs the local copy alone.
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** Sends what is not yet sent. */
  async flush() {
    clearTimeout(this.#timer);
    if (!this.#pending) return;
    const sent = this.#pending;
    this.#pending = undefined;
    const { family, language, source } = sent;
    const csrf = this.#form.elements.csrf.value;
    try {
      const response = await fetch(this.#form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams({ csrf, language, source }),
        // Outlives the page; browsers allow that to small bodies only.
        keepalive: source.length < 15_000,
      });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      if (this.unsent(family) === source) localStorage.removeItem(this.#key(family));
      if (!this.#pending) this.#say("Draft saved");
    } catch {
      this.#pending ??= sent;
      this.#say("Not saved yet; kept in this browser");
    }
  }
}
