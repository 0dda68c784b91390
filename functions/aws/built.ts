import type { StaffBuild } from "../staff-pages/staff-pages.ts";

/** Which built files a function of this version names in its pages; put in by `infra/build-functions.ts`. */
interface Built {
  /** The plain pages' style sheet under /embed/. */
  column: string;
  staff: StaffBuild["manifest"];
}

declare const __GXJT_BUILT__: Built;

export const built: Built = __GXJT_BUILT__;
