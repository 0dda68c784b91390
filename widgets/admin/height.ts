/** The one message from the framed workbench: how high it is in px; 0 when it cannot be used in a frame. */
export interface Height {
  gxjt: "height";
  height: number;
}

/** Exactly this shape and nothing beside it (ASVS 3.5.5). */
export function isHeight(data: unknown): data is Height {
  const message = data as Height | null;
  return (
    typeof message === "object" &&
    message !== null &&
    Object.keys(message).join() === "gxjt,height" &&
    message.gxjt === "height" &&
    Number.isInteger(message.height) &&
    message.height >= 0 &&
    message.height < 100_000
  );
}
