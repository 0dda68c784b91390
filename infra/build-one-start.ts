/** Makes one file of all that a function's start reads: each file more has to be found, read and linked before anything runs. */
import { basename, join } from "node:path";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";

const START = "index.mjs";

/** The files that a start reads: the entry with everything that is imported at once. */
function firstPath(outputs: Metafile["outputs"], file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind } of outputs[file]?.imports ?? [])
    if (kind === "import-statement" && outputs[path]) firstPath(outputs, path, seen);
  return seen;
}

/** A name of the start's own for what one of its chunks gave out; chunks use the same short names. */
const inStart = (chunk: string, name: string) => `${chunk.replace(/\W/g, "_")}_${name}`;

/**
 * Joins the start of a split build and lets the lazy files, which stay as they are, take from it what they took from its chunks.
 * @param made the metafile of the split build, which lies in `folder`
 * @returns the inputs that the start is made of
 */
export async function oneStart({ outputs }: Metafile, folder: string, outdir: string, options: BuildOptions): Promise<string[]> {
  const start = [
    ...firstPath(
      outputs,
      Object.keys(outputs).find((file) => basename(file) === START)!,
    ),
  ];
  const lazy = Object.keys(outputs).filter((file) => !start.includes(file));
  const chunks = new Map(start.map((file) => [basename(file), outputs[file]!.exports]));
  const given = [...chunks].map(([chunk, names]) =>
    chunk === START
      ? `export * from "./${START}";`
      : `export { ${names.map((name) => `${name} as ${inStart(chunk, name)}`).join(", ")} } from "./${chunk}";`,
  );
  const lazyStayApart: Plugin = {
    name: "lazy-stay-apart",
    setup: (one) =>
      one.onResolve({ filter: /^\.\// }, ({ kind, path }) => (kind === "dynamic-import" ? { path, external: true } : undefined)),
  };
  const fromTheStart: Plugin = {
    name: "from-the-start",
    setup: (one) => {
      one.onResolve({ filter: /^\.\// }, ({ kind, path, namespace }) => {
        if (kind === "entry-point") return undefined;
        const chunk = basename(path);
        return namespace === "file" && chunks.has(chunk) ? { path: chunk, namespace: "start" } : { path, external: true };
      });
      one.onLoad({ filter: /./, namespace: "start" }, ({ path }) => ({
        contents: `export { ${chunks
          .get(path)!
          .map((name) => `${inStart(path, name)} as ${name}`)
          .join(", ")} } from "./${START}";`,
      }));
    },
  };
  const stdin = { contents: given.join("\n"), resolveDir: folder };
  await build({ ...options, stdin, outfile: join(outdir, START), plugins: [lazyStayApart] });
  const entryPoints = lazy.map((file) => join(folder, basename(file)));
  await build({ ...options, entryPoints, outdir, plugins: [fromTheStart] });
  return start.flatMap((file) => Object.keys(outputs[file]!.inputs));
}
