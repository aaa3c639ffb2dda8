/**
 * Bytes as text that can stand in a script of any encoding: printable ASCII without quotes, backslashes, $ and <. Frequent
 * bytes are one sign, the others two, so that bytes stay apart and the text compresses nearly as well as they do (base64
 * makes WebAssembly a quarter larger: its signs cut across the bytes).
 *
 * The text begins with 64 hexadecimal digits: a bit for each byte, 1 where it is one sign.
 */

const FIRST = 32;
const LAST = 126;
const UNSAFE = '"\'`\\$<';
const signs = Array.from({ length: LAST - FIRST + 1 }, (_, i) =>
  String.fromCharCode(FIRST + i),
).filter((sign) => !UNSAFE.includes(sign));
const HEADER = 64;

/** The first signs begin a pair: as few as suffice for 256 bytes. */
const PREFIXES = Math.ceil((256 - signs.length) / (signs.length - 1));
const SINGLES = signs.length - PREFIXES;

/**
 * In the order of their values, neighbours stay neighbours, which helps whoever compresses the text.
 * @param {string} header
 * @returns {number[]} all bytes, those of one sign first
 */
function orderOf(header) {
  const isSingle = (/** @type {number} */ byte) =>
    (Number.parseInt(header[byte >> 2], 16) >> (byte & 3)) & 1;
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  return bytes.sort((one, other) => isSingle(other) - isSingle(one) || one - other);
}

/** @param {Uint8Array} bytes */
export function textOf(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const byCount = [...counts.keys()].sort((one, other) => counts[other] - counts[one]);
  const digits = new Array(HEADER).fill(0);
  for (const byte of byCount.slice(0, SINGLES)) digits[byte >> 2] |= 1 << (byte & 3);
  const header = digits.map((digit) => digit.toString(16)).join('');
  /** @type {string[]} */
  const codes = [];
  orderOf(header).forEach((byte, place) => {
    const pair = place - SINGLES;
    codes[byte] =
      pair < 0
        ? signs[PREFIXES + place]
        : signs[Math.floor(pair / signs.length)] + signs[pair % signs.length];
  });
  return header + Array.from(bytes, (byte) => codes[byte]).join('');
}

/** @param {string} text  @returns {Uint8Array<ArrayBuffer>} */
export function bytesOf(text) {
  const order = orderOf(text.slice(0, HEADER));
  const places = new Int16Array(LAST + 1);
  signs.forEach((sign, place) => (places[sign.charCodeAt(0)] = place));
  const bytes = new Uint8Array(text.length - HEADER);
  let count = 0;
  for (let at = HEADER; at < text.length; at += 1) {
    const place = places[text.charCodeAt(at)];
    if (place >= PREFIXES) {
      bytes[count] = order[place - PREFIXES];
    } else {
      at += 1;
      bytes[count] = order[SINGLES + place * signs.length + places[text.charCodeAt(at)]];
    }
    count += 1;
  }
  return bytes.slice(0, count);
}
