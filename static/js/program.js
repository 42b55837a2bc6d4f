// The program being written: its language, its text, the editor around it, its drafts.
import { Drafts } from "./drafts.js";

/** Takes charge of the form's language menu and source field; resolves nothing, fails nothing:
 *  until the editor has come, and if it never does, the plain field works. */
export function program(form) {
  const choice = form.elements.language;
  const field = form.elements.source;
  const state = document.getElementById("save-state");
  const say = (text) => (state.textContent = text);
  const drafts = new Drafts(form, say);
  // Each language keeps its own text while the page is open.
  const texts = new Map();
  let editor;

  const option = () => choice.selectedOptions[0];
  const family = () => option().dataset.family;
  const startOf = () =>
    texts.get(family()) ??
    drafts.unsent(family()) ??
    option().dataset.draft ??
    option().dataset.template;

  // The server knows the language of the latest draft; without one, this browser remembers.
  const remembered = localStorage.getItem("minos-language");
  const known = [...choice.options].some((entry) => entry.value === remembered);
  if (known && !("draft" in option().dataset)) choice.value = remembered;
  field.value = startOf();
  let shown = family();

  const changed = (text) => {
    field.value = text;
    texts.set(shown, text);
    drafts.save(shown, choice.value, text);
    say("");
  };
  const setText = (text) => {
    if (editor) editor.setValue(text);
    else changed(text);
  };

  field.addEventListener("input", () => changed(field.value));
  choice.addEventListener("change", () => {
    localStorage.setItem("minos-language", choice.value);
    if (family() === shown) return;
    texts.set(shown, field.value);
    drafts.flush();
    shown = family();
    const text = startOf();
    editor?.setMode(option().dataset.mode);
    setText(text);
  });

  import("../vendor/editor.js").then(({ createEditor }) => {
    field.hidden = true;
    editor = createEditor({
      parent: field.parentElement,
      doc: field.value,
      mode: option().dataset.mode,
      label: "Source code",
      describedBy: "editor-hint",
      nonce: document.querySelector("link[nonce]").nonce,
      onChange: changed,
    });
  });

  return {
    /** Sends the draft now, so that nothing is lost if sending the program fails. */
    keep: () => drafts.flush(),
    /** Puts earlier code into the editor. */
    restore(language, text) {
      if ([...choice.options].some((entry) => entry.value === language)) {
        choice.value = language;
        choice.dispatchEvent(new Event("change"));
      }
      setText(text);
      editor?.focus();
    },
  };
}
