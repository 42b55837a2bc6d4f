// Bundles everything that browsers get into ../bundle/: `npm ci && npm run build` gives the same
// bytes everywhere. A page's own styles and scripts are one file each, for a slow line has a price
// for each request; the editor, which is larger than all of them, is apart, with what it seldom
// needs in chunks.
import { build } from "esbuild";
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "bundle");
rmSync(out, { recursive: true, force: true });

/** The keys of Emacs are bound by calls that their package marks as free of effects. */
const boundKeys = {
  name: "bound-keys",
  setup: ({ onLoad }) =>
    onLoad({ filter: /@replit.codemirror-emacs.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("/*@__PURE__*/", ""),
    })),
};

const common = {
  absWorkingDir: here,
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
};

const css = ["site", "tokens", "problem", "math-font", "charts", "design"];
const js = ["site", "problem", "playback", "theme"];
await build({
  ...common,
  entryPoints: [
    ...css.map((name) => ({ in: `../css/${name}.css`, out: name })),
    ...js.map((name) => ({ in: `../js/${name}.js`, out: name })),
  ],
  // Beside them in the same directory.
  external: ["./editor.js", "./stix-two-math.woff2"],
});

const result = await build({
  ...common,
  entryPoints: { editor: "editor.js" },
  splitting: true,
  chunkNames: "[name]-[hash]",
  metafile: true,
  plugins: [boundKeys],
});

// What the editor can't begin without, so that a page may ask for all of it at once.
const needed = new Set();
const need = (path) => {
  if (needed.has(path)) return;
  needed.add(path);
  result.metafile.outputs[path].imports
    .filter(({ kind }) => kind === "import-statement")
    .forEach(({ path }) => need(path));
};
need(Object.keys(result.metafile.outputs).find((path) => path.endsWith("/editor.js")));
const names = [...needed].map((path) => basename(path));
writeFileSync(join(out, "editor.json"), `${JSON.stringify(names, null, 2)}\n`);

// Browsers set MathML well only in a font that has the tables for it, and few systems bring one.
const font = "@fontsource/stix-two-math";
copyFileSync(
  join(here, "node_modules", font, "files/stix-two-math-latin-400-normal.woff2"),
  join(out, "stix-two-math.woff2"),
);

// The licence of every package that has a byte in the output.
const packages = new Set([
  font,
  ...Object.keys(result.metafile.inputs)
    .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean),
]);
const notices = [...packages].sort().map((name) => {
  const dir = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
  const file = readdirSync(dir).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file || !existsSync(join(dir, file))) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(dir, file), "utf8").trim()}\n`;
});
writeFileSync(join(out, "LICENSES.txt"), notices.join(`\n${"-".repeat(80)}\n\n`));
