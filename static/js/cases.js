// What a program is tried on: samples, and inputs of one's own that are kept by name.
import { announce, pageOf } from "./fragment.js";
import { isRefused, logInAgain } from "./session.js";

/** Takes charge of the form's menu of inputs; `complain` shows a page that says what went wrong. */
export function cases(form, complain) {
  const { sample, stdin, expected, case_name: name, keep } = form.elements;
  const own = document.getElementById("own-input");
  const follow = () => (own.open = sample.value === "");
  sample.addEventListener("change", follow);

  const buttons = () => {
    for (const button of own.querySelectorAll("[data-edit-case]")) button.hidden = false;
  };
  buttons();

  own.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-edit-case]")?.closest("[data-case]");
    if (!entry) return;
    stdin.value = entry.dataset.input;
    expected.value = entry.dataset.expected;
    name.value = entry.dataset.name;
    sample.value = "";
    stdin.focus();
  });
  // Else Enter would take the form's first button.
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    form.requestSubmit(keep);
  });

  return {
    /** Chooses a sample. */
    choose(value) {
      sample.value = value;
      follow();
    },
    /** Whether a button of the form is about cases. */
    has: (button) => button.name === "keep" || button.name === "remove",
    /** Keeps or removes a case in place, by the same post as without script. */
    async send(button) {
      const post = () => {
        const body = new URLSearchParams({
          csrf: form.elements.csrf.value,
          case_name: name.value,
          stdin: stdin.value,
          expected: expected.value,
          scripted: true,
        });
        return fetch(button.getAttribute("formaction"), { method: "POST", body });
      };
      let response = await post();
      if (isRefused(response) && (await logInAgain(form))) response = await post();
      const page = await pageOf(response);
      const list = page.getElementById("cases");
      if (!list) return complain(response, page);
      const chosen = sample.value;
      document.getElementById("cases").replaceWith(list);
      sample.replaceChildren(...page.getElementById("sample").children);
      const kept = [...sample.options].find((option) => option.text === name.value.trim());
      sample.value = button.name === "keep" && kept ? kept.value : chosen;
      if (sample.selectedIndex < 0) sample.selectedIndex = 0;
      if (button.name === "keep") stdin.value = expected.value = name.value = "";
      buttons();
      announce(list);
    },
  };
}
