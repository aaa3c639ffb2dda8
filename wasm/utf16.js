/**
 * Maps byte offsets of a text's UTF-8 to offsets in JavaScript's UTF-16 string.
 * @param {string} text
 * @param {readonly number[]} byteOffsets ascending
 * @returns {number[]}
 */
export function utf16Offsets(text, byteOffsets) {
  const offsets = [];
  let bytes = 0;
  let units = 0;
  for (const target of byteOffsets) {
    while (bytes < target && units < text.length) {
      const code = /** @type {number} */ (text.codePointAt(units));
      units += code > 0xffff ? 2 : 1;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    offsets.push(units);
  }
  return offsets;
}
