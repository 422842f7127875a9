// Cursor positions: Unicode code points in the protocol, UTF-16 units in JavaScript.

/** The UTF-16 offset of a position in code points; beyond the end it is the end. */
export function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let passed = 0; passed < codePoints && offset < text.length; passed++) {
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The position in code points of a UTF-16 offset. */
export function codePointOffset(text: string, offset: number): number {
  let passed = 0;
  for (let i = 0; i < offset && i < text.length; passed++) i += text.codePointAt(i)! > 0xffff ? 2 : 1;
  return passed;
}
