import { fileURLToPath } from "node:url";
import type { InlineConfig, Plugin } from "vite";
import { flexGap } from "./infra/build-flex-gap.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Host pages in GBK load our scripts without a charset, so nothing but ASCII may leave the build. */
const asciiOnly: Plugin = {
  name: "gxjt-ascii-only",
  renderChunk: {
    order: "post",
    handler: (code) => escapeNonAscii(code),
  },
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === "chunk") chunk.code = escapeNonAscii(chunk.code);
  },
};

/** Chinese as `\\uXXXX`: right inside string literals, the only place where our bundles have any. */
export function escapeNonAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (letter) => "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** As much of Preact as the public views use: 2 kB less in each bundle. */
const ownPreact: Plugin = {
  name: "gxjt-own-preact",
  enforce: "pre",
  resolveId: (id) => (id === "preact" ? here("./widgets/core/preact/index.ts") : undefined),
};

/** Gives a chunk the Preact of the bundle that imports it, so that it is never sent twice nor mixed in one tree. */
function borrowedPreact(tree: "materials" | "feedback"): Plugin {
  return {
    name: "gxjt-borrowed-preact",
    enforce: "pre",
    resolveId: (id) => (id === "preact" ? "\0gxjt-preact" : undefined),
    load: (id) => (id === "\0gxjt-preact" ? `export const { h, Fragment } = globalThis[Symbol.for("gxjt")].${tree};` : undefined),
  };
}

/**
 * Vite's settings for one public bundle.
 * @param entry source file under widgets/
 * @param define file names of chunks built before this one
 * @param tree whose Preact to borrow, for a chunk that is loaded later
 */
export function widgetBundle(entry: string, define: Record<string, string>, tree?: "materials" | "feedback"): InlineConfig {
  return {
    configFile: false,
    root: here("./widgets"),
    logLevel: "warn",
    publicDir: false,
    mode: "production",
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    // The classic transform: `h` calls are shorter than the automatic runtime's, and need no second way to make nodes.
    oxc: ["loader.ts", "admin.ts", "frame.ts"].includes(entry)
      ? {}
      : {
          jsx: { runtime: "classic", development: false, pragma: "__h", pragmaFrag: "__F" },
          jsxInject: "import { h as __h, Fragment as __F } from 'preact';",
        },
    plugins: [flexGap, tree ? borrowedPreact(tree) : ownPreact, ...(entry === "loader.ts" ? [] : [asciiOnly])],
    build: {
      write: false,
      // Chromium 90 reads `?.`, but fails in `a?.(...b, c)`; for that alone its target has every `?.` rewritten. `check:engines` bars it instead.
      target: entry === "loader.ts" ? "es2015" : ["chrome91", "firefox90", "safari14"],
      cssTarget: ["chrome90", "firefox90", "safari14"],
      modulePreload: false,
      rolldownOptions: {
        input: here(`./widgets/${entry}`),
        external: /^\.\/[a-z]+-[0-9a-f]+\.js$/,
        preserveEntrySignatures: "strict",
        output: { format: "es", codeSplitting: false },
      },
    },
  };
}

export default {};
