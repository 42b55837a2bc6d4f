// The program being written: its language, its text, the editor around it, its drafts.
import { borrow, sendInPlace } from "./dialog.js";
import { Drafts } from "./drafts.js";
import { t } from "./words.js";

/** What the server said of how the editor is wanted. */
const wishes = ({ dataset }) => ({
  keys: dataset.keys,
  fontSize: Number(dataset.fontSize),
  indent: Number(dataset.indent),
  tabs: dataset.tabs === "true",
  wrap: dataset.wrap === "true",
  closeBrackets: dataset.closeBrackets === "true",
});

/** The words of the editor's panels. */
const phrases = () => ({
  Find: t("find"),
  Replace: t("replace"),
  next: t("find-next"),
  previous: t("find-previous"),
  all: t("find-all"),
  "match case": t("find-case"),
  regexp: t("find-regexp"),
  "by word": t("find-word"),
  replace: t("replace-one"),
  "replace all": t("replace-all"),
  close: t("close"),
  "Go to line": t("go-to-line"),
  Completions: t("completions"),
  go: t("go"),
});

/** Takes charge of the form's language menu and source field; resolves nothing, fails nothing:
 *  until the editor has come, and if it never does, the plain field works. */
export function program(form) {
  const choice = form.elements.language;
  const field = form.elements.source;
  const state = document.getElementById("save-state");
  let editor;
  let shown;

  const option = () => choice.selectedOptions[0];
  const family = () => option().dataset.family;

  const drafts = new Drafts(
    form,
    (text) => (state.textContent = text),
    (changed, text) => changed === shown && setText(text, false),
  );

  // The server knows the language of the latest draft; without one, this browser remembers.
  const remembered = localStorage.getItem("minos-language");
  const known = [...choice.options].some((entry) => entry.value === remembered);
  if (known && !("draft" in option().dataset)) choice.value = remembered;

  /** The text to begin with in the chosen language. */
  const begin = () => {
    const { dataset } = option();
    shown = family();
    return drafts.begin(shown, dataset.draft ?? dataset.template, Number(dataset.revision));
  };
  field.value = begin();

  let isOurs = false;
  const changed = (text) => {
    field.value = text;
    if (isOurs) return;
    state.textContent = "";
    drafts.save(shown, choice.value, text);
  };
  /** Shows a text; one that is `typed` is a change to be kept. */
  const setText = (text, typed) => {
    isOurs = !typed;
    if (editor) editor.setValue(text);
    else changed(text);
    field.value = text;
    isOurs = false;
  };

  field.addEventListener("input", () => changed(field.value));
  choice.addEventListener("change", () => {
    localStorage.setItem("minos-language", choice.value);
    if (family() === shown) return;
    drafts.flush();
    const text = begin();
    editor?.setMode(option().dataset.mode);
    setText(text, false);
  });

  /** What language help needs, where there is some. */
  const help = () => {
    if (form.dataset.help !== "true" || !("helped" in option().dataset)) return;
    const address = new URL(form.dataset.assist, location.href).href.replace(/^http/, "ws");
    return { address, csrf: form.elements.csrf.value, language: choice.value };
  };

  const ready = import("./editor.js").then(({ createEditor }) => {
    field.hidden = true;
    editor = createEditor({
      parent: field.parentElement,
      doc: field.value,
      mode: option().dataset.mode,
      label: field.getAttribute("aria-label"),
      describedBy: "editor-hint",
      nonce: document.querySelector("link[nonce]").nonce,
      phrases: phrases(),
      wishes: wishes(form),
      help,
      onChange: changed,
    });
  });

  const startOver = form.querySelector("[data-start-over]");
  startOver.hidden = false;
  startOver.addEventListener("click", () => {
    if (confirm(t("start-over-confirm")))
      setText(option().dataset.template, true);
  });

  form.querySelector('[data-tool="settings"]').addEventListener("click", async (event) => {
    event.preventDefault();
    const dialog = await borrow("/settings", "editor", t("editor-settings"));
    sendInPlace(dialog, "editor", (response, page) => {
      const sent = page.querySelector("#editor form");
      if (!response.ok || !sent) return false;
      const { keys, font_size, indent, tabs, wrap, close_brackets, help } = sent.elements;
      Object.assign(form.dataset, {
        keys: keys.value,
        fontSize: font_size.value,
        indent: indent.value,
        tabs: tabs.checked,
        wrap: wrap.checked,
        closeBrackets: close_brackets.checked,
        help: help.checked,
      });
      editor?.setWishes(wishes(form));
      editor?.assist();
      return true;
    });
  });

  return {
    /** Done when the editor is there. */
    ready,
    /** Sends the draft now, so that nothing is lost if sending the program fails. */
    keep: () => drafts.flush(),
    /** Puts earlier code into the editor. */
    restore(language, text) {
      if ([...choice.options].some((entry) => entry.value === language)) {
        choice.value = language;
        choice.dispatchEvent(new Event("change"));
      }
      setText(text, true);
      editor?.focus();
    },
    /** Leads to a place in the text; line and column count from 1. */
    goTo: (line, column) => editor?.goTo(line, column),
  };
}
