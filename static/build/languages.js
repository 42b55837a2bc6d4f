// Every language is a chunk of its own, fetched when first chosen.
import { StreamLanguage } from "@codemirror/language";

const legacy = (mode) => StreamLanguage.define(mode);

const LOADERS = {
  cpp: async () => (await import("@codemirror/lang-cpp")).cpp(),
  csharp: async () => legacy((await import("@codemirror/legacy-modes/mode/clike")).csharp),
  go: async () => (await import("@codemirror/lang-go")).go(),
  haskell: async () => legacy((await import("@codemirror/legacy-modes/mode/haskell")).haskell),
  java: async () => (await import("@codemirror/lang-java")).java(),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript(),
  kotlin: async () => legacy((await import("@codemirror/legacy-modes/mode/clike")).kotlin),
  lua: async () => legacy((await import("@codemirror/legacy-modes/mode/lua")).lua),
  ocaml: async () => legacy((await import("@codemirror/legacy-modes/mode/mllike")).oCaml),
  pascal: async () => legacy((await import("@codemirror/legacy-modes/mode/pascal")).pascal),
  php: async () => (await import("@codemirror/lang-php")).php({ plain: false }),
  python: async () => (await import("@codemirror/lang-python")).python(),
  ruby: async () => legacy((await import("@codemirror/legacy-modes/mode/ruby")).ruby),
  rust: async () => (await import("@codemirror/lang-rust")).rust(),
  shell: async () => legacy((await import("@codemirror/legacy-modes/mode/shell")).shell),
  typescript: async () =>
    (await import("@codemirror/lang-javascript")).javascript({ typescript: true }),
};

/** The support for a mode; nothing for one without highlighting, or when its chunk can't be had. */
export async function load(mode) {
  try {
    return (await LOADERS[mode]?.()) ?? [];
  } catch {
    return [];
  }
}
