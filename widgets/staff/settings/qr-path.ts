import { encode } from "uqr";

export interface QrPicture {
  /** Modules on a side, with the quiet zone of four that ISO/IEC 18004 asks for. */
  size: number;
  /** One square per dark module, as an SVG path. */
  path: string;
}

const QUIET = 4;

/** A QR code of a text. Level M: a fold or a stain in a print does no harm. */
export function qrOf(text: string): QrPicture {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return { size, path };
}

/** The picture as a file of its own. */
export function svgText({ size, path }: QrPicture): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`;
}

/** The picture drawn with whole pixels, big enough for print: about 12 cm at 300 dpi. */
export function qrCanvas({ size, path }: QrPicture): HTMLCanvasElement {
  const scale = Math.max(8, Math.round(1400 / size));
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * scale;
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.fillStyle = "#000";
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas is no array
  context.fill(new Path2D(path));
  return canvas;
}
