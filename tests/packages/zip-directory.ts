export interface ZipEntry {
  name: Uint8Array;
  utf8: boolean;
  /** 3: Unix. Info-ZIP ignores the UTF-8 flag of archives from host 0. */
  host: number;
  crc: number;
  method: number;
  time: number;
}

/** The central directory, read by the format's own text (APPNOTE 4.3.12) and not by the library that wrote it. */
export function zipDirectory(zip: Uint8Array): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.byteLength - 22;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < view.getUint16(end + 10, true); index++) {
    const length = view.getUint16(at + 28, true);
    entries.push({
      host: view.getUint16(at + 4, true) >> 8,
      utf8: (view.getUint16(at + 8, true) & 0x800) !== 0,
      method: view.getUint16(at + 10, true),
      time: view.getUint32(at + 12, true),
      crc: view.getUint32(at + 16, true),
      name: zip.subarray(at + 46, at + 46 + length),
    });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}
