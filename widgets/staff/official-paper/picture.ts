/** A picture of a document, with what Word has to know of it. */
export interface Picture {
  type: "png" | "jpg";
  data: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
}
