// The frame of the problem page: panes that take turns, and the divider between them.
const STEP = 2;
const MIN = 25;
const MAX = 70;

/** Shows one pane at a time where there is no room for two; the links work as jumps without. */
export function panes(workspace) {
  const links = [...workspace.querySelectorAll('.panes a[href^="#"]')];
  const show = (name) => {
    workspace.dataset.pane = name;
    for (const link of links) {
      if (link.hash === `#${name}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.hash.slice(1));
      scrollTo(0, 0);
    });
  }
  // With room for two, the code is always there and its link is not.
  const narrow = matchMedia("(width < 60rem)");
  const fit = () => {
    if (!narrow.matches && workspace.dataset.pane === "code") show("statement");
  };
  narrow.addEventListener("change", fit);
  const asked = links.find((link) => link.hash === location.hash);
  show((asked ?? links[0]).hash.slice(1));
  fit();
  const go = (name) => {
    show(name);
    fit();
  };
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const name = ["statement", "submissions", "code"][Number(event.key) - 1];
    if (!name || !links.some((link) => link.hash === `#${name}`)) return;
    event.preventDefault();
    go(name);
    if (name === "code")
      document.querySelector('#code :is(.cm-content, [name="source"]:not([hidden]))')?.focus();
    else links.find((link) => link.hash === `#${name}`).focus();
  });
  return go;
}

/** Moves the divider by pointer or arrow keys, and remembers where it was left. */
export function divider(split) {
  const bar = split.querySelector(".divider");
  const place = (percent) => {
    const at = Math.round(Math.min(MAX, Math.max(MIN, percent)));
    split.style.setProperty("--left", `${at}%`);
    bar.setAttribute("aria-valuenow", at);
    localStorage.setItem("minos-divider", at);
  };
  const now = () => Number(bar.getAttribute("aria-valuenow"));
  const saved = Number(localStorage.getItem("minos-divider"));
  if (saved) place(saved);

  bar.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") place(now() - STEP);
    else if (event.key === "ArrowRight") place(now() + STEP);
    else return;
    event.preventDefault();
  });
  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    const move = (to) => {
      const box = split.getBoundingClientRect();
      place(((to.clientX - box.left) / box.width) * 100);
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), {
      once: true,
    });
  });
}
