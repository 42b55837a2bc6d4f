// Bundles the editor and the font for math into ../vendor/: `npm ci && npm run build` gives the same bytes everywhere.
import { build } from "esbuild";
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "vendor");
rmSync(out, { recursive: true, force: true });

/** The keys of Emacs are bound by calls that their package marks as free of effects. */
const boundKeys = {
  name: "bound-keys",
  setup: ({ onLoad }) =>
    onLoad({ filter: /@replit.codemirror-emacs.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("/*@__PURE__*/", ""),
    })),
};

const result = await build({
  absWorkingDir: here,
  entryPoints: { editor: "editor.js" },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  chunkNames: "[name]-[hash]",
  legalComments: "none",
  metafile: true,
  plugins: [boundKeys],
});

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
