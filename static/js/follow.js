// Parts that follow a topic: `data-follow` is the address of its event stream. Any event means
// that the part is stale; a burst of them costs one refresh.
import { refresh } from "./fragment.js";

const PAUSE_MS = 1000;

/** Keeps `part` as fresh as its stream. */
export function follow(part) {
  const source = new EventSource(part.dataset.follow);
  let current = part;
  let timer;
  let last = 0;
  const stale = () => {
    if (timer) return;
    timer = setTimeout(
      async () => {
        last = Date.now();
        current = await refresh(current, location.href);
        timer = undefined;
      },
      Math.max(0, last + PAUSE_MS - Date.now()),
    );
  };
  for (const name of part.dataset.followEvents.split(" ")) source.addEventListener(name, stale);
  addEventListener("pagehide", () => source.close());
}
