// The console: the program of the editor runs on the server, and its user talks to it line by line.
import { isRefused, logInAgain } from "./session.js";
import { number, t } from "./words.js";

/** Pieces of the talk that stay in the page. */
const MOST = 2000;

/** Who speaks, for those who hear the page; the program itself goes without saying. */
const WHO = { judge: t("console-you"), error: t("console-error") };

/**
 * Takes charge of the console; `program` is the one being written, `complain` shows a page that
 * says what went wrong, `show` the report of a run.
 */
export function talk(part, form, program, complain, show) {
  const log = part.querySelector(".log");
  const state = part.querySelector(".state");
  const line = part.querySelector("input");
  const button = (what) => part.querySelector(`[data-do="${what}"]`);
  const [start, end, stop] = ["start", "end", "stop"].map(button);
  part.hidden = false;
  let socket;
  // Lines said before, for the arrow keys.
  const said = [];
  let at = 0;

  /** What can be done while a program runs, or none does; the focus goes where one goes on. */
  const live = (on) => {
    const had = part.contains(document.activeElement);
    start.removeAttribute("aria-busy");
    (on ? line : start).disabled = false;
    if (had) (on ? line : start).focus();
    (on ? start : line).disabled = true;
    end.disabled = stop.disabled = !on;
  };
  const send = (order) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(order));

  /** Adds what somebody said; a piece may go on where the last one of the same voice ended. */
  const add = (voice, text) => {
    const follows = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    let last = log.lastElementChild;
    for (const piece of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
      if (last?.className !== voice || last.dataset.whole) {
        const goesOn = last?.className === voice;
        last = document.createElement("span");
        last.className = voice;
        if (voice !== "program" && !goesOn) {
          const who = document.createElement("span");
          who.className = "visually-hidden";
          who.textContent = `${WHO[voice]} `;
          last.append(who);
        }
        log.append(last);
      }
      last.append(piece.replace(/\n$/, ""));
      if (piece.endsWith("\n")) last.dataset.whole = true;
    }
    while (log.childElementCount > MOST) log.firstElementChild.remove();
    if (follows) log.scrollTop = log.scrollHeight;
  };

  const ended = ({ page, shows, title, verdict, message, cpu_ms, memory_kib }) => {
    const pill = document.createElement("span");
    pill.className = "verdict";
    pill.dataset.verdict = verdict;
    pill.textContent = title;
    const more = document.createElement("span");
    more.lang = "en";
    more.textContent = ` ${message} `;
    const used = document.createElement("span");
    used.className = "faint";
    const seconds = t("seconds", { seconds: number(cpu_ms / 1000, 2, 2) });
    used.textContent = `${seconds}, ${t("mebibytes", { mebibytes: number(memory_kib / 1024, 1, 1) })}`;
    state.replaceChildren(...(shows ? [pill] : [pill, more, used]));
    if (shows) show(page);
  };

  async function begin(again) {
    // From now on, whoever is pressed.
    socket = {};
    start.setAttribute("aria-busy", "true");
    stop.disabled = false;
    log.replaceChildren();
    state.textContent = t("console-starts");
    await program.keep();
    const { csrf, language, source } = form.elements;
    const address = new URL(part.dataset.console, location.href);
    const mine = new WebSocket(address.href.replace(/^http/, "ws"));
    socket = mine;
    let opened = false;
    let over = false;
    const on = (name, action) => mine.addEventListener(name, (event) => socket === mine && action(event));
    on("open", () => {
      opened = true;
      send({ start: { csrf: csrf.value, language: language.value, source: source.value } });
    });
    on("message", ({ data }) => {
      const word = JSON.parse(data);
      if (word === "runs") {
        state.textContent = t("console-runs");
        live(true);
      }
      if (word.output) add("program", word.output);
      if (word.error) add("error", word.error);
      if (word.refused) state.textContent = word.refused;
      if (word.ended) ended(word.ended);
      over ||= Boolean(word.refused || word.ended);
    });
    on("close", async () => {
      socket = undefined;
      live(false);
      if (over) return;
      state.textContent = "";
      if (opened) return (state.textContent = t("console-lost"));
      // A browser does not tell why: asked plainly, the server does.
      try {
        const response = await fetch(address);
        if (isRefused(response) && !again && (await logInAgain(form))) return begin(true);
        complain(response, new DOMParser().parseFromString(await response.text(), "text/html"));
      } catch {
        complain();
      }
    });
  }

  const say = (text) => {
    if (line.disabled) return;
    for (const one of text.split("\n")) {
      add("judge", `${one}\n`);
      send({ say: `${one}\n` });
      if (one && said.at(-1) !== one) said.push(one);
    }
    at = said.length;
  };
  const close = () => {
    send("end");
    add("judge", `${t("console-ended")}\n`);
    if (part.contains(document.activeElement)) stop.focus();
    line.disabled = end.disabled = true;
  };

  start.addEventListener("click", () => socket ?? begin());
  end.addEventListener("click", close);
  stop.addEventListener("click", () => send("stop"));
  line.addEventListener("keydown", (event) => {
    const only = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" && only) {
      say(line.value);
      line.value = "";
    } else if (event.key.toLowerCase() === "d" && event.ctrlKey) {
      close();
    } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && only) {
      at = Math.max(0, Math.min(said.length, at + (event.key === "ArrowUp" ? -1 : 1)));
      line.value = said[at] ?? "";
    } else return;
    event.preventDefault();
  });
  line.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text").replace(/\r\n?/g, "\n");
    if (!text.includes("\n")) return;
    event.preventDefault();
    // All lines but the last, which is not finished, perhaps.
    const lines = (line.value + text).split("\n");
    line.value = lines.pop();
    say(lines.join("\n"));
  });
  addEventListener("pagehide", () => socket?.close?.());

  return {
    /** Begins a talk, in sight. */
    start() {
      part.querySelector("details").open = true;
      if (start.disabled) return line.focus();
      start.focus();
      start.click();
    },
  };
}
