// A session that ended while one worked: log in again in place, and go on.
import { borrow, sendInPlace } from "./dialog.js";
import { pageOf } from "./fragment.js";
import { t } from "./words.js";

/** Whether an answer says that the session, or the token for forms, is another one now. */
export function isRefused(response) {
  return response.status === 403 || new URL(response.url).pathname === "/login";
}

/** Puts the token of a fresh page into this page's forms; false when that page is a visitor's. */
function renewFrom(page, owner) {
  const theirs = page.querySelector("#solve");
  if (!theirs) return false;
  if (theirs.dataset.owner !== owner) {
    // Somebody else logged in: nothing of the one may be sent in the other's name.
    location.reload();
    return false;
  }
  const token = theirs.elements.csrf.value;
  for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = token;
  return true;
}

/** Takes the token from this page as it is now; false when that needs a login. */
export async function renew(form) {
  return renewFrom(await pageOf(await fetch(location.pathname)), form.dataset.owner);
}

let asking;

/** Makes the session good again, asking for the password if need be; false when that was declined. */
export function logInAgain(form) {
  asking ??= again(form).finally(() => (asking = undefined));
  return asking;
}

async function again(form) {
  if (await renew(form)) return true;
  const dialog = await borrow(
    `/login?next=${encodeURIComponent(location.pathname)}`,
    "enter",
    t("log-in-again"),
  );
  const part = dialog.querySelector("#enter");
  const words = document.createElement("p");
  words.textContent = t("session-ended");
  part.querySelector("form").before(words);
  part.querySelector("#name").value = form.dataset.user;
  part.querySelector("#password").focus();
  let done = false;
  sendInPlace(dialog, "enter", (response, page) => {
    if (!response.ok || isRefused(response)) return false;
    done = renewFrom(page, form.dataset.owner);
    return done;
  });
  await dialog.closed;
  return done;
}
