// Byte arrays that hold a picture, shown as one.

import { types } from "node:util";
import type { MimeBundle } from "./host";

const signatures: readonly { mime: string; bytes: readonly number[] }[] = [
  { mime: "image/png", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mime: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
  { mime: "image/gif", bytes: [0x47, 0x49, 0x46, 0x38] },
];

/** The picture in a Uint8Array or Buffer; undefined where there is none. */
export function imageOf(value: unknown): MimeBundle | undefined {
  if (!types.isUint8Array(value)) return undefined;
  const found = signatures.find(({ bytes }) => bytes.every((byte, i) => value[i] === byte));
  return found && { [found.mime]: Buffer.from(value).toString("base64") };
}
