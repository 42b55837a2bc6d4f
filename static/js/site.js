// What every page shares. Each behaviour hangs on a data attribute; without script the pages
// lack comfort, never function.
import { autosave } from "./autosave.js";
import { filter, narrow, takeFile } from "./filter.js";
import { follow } from "./follow.js";
import { watch } from "./report.js";
import { moment, t } from "./words.js";

const root = document.documentElement;

/** The theme button: flips what is seen now and remembers it in this browser. */
for (const button of document.querySelectorAll("[data-theme-button]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    localStorage.setItem("minos-theme", next);
  });
}

/** The same as menus, with the choice of the system's, and the contrast. */
for (const part of document.querySelectorAll("[data-appearance]")) part.hidden = false;
for (const [selector, name] of [
  ["[data-theme-choice]", "theme"],
  ["[data-contrast-choice]", "contrast"],
]) {
  const menu = document.querySelector(selector);
  if (!menu) continue;
  menu.value = localStorage.getItem(`minos-${name}`) ?? "";
  menu.addEventListener("change", () => {
    if (menu.value) root.dataset[name] = menu.value;
    else delete root.dataset[name];
    localStorage.setItem(`minos-${name}`, menu.value);
  });
}

/** Copy buttons: `data-copy` names the element whose text is copied. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy).textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard permission, or plain HTTP on another host: select it for the user's own keys.
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    button.textContent = t("selected");
    return;
  }
  const before = button.textContent;
  button.textContent = t("copied");
  setTimeout(() => (button.textContent = before), 1500);
});
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;

/** Forms that destroy something ask first. */
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});

for (const form of document.querySelectorAll("[data-filter]")) filter(form);
for (const form of document.querySelectorAll("[data-autosave]")) autosave(form);
for (const field of document.querySelectorAll("[data-narrow]")) narrow(field);
for (const part of document.querySelectorAll("[data-file-into]")) takeFile(part);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/** Times in the reader's own zone; the server wrote UTC. */
export function localTimes(within) {
  for (const time of within.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.valueOf())) time.textContent = moment(at);
  }
}
localTimes(document);
document.addEventListener("minos:fresh", (event) => localTimes(event.target));

for (const report of document.querySelectorAll("[data-report][data-live]")) watch(report);
for (const part of document.querySelectorAll("[data-follow]")) follow(part);
