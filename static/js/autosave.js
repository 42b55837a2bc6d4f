// Forms with `data-autosave` are sent by themselves while one types in them; the button stays for
// whoever has no scripts. A part of the form with `data-state` says how that goes.
import { t } from "./words.js";

const PAUSE_MS = 800;
const RETRY_MS = 3000;

/** Sends `form` a pause after each change. */
export function autosave(form) {
  const state = form.querySelector("[data-state]");
  let timer;
  let sending;
  let isChanged = false;

  const send = async () => {
    clearTimeout(timer);
    // One after the other, so that the last text is the one that stays.
    await sending;
    if (!isChanged) return;
    isChanged = false;
    const body = new URLSearchParams(new FormData(form));
    body.set("scripted", "true");
    sending = fetch(form.action, { method: "POST", body, keepalive: true }).then(
      (response) => response,
      () => undefined,
    );
    const response = await sending;
    if (response?.status === 204) {
      if (!isChanged) state.textContent = t("saved");
    } else {
      isChanged = true;
      state.textContent = t("not-saved");
      // What is refused stays refused until it is changed, or sent by the button.
      if (!response || response.status >= 500) timer = setTimeout(send, RETRY_MS);
    }
  };
  form.addEventListener("input", () => {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isChanged = true;
    send();
  });
  addEventListener("pagehide", send);
}
