/**
 * A failing property prints its seed and path. `GXJT_SEED=<seed> npm test` runs every property of the suite with that seed again.
 */
export const seed = process.env["GXJT_SEED"];
if (seed !== undefined && seed !== "") {
  const { configureGlobal } = await import("fast-check");
  configureGlobal({ seed: Number(seed) });
}
