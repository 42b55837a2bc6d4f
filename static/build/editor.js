// The editor of the problem page: CodeMirror 6 dressed in the site's tokens. Highlighting gives
// class names only (`tok-…`), so that light and dark live in CSS and switch without script.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { load } from "./languages.js";

/** Key bindings that few ask for are chunks of their own. */
const KEYS = {
  vim: async () => (await import("@replit/codemirror-vim")).vim(),
  emacs: async () => (await import("@replit/codemirror-emacs")).emacs(),
};

/** After language help has ended, it is not asked for again for so long. */
const REST_MS = 10_000;

/**
 * Puts an editor into `parent`.
 *
 * `mode` is a language profile's `editor` word; `nonce` lets its style sheet pass the
 * Content-Security-Policy; `phrases` are the words of its panels, by the English ones; `wishes` is how its user wants it: `keys`, `fontSize` (pixels),
 * `indent` (columns), `tabs`, `wrap`, `closeBrackets`. `help` gives what language help needs now, by
 * `language`, or nothing where there is none.
 */
export function createEditor({ parent, doc, mode, label, describedBy, nonce, phrases, wishes, help, onChange }) {
  const language = new Compartment();
  const bindings = new Compartment();
  const habits = new Compartment();
  const helping = new Compartment();
  const habitsOf = ({ indent, tabs, wrap, closeBrackets: closing }) => [
    EditorState.tabSize.of(indent),
    indentUnit.of(tabs ? "\t" : " ".repeat(indent)),
    wrap ? EditorView.lineWrapping : [],
    closing ? [closeBrackets(), keymap.of(closeBracketsKeymap)] : [],
  ];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        // Before all others: they want every key first.
        bindings.of([]),
        EditorView.cspNonce.of(nonce),
        EditorState.phrases.of(phrases),
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        EditorState.allowMultipleSelections.of(true),
        indentOnInput(),
        habits.of(habitsOf(wishes)),
        bracketMatching(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        syntaxHighlighting(classHighlighter),
        keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({
          "aria-label": label,
          "aria-describedby": describedBy,
          autocapitalize: "off",
          spellcheck: "false",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
          if (update.docChanged || update.focusChanged) setTimeout(assist);
        }),
        helping.of([]),
        language.of([]),
      ],
    }),
  });

  let wanted;
  const setMode = async (next) => {
    wanted = next;
    const support = await load(next);
    // A slow chunk must not undo a later choice.
    if (wanted === next) view.dispatch({ effects: language.reconfigure(support) });
  };
  setMode(mode);

  // Language help begins when somebody begins to write, and again when its server has ended. It is
  // another one for another language.
  let talk;
  let rested = 0;
  const assist = async () => {
    const wanted = help();
    if (talk?.language === wanted?.language) return;
    talk?.close();
    talk = undefined;
    if (!wanted || Date.now() < rested) return;
    const mine = (talk = { language: wanted.language, close() {} });
    const { connect } = await import("./assist.js");
    if (talk !== mine) return;
    mine.close = connect(view, wanted, (extension) => {
      if (extension ? talk !== mine : talk && talk !== mine) return;
      view.dispatch({ effects: helping.reconfigure(extension ?? []) });
      view.dom.dataset.help = extension ? "on" : "";
      if (extension) return;
      talk = undefined;
      rested = Date.now() + REST_MS;
    });
  };

  let keys;
  const setWishes = async (next) => {
    view.dom.style.setProperty("--code-size", `${next.fontSize}px`);
    view.dispatch({ effects: habits.reconfigure(habitsOf(next)) });
    keys = next.keys;
    view.dom.dataset.keys = "";
    const extension = (await KEYS[next.keys]?.().catch(() => [])) ?? [];
    if (keys !== next.keys) return;
    view.dispatch({ effects: bindings.reconfigure(extension) });
    view.dom.dataset.keys = keys;
  };
  setWishes(wishes);

  return {
    setMode,
    setWishes,
    /** Looks whether language help is wanted, and of which language. */
    assist,
    focus: () => view.focus(),
    value: () => view.state.doc.toString(),
    setValue(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    /** Puts the cursor at a place; line and column count from 1. */
    goTo(number, column) {
      const { doc } = view.state;
      const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
      const at = Math.min(line.from + Math.max(column - 1, 0), line.to);
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: "center" }),
      });
      view.focus();
    },
  };
}
