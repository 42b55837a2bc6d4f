// The problem page: read beside write, run and submit without leaving.
import "./site.js";
import { cases } from "./cases.js";
import { talk } from "./console.js";
import { borrow } from "./dialog.js";
import { follow } from "./follow.js";
import { announce, pageOf, refresh } from "./fragment.js";
import { program } from "./program.js";
import { watch } from "./report.js";
import { isRefused, logInAgain } from "./session.js";
import { t } from "./words.js";
import { divider, panes } from "./workspace.js";

const workspace = document.querySelector(".workspace");
const showPane = panes(workspace);
divider(workspace.querySelector(".split"));
// Visitors read only.
const form = document.getElementById("solve");
const editor = form ? solve() : Promise.resolve();
// The font for math is larger than all the rest, which goes first.
const font = document.querySelector("link[data-math-font]");
editor.catch(() => {}).then(() => (font.media = "all"));

function solve() {
  const outcome = document.getElementById("outcome");
  const editing = program(form);
  const { run, all, send, sample } = form.elements;
  const trial = sample && cases(form, complain);
  const console = talk(document.getElementById("console"), form, editing, complain, async (address) => {
    const report = (await pageOf(await fetch(address))).querySelector("[data-report]");
    if (report) show(report);
  });
  let underWay;
  let next;

  const offerSamples = (within) => {
    if (!trial) return;
    for (const button of within.querySelectorAll("[data-run-sample]")) button.hidden = false;
  };
  offerSamples(document);

  document.addEventListener("click", async (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on("[data-run-sample]")) {
      trial.choose(on("[data-run-sample]").dataset.runSample);
      showPane("code");
      form.requestSubmit(run);
    } else if (on("[data-line]")) {
      // A place that a message names, in the editor.
      event.preventDefault();
      const { line, column } = on("[data-line]").dataset;
      showPane("code");
      editing.goTo(Number(line), Number(column));
    } else if (on("[data-restore]")) {
      // Earlier code, back into the editor.
      event.preventDefault();
      const link = on("[data-restore]");
      const listing = (await pageOf(await fetch(link.href))).getElementById("source");
      if (!listing) return location.assign(link.href);
      showPane("code");
      editing.restore(listing.dataset.language, listing.textContent);
    } else if (on('[data-tool="keys"]')) {
      event.preventDefault();
      keys();
    }
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "history") return;
    event.preventDefault();
    const pair = new URLSearchParams(new FormData(event.target));
    borrow(`${event.target.action}?${pair}`, "comparison", t("what-changed"));
  });

  // The same posts as without script, their answer shown in place.
  form.addEventListener("submit", async (event) => {
    const button = event.submitter ?? send;
    event.preventDefault();
    // One after the other; the same one again is a finger that slipped.
    if (underWay) {
      if (button !== underWay) next = button;
      return;
    }
    underWay = button;
    button.setAttribute("aria-busy", "true");
    try {
      if (trial?.has(button)) return await trial.send(button);
      await editing.keep();
      let response = await post(button);
      if (isRefused(response) && (await logInAgain(form))) response = await post(button);
      const page = await pageOf(response);
      const report = page.querySelector("[data-report]");
      if (report) show(report);
      else complain(response, page);
    } catch {
      complain();
    } finally {
      button.removeAttribute("aria-busy");
      const waiting = next;
      underWay = next = undefined;
      if (waiting?.form === form) form.requestSubmit(waiting);
    }
  });

  function post(button) {
    // A button without an address of its own would name this page.
    const address = button.getAttribute("formaction") ?? form.action;
    const body = new URLSearchParams(new FormData(form, button));
    return fetch(address, { method: "POST", body });
  }

  async function show(report) {
    place(report);
    announce(report);
    if (report.dataset.report === "trial") return "live" in report.dataset && follow(report);
    const final = "live" in report.dataset ? await watch(report) : report;
    offerSamples(outcome);
    if (final.isConnected) final.firstElementChild.scrollIntoView({ block: "nearest" });
    if (report.dataset.report !== "submission") return;
    // The list has one more, the problem is perhaps solved, and its editorial open.
    for (const id of ["submissions", "about", "editorial"]) {
      const part = document.getElementById(id);
      if (part) await refresh(part, location.pathname + location.search);
    }
  }

  /** Shows what the server's page says went wrong, or that there was no answer. */
  function complain(response, page) {
    const notice = document.createElement("p");
    notice.textContent =
      response && isRefused(response)
        ? t("session-ended-code")
        : (page?.querySelector("[data-error]")?.textContent ??
          t("no-answer-code"));
    notice.className = "notice bad";
    notice.setAttribute("role", "alert");
    place(notice);
  }

  function place(element) {
    outcome.hidden = false;
    outcome.replaceChildren(element);
    outcome.scrollIntoView({ block: "nearest" });
  }

  function keys() {
    if (!document.querySelector("dialog[open]")) borrow("/help", "keys", t("keys"));
  }

  const inField = ({ target }) => target.closest("input, select, textarea, [contenteditable]");
  document.addEventListener(
    "keydown",
    (event) => {
      const command = event.ctrlKey || event.metaKey;
      const press = (action) => {
        // Before the editor, which has its own idea of these keys.
        event.preventDefault();
        event.stopPropagation();
        action();
      };
      if (document.querySelector("dialog[open]")) return;
      if (event.key === "Enter" && command) {
        const button = event.shiftKey ? send : event.altKey ? all : run;
        // Where there is no input to run on, there is somebody to play.
        press(() => (button ? form.requestSubmit(button) : console.start()));
      } else if (event.key === "s" && command && !event.shiftKey && !event.altKey) {
        // In Emacs it searches.
        if (form.dataset.keys !== "emacs" || !inField(event)) press(() => editing.keep());
      } else if (event.key === "?" && !inField(event)) {
        press(keys);
      }
    },
    true,
  );
  return editing.ready;
}
