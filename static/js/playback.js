// How a program grew: a slider over its states, and a button that moves it. The page has the first
// state and what each of the others changes.
import { moment, t } from "./words.js";

const part = document.querySelector("[data-playback]");
if (part) play(part);

function play(part) {
  const find = (name) => part.querySelector(`[data-${name}]`);
  const [button, slider, speed] = ["play", "moment", "speed"].map(find);
  const [where, program] = ["where", "program"].map(find);
  const { first, moments, edits } = JSON.parse(document.getElementById("recording").textContent);
  const texts = [first];
  for (const { keep, drop, add } of edits) {
    const last = texts.at(-1);
    texts.push(last.slice(0, keep) + add + last.slice(keep + drop));
  }

  const element = (name, text) => {
    if (!text) return [];
    const one = document.createElement(name);
    one.textContent = text;
    return [one];
  };
  const show = () => {
    const place = Number(slider.value) - 1;
    const when = new Date(moments[place]);
    const said = t("playback-where", { number: place + 1, states: texts.length, at: moment(when) });
    where.textContent = said;
    slider.setAttribute("aria-valuetext", said);
    if (place === 0) return program.replaceChildren(first);
    const { keep, drop, add } = edits[place - 1];
    const [before, after] = [texts[place - 1], texts[place]];
    const changed = [
      ...element("del", before.slice(keep, keep + drop)),
      ...element("ins", add),
    ];
    program.replaceChildren(after.slice(0, keep), ...changed, after.slice(keep + add.length));
    // The place where something happens, within the listing alone.
    const mark = changed.at(-1);
    if (mark) program.scrollTop = mark.offsetTop - program.offsetTop - program.clientHeight / 2;
  };

  let timer;
  const isPlaying = () => timer !== undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    button.textContent = t("playback-play");
  };
  const step = () => {
    if (slider.value === slider.max) return stop();
    slider.valueAsNumber += 1;
    show();
    timer = setTimeout(step, Number(speed.value));
  };
  button.addEventListener("click", () => {
    if (isPlaying()) return stop();
    if (slider.value === slider.max) slider.value = slider.min;
    show();
    button.textContent = t("playback-stop");
    timer = setTimeout(step, Number(speed.value));
  });
  slider.addEventListener("input", () => {
    stop();
    show();
  });

  find("controls").hidden = program.hidden = false;
  find("steps").hidden = true;
  show();
}
