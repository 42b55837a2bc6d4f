// A report is the server's view of a submission or run. While it is judged, events patch it test
// by test; the end replaces it by the server's final word.
import { refresh } from "./fragment.js";
import { number, t } from "./words.js";

const RETRY_MS = 2000;

const seconds = (ms) => t("seconds", { seconds: number(ms / 1000, 2, 2) });
const memory = (kib) => t("mebibytes", { mebibytes: number(kib / 1024, 1, 1) });

function setText(within, field, text) {
  const element = within.querySelector(`[data-field="${field}"]`);
  if (element) element.textContent = text;
}

function setVerdict(within, code, title) {
  const pill = within.querySelector('[data-field="verdict"]');
  pill.dataset.verdict = code;
  pill.textContent = title;
}

/** What verdicts and stages are called, as the server wrote it into the page. */
function titleOf(report, code) {
  return JSON.parse(report.dataset.titles)[code] ?? code;
}

function showTest(report, { index, ...result }) {
  const code = result.verdict ?? "";
  const dot = report.querySelector(`[data-dots] [data-place="${index}"]`);
  if (dot) dot.dataset.verdict = code;
  // Skipped: the end was certain.
  if (!code) return;

  const rows = report.querySelector("[data-tests]");
  const row = report.querySelector("template").content.firstElementChild.cloneNode(true);
  row.dataset.index = index;
  setText(row, "name", result.name);
  setVerdict(row, code, titleOf(report, code));
  setText(row, "time", seconds(result.cpu_ms));
  setText(row, "memory", memory(result.memory_kib));
  setText(row, "message", result.message);
  const old = rows.querySelector(`[data-index="${index}"]`);
  old ? old.replaceWith(row) : rows.append(row);
  report.querySelector("[data-table]").hidden = false;
}

/** Follows a live report to its end; resolves with the final report. */
export function watch(report) {
  return new Promise((resolve) => {
    const source = new EventSource(report.dataset.events);
    let tests = 0;

    const finish = async () => {
      source.close();
      const fresh = await refresh(report, report.dataset.page);
      if ("live" in fresh.dataset) {
        // The stream broke, or the end is on its way to the database: look again.
        await new Promise((done) => setTimeout(done, RETRY_MS));
        resolve(watch(fresh));
      } else {
        resolve(fresh);
      }
    };

    const on = (name, action) =>
      source.addEventListener(name, (event) => action(JSON.parse(event.data)));

    on("compiling", () => {
      setVerdict(report, "compiling", titleOf(report, "compiling"));
      setText(report, "progress", "");
    });
    on("running", ({ tests: count }) => {
      tests = count;
      setVerdict(report, "running", titleOf(report, "running"));
      // Another attempt begins where none has been.
      for (const dot of report.querySelectorAll("[data-place]")) dot.dataset.verdict = "";
      report.querySelector("[data-tests]")?.replaceChildren();
    });
    on("test", (result) => {
      showTest(report, result);
      setText(report, "progress", t("test-of", { test: number(result.index + 1), tests: number(tests) }));
    });
    on("done", ({ verdict }) => {
      if (verdict) setVerdict(report, verdict, titleOf(report, verdict));
      finish();
    });
    on("dead", finish);
    on("cancelled", finish);
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) finish();
    });
    addEventListener("pagehide", () => source.close());
  });
}
