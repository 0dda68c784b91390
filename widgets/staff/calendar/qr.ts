import type { QrPicture } from "../settings/qr-path.ts";

/** A QR code; the encoder is loaded when first used. */
export async function lazyQr(text: string): Promise<QrPicture> {
  const { qrOf } = await import("../settings/qr-path.ts");
  return qrOf(text);
}
