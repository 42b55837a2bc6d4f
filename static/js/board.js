// The first page of a leaderboard, brought up to date by the lines that its events carry: the
// server computes a change once for all who watch, and nobody asks for the page again.
import { announce } from "./fragment.js";
import { number } from "./words.js";

const never = Number.POSITIVE_INFINITY;

const solved = (row) => Number(row.dataset.solved);
const last = (row) => (row.dataset.last ? Date.parse(row.dataset.last) : never);
const byMerit = (a, b) => solved(b) - solved(a) || (last(a) === last(b) ? 0 : last(a) - last(b));
const byPlace = (a, b) =>
  byMerit(a, b) || (a.dataset.name.toLowerCase() < b.dataset.name.toLowerCase() ? -1 : 1);

/** Writes a line of the leaderboard into its row. */
function fill(row, line) {
  const at = line.last_solved_at;
  Object.assign(row.dataset, { name: line.name, solved: line.solved, last: at ?? "" });
  const link = row.querySelector("a");
  link.href = `/users/${encodeURIComponent(line.name)}`;
  link.textContent = line.name;
  row.querySelector("[data-of=solved]").textContent = number(line.solved);
  row.querySelector("[data-of=points]").textContent = number(line.score);
  const time = document.createElement("time");
  time.dateTime = at ?? "";
  row.querySelector("[data-of=last]").replaceChildren(...(at ? [time] : []));
}

/** Applies a change to the board in `part`; false when the page must be fetched instead. */
export function patch(part, { lines, gone, total, complete }) {
  const body = part.querySelector("tbody[data-most]");
  if (!body || !complete) return false;
  const most = Number(body.dataset.most);
  const rows = new Map([...body.rows].map((row) => [row.dataset.name, row]));
  // The board of a class has all of its members, and changes of others are none of it.
  const closed = "closed" in part.dataset;
  if (closed && gone.some((name) => rows.has(name))) return false;
  if (closed) [lines, gone] = [lines.filter((line) => rows.has(line.name)), []];
  // Whoever leaves the page makes room for somebody whose line is not here.
  const leaves = (name) => total >= most && rows.has(name);
  const isLost = gone.some(leaves) || lines.some((line) => line.rank > most && leaves(line.name));
  if (isLost && !closed) return false;
  for (const name of gone) rows.get(name)?.remove();
  for (const line of lines) {
    let row = rows.get(line.name);
    if (!row) {
      if (line.rank > most) continue;
      row = body.rows[0]?.cloneNode(true);
      if (!row) return false;
      row.classList.toggle("me", part.dataset.me === line.name);
      body.append(row);
    }
    fill(row, line);
  }
  const order = [...body.rows].sort(byPlace);
  for (const row of order.splice(most)) row.remove();
  let rank = 0;
  order.forEach((row, index) => {
    if (index === 0 || byMerit(order[index - 1], row) !== 0) rank = index + 1;
    row.querySelector("[data-of=rank]").textContent = number(rank);
  });
  body.append(...order);
  announce(body);
  return true;
}
