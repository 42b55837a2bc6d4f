// Parts of other pages, shown in a dialog over this one: what works without script as a page of
// its own is borrowed, not built twice.
import { announce, pageOf } from "./fragment.js";
import { t } from "./words.js";

/** Opens a dialog around `content`; a promise in its `closed` resolves when it is gone. */
export function openDialog(content, label) {
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "quiet square close";
  close.setAttribute("aria-label", t("close"));
  close.textContent = "✕";
  close.addEventListener("click", () => dialog.close());
  dialog.setAttribute("aria-label", label);
  dialog.append(content, close);
  document.body.append(dialog);
  dialog.closed = new Promise((done) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      done();
    }),
  );
  dialog.showModal();
  announce(content);
  return dialog;
}

/** Opens the element `id` of the page at `address`; without it the browser goes there. */
export async function borrow(address, id, label) {
  const part = await fetch(address)
    .then(pageOf)
    .then((page) => page.getElementById(id))
    .catch(() => null);
  if (part) return openDialog(part, label);
  location.assign(address);
  return new Promise(() => {});
}

/**
 * Sends the form of a borrowed part in place. `sent` gets the response and its page, and says
 * whether that was the end of it; if not, the part is shown again as the server answered.
 */
export function sendInPlace(dialog, id, sent) {
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    try {
      const response = await fetch(form.action, { method: "POST", body });
      const page = await pageOf(response);
      if (sent(response, page)) return dialog.close();
      const fresh = page.getElementById(id);
      if (fresh) dialog.querySelector(`#${id}`).replaceWith(fresh);
      dialog.querySelector("[aria-invalid], input:not([type=hidden])")?.focus();
    } catch {
      const notice = document.createElement("p");
      notice.className = "notice bad";
      notice.setAttribute("role", "alert");
      notice.textContent = t("no-answer");
      form.querySelector(".notice.bad")?.remove();
      form.prepend(notice);
    }
  });
}
