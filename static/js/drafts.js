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

  #key(language) {
    return `minos-draft:${this.#form.dataset.owner}:${this.#form.dataset.problem}:${language}`;
  }

  /** A draft that never reached the server, if there is one. */
  unsent(language) {
    return localStorage.getItem(this.#key(language));
  }

  /** Remembers `source`, now here and soon there. */
  save(language, source) {
    this.#pending = { language, source };
    try {
      localStorage.setItem(this.#key(language), source);
    } catch {
      // A full or forbidden store costs the local copy alone.
    }
    if (!this.#form.dataset.draft) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** Sends what is not yet sent. */
  async flush() {
    clearTimeout(this.#timer);
    if (!this.#pending || !this.#form.dataset.draft) return;
    const sent = this.#pending;
    this.#pending = undefined;
    const csrf = this.#form.elements.csrf.value;
    try {
      const response = await fetch(this.#form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams({ csrf, ...sent }),
        keepalive: sent.source.length < 30_000,
      });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      if (this.unsent(sent.language) === sent.source) {
        localStorage.removeItem(this.#key(sent.language));
      }
      if (!this.#pending) this.#say("Draft saved");
    } catch {
      this.#pending ??= sent;
      this.#say("Not saved yet; kept in this browser");
    }
  }
}
