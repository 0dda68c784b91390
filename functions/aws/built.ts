import type { StaffBuild } from "../staff-pages/staff-pages.ts";

/** Which built files a function of this version names in its pages; `infra/build-lean.ts` puts the values in the place of this. */
interface Built {
  /** The plain pages' style sheet under /embed/. */
  column: string;
  /** The script of the pages for frames, there too. */
  frame: string;
  staff: StaffBuild["manifest"];
}

export declare const built: Built;
