/*
 * What a framed page of ours and the portal's page around it say to one another: the portal asks with a hello, the frame answers with its
 * height, and when somebody has opened something in it, with where that is. Each is exactly this shape and nothing beside it
 * (ASVS 3.5.5); who receives them looks at the sender's origin and window first.
 */

/** How high the framed page is in px; 0 when the workbench cannot be used in a frame. */
export interface Height {
  gxjt: "height";
  height: number;
}

/** Where in the framed page, in px from its top, the reader is to be led: as high as its content, it cannot scroll by itself. */
export interface Show {
  gxjt: "show";
  top: number;
}

const keysOf = (data: unknown): string => (typeof data === "object" && data !== null ? Object.keys(data).join() : "");

export function isHello(data: unknown): boolean {
  return keysOf(data) === "gxjt" && (data as { gxjt: unknown }).gxjt === "hello";
}

export function isHeight(data: unknown): data is Height {
  if (keysOf(data) !== "gxjt,height") return false;
  const { gxjt, height } = data as Height;
  return gxjt === "height" && Number.isInteger(height) && height >= 0 && height < 100_000;
}
