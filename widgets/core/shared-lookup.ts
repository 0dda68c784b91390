import type { Shared } from "./shared.ts";

/** For chunks: the object that the bundle before them has made. */
export const shared = (globalThis as unknown as Record<symbol, Shared>)[Symbol.for("gxjt")]!;
