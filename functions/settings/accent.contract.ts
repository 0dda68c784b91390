import * as v from "valibot";

export const defaultAccent = "#b3261e";

/** WCAG 2.2, 1.4.3: text of normal size needs this contrast; accent texts stand on white, and white texts on the accent. */
export const CONTRAST = 4.5;

const channels = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** Contrast of "#rrggbb" with white, 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio. */
export function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** The colour itself where it can be read, else the same hue as little darker as will do. */
export function readableAccent(colour: string): string {
  for (let share = 100; share > 0; share--) {
    const darker = `#${channels(colour)
      .map((value) =>
        Math.floor((value * share) / 100)
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")}`;
    if (contrastWithWhite(darker) >= CONTRAST) return darker;
  }
  return "#000000";
}

const isColour = (text: string) => /^#[0-9a-f]{6}$/.test(text);

/** "#rrggbb" that can be read on white; otherwise the error's code is `check`, and `readableAccent` knows a colour near it. */
export const accent = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.regex(/^#[0-9a-f]{6}$/),
  v.check((colour) => !isColour(colour) || contrastWithWhite(colour) >= CONTRAST),
);
