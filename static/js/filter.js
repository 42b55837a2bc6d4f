// Lists that follow their filters: forms with `data-filter` fetch their own page as one types and
// show its results in place; the address stays one to be shared. Inputs with `data-narrow` hide
// rows of a table that is there whole.
import { announce, pageOf } from "./fragment.js";

const PAUSE_MS = 150;

/** Keeps the element that `data-filter` names as the form wants it. */
export function filter(form) {
  let timer;
  let asked = 0;
  const address = () => {
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(given).toString();
    return query ? `${form.action}?${query}` : form.action;
  };
  const apply = async () => {
    const mine = ++asked;
    const to = address();
    try {
      const page = await pageOf(await fetch(to));
      // A slow answer must not undo a later one.
      if (mine !== asked) return;
      const fresh = page.getElementById(form.dataset.filter);
      if (!fresh) return location.assign(to);
      document.getElementById(form.dataset.filter).replaceWith(fresh);
      history.replaceState(history.state, "", to);
      announce(fresh);
    } catch {
      location.assign(to);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    apply();
  });
}

/** Hides the rows that do not hold every word of the field. */
export function narrow(field) {
  const rows = document.querySelectorAll(`#${field.dataset.narrow} tbody tr`);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  });
}

/** Puts a chosen file's text into a field. */
export function takeFile(part) {
  part.hidden = false;
  const into = document.getElementById(part.dataset.fileInto);
  part.querySelector("input").addEventListener("change", async ({ target }) => {
    if (target.files[0]) into.value = await target.files[0].text();
  });
}
