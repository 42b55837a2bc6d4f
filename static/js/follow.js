// Parts that follow a topic: `data-follow` is the address of its event stream. An event means that
// the part is stale, unless what it carries is enough to bring it up to date; a burst of them costs
// one refresh. A fresh part that has no `data-follow` any more is final.
import { patch } from "./board.js";
import { refresh } from "./fragment.js";

const PAUSE_MS = 1000;
const RETRY_MS = 5000;

/** Keeps `part` as fresh as its stream. */
export function follow(part) {
  const { follow: address, followEvents: events } = part.dataset;
  const page = part.dataset.followAddress ?? location.href;
  const pause = Number(part.dataset.followPause ?? PAUSE_MS);
  let current = part;
  let source;
  let timer;
  let last = 0;
  let isStale = false;

  const stale = () => {
    isStale = true;
    timer ??= setTimeout(look, Math.max(0, last + pause - Date.now()));
  };
  const look = async () => {
    // Ticks are on their way to a form: a refresh would lose them.
    if (current.querySelector("input:checked")) {
      timer = setTimeout(look, PAUSE_MS);
      return;
    }
    isStale = false;
    last = Date.now();
    current = await refresh(current, page);
    timer = undefined;
    if (!("follow" in current.dataset) || !current.isConnected) return source.close();
    // Something came after the server had rendered its answer, perhaps.
    if (isStale) stale();
  };
  // While a refresh is under way, only another one is sure to show what the event tells.
  const hear = ({ data }) => {
    const isPatched = data && !timer && "board" in current.dataset && patch(current, JSON.parse(data));
    if (!isPatched) stale();
  };
  const open = () => {
    source?.close();
    source = new EventSource(address);
    for (const name of events.split(" ")) source.addEventListener(name, hear);
    // These events have no ids: what happened before the stream opened is in none of them.
    source.addEventListener("open", stale);
    source.addEventListener("error", ({ target }) => {
      // The browser comes back by itself after a lost connection, not after another answer.
      if (target === source && target.readyState === EventSource.CLOSED) setTimeout(open, RETRY_MS);
    });
  };
  open();
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && open());
}
