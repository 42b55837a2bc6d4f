// The problem page: read beside write, run and submit without leaving.
import { announce, pageOf, refresh } from "./fragment.js";
import { program } from "./program.js";
import { watch } from "./report.js";
import { divider, panes } from "./workspace.js";

const workspace = document.querySelector(".workspace");
const showPane = panes(workspace);
divider(workspace.querySelector(".split"));
// Visitors read only.
const form = document.getElementById("solve");
if (form) solve();

function solve() {
  const outcome = document.getElementById("outcome");
  const editing = program(form);
  const { run, send, sample } = form.elements;
  let busy = false;

  if (sample) {
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
        form.requestSubmit(run);
      });
    }
  }

  // Earlier code, back into the editor.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-restore]");
    if (!link) return;
    event.preventDefault();
    const listing = (await pageOf(await fetch(link.href))).getElementById("source");
    if (!listing) return location.assign(link.href);
    showPane("code");
    editing.restore(listing.dataset.language, listing.textContent);
  });

  // The same posts as without script, their answer shown in place.
  form.addEventListener("submit", async (event) => {
    const button = event.submitter ?? send;
    event.preventDefault();
    if (busy) return;
    busy = true;
    button.setAttribute("aria-busy", "true");
    try {
      await editing.keep();
      let response = await post(button);
      // Logged in again in another tab: the session is new, and so is the token for forms.
      if (isRefused(response) && (await renew())) response = await post(button);
      const page = await pageOf(response);
      const report = page.querySelector("[data-report]");
      if (report) show(report);
      else complain(response, page);
    } catch {
      complain();
    } finally {
      button.removeAttribute("aria-busy");
      busy = false;
    }
  });

  function post(button) {
    // A button without an address of its own would name this page.
    const address = button.getAttribute("formaction") ?? form.action;
    const body = new URLSearchParams(new FormData(form, button));
    return fetch(address, { method: "POST", body });
  }

  /** Whether the server wants another session or token. */
  function isRefused(response) {
    return response.status === 403 || new URL(response.url).pathname === "/login";
  }

  /** Takes the token from this page as it is now; false when it is one for visitors. */
  async function renew() {
    const page = await pageOf(await fetch(location.pathname));
    const fresh = page.querySelector('#solve [name="csrf"]');
    if (fresh) form.elements.csrf.value = fresh.value;
    return Boolean(fresh);
  }

  async function show(report) {
    place(report);
    announce(report);
    const final = "live" in report.dataset ? await watch(report) : report;
    if (final.isConnected) final.firstElementChild.scrollIntoView({ block: "nearest" });
    const list = document.getElementById("submissions");
    if (report.dataset.report === "submission") await refresh(list, location.pathname);
  }

  /** Shows what the server's page says went wrong, or that there was no answer. */
  function complain(response, page) {
    const notice = document.createElement("p");
    if (response && isRefused(response)) {
      const link = document.createElement("a");
      link.href = "/login";
      link.target = "_blank";
      link.textContent = "Log in again in a new tab";
      notice.append("Your session has ended; your code is kept here. ", link, ", then send it again.");
    } else {
      notice.textContent =
        page?.querySelector("[data-error]")?.textContent ??
        "No answer from the server. Your code is kept here; try again in a moment.";
    }
    notice.className = "notice bad";
    notice.setAttribute("role", "alert");
    place(notice);
  }

  function place(element) {
    outcome.hidden = false;
    outcome.replaceChildren(element);
    outcome.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      // Before the editor, which has its own idea of this key.
      event.preventDefault();
      event.stopPropagation();
      form.requestSubmit(event.shiftKey || !run ? send : run);
    },
    true,
  );
}
