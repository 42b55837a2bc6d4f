// The problem page: the editor in place of the textarea, run and submit without leaving.
import { Drafts } from "./drafts.js";
import { announce, pageOf, refresh } from "./fragment.js";
import { watch } from "./report.js";
import { divider, panes } from "./workspace.js";

const workspace = document.querySelector(".workspace");
const form = document.getElementById("solve");
const outcome = document.getElementById("outcome");
const choice = form.elements.language;
const field = form.elements.source;
const nonce = document.querySelector("script[nonce]").nonce;

const showPane = panes(workspace);
divider(workspace.querySelector(".split"));

// Languages: each keeps its own text while the page is open.
const say = (text) => (document.getElementById("save-state").textContent = text);
const drafts = new Drafts(form, say);
const option = () => choice.selectedOptions[0];
const family = () => option().dataset.family;
const texts = new Map();

const remembered = localStorage.getItem("minos-language");
if (!field.dataset.fixed && remembered && [...choice.options].some((o) => o.value === remembered)) {
  choice.value = remembered;
}
const startOf = () =>
  texts.get(family()) ?? drafts.unsent(family()) ?? option().dataset.draft ?? option().dataset.template;
if (!field.dataset.fixed || drafts.unsent(family()) !== null) field.value = startOf();

let shown = family();
let editor;
const changed = (text) => {
  field.value = text;
  texts.set(shown, text);
  drafts.save(shown, text);
  say("");
};
const setText = (text) => {
  if (editor) editor.setValue(text);
  else changed((field.value = text));
};

choice.addEventListener("change", () => {
  texts.set(shown, field.value);
  localStorage.setItem("minos-language", choice.value);
  if (family() === shown) return;
  drafts.flush();
  shown = family();
  const text = startOf();
  editor?.setMode(option().dataset.mode);
  setText(text);
});

field.addEventListener("input", () => changed(field.value));

import("../vendor/editor.js").then(({ createEditor }) => {
  field.hidden = true;
  editor = createEditor({
    parent: field.parentElement,
    doc: field.value,
    mode: option().dataset.mode,
    label: "Source code",
    describedBy: "editor-hint",
    nonce,
    onChange: changed,
  });
  form.dataset.ready = "";
});

// Input of a run: a sample, or the user's own.
const sample = form.elements.sample;
const own = document.getElementById("own-input");
const showOwn = () => (own.hidden = sample.value !== "");
sample.addEventListener("change", showOwn);
showOwn();
for (const button of document.querySelectorAll("[data-run-sample]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    sample.value = button.dataset.runSample;
    showOwn();
    showPane("code");
    form.requestSubmit(form.elements.run);
  });
}

// Earlier code, back into the editor.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-restore]");
  if (!link) return;
  event.preventDefault();
  const page = await pageOf(await fetch(link.href));
  const listing = page.getElementById("source");
  if (!listing) return location.assign(link.href);
  const same = [...choice.options].find((o) => o.value === listing.dataset.language);
  if (same) {
    choice.value = same.value;
    choice.dispatchEvent(new Event("change"));
  }
  setText(listing.textContent);
  showPane("code");
  editor?.focus();
});

// Run and submit: the same posts as without script, their answer shown in place.
let busy = false;
form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  button.setAttribute("aria-busy", "true");
  try {
    await drafts.flush();
    const body = new URLSearchParams(new FormData(form, button));
    const response = await fetch(button.formAction, { method: "POST", body });
    const page = await pageOf(response);
    const report = page.querySelector("[data-report]");
    if (report) await show(report);
    else complain(response, page);
  } catch {
    complain();
  } finally {
    button.removeAttribute("aria-busy");
    busy = false;
  }
});

async function show(report) {
  outcome.hidden = false;
  outcome.replaceChildren(report);
  announce(report);
  outcome.scrollIntoView({ block: "nearest" });
  busy = false;
  if ("live" in report.dataset) await watch(report);
  outcome.scrollIntoView({ block: "nearest" });
  const list = document.getElementById("submissions");
  if (list && report.dataset.report === "submission") await refresh(list, location.pathname);
}

/** Shows what the server's page says went wrong, or that there was no answer. */
function complain(response, page) {
  const notice = page?.querySelector("[data-error]") ?? document.createElement("p");
  if (response && new URL(response.url).pathname === "/login") {
    notice.innerHTML =
      'Your session has ended. Your code is kept here: <a href="/login" target="_blank">log in again in a new tab</a>, then send it again.';
  } else if (!notice.textContent) {
    notice.textContent = "No answer from the server. Your code is kept here; try again in a moment.";
  }
  notice.className = "notice bad";
  notice.setAttribute("role", "alert");
  outcome.hidden = false;
  outcome.replaceChildren(notice);
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    form.requestSubmit(event.shiftKey ? form.elements.submit_button : form.elements.run);
  },
  true,
);
