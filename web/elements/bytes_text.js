/**
 * Bytes as text that can stand in a script of any encoding: printable ASCII without quotes, backslashes, $ and <. Frequent
 * bytes are one sign, the others two, so that bytes stay apart and the text compresses nearly as well as they do (base64
 * makes WebAssembly a quarter larger: its signs cut across the bytes).
 *
 * The text begins with the 256 bytes by how often they come, the most frequent first, two hexadecimal digits each.
 */

const FIRST = 32;
const LAST = 126;
const UNSAFE = '"\'`\\$<';
const signs = Array.from({ length: LAST - FIRST + 1 }, (_, i) =>
  String.fromCharCode(FIRST + i),
).filter((sign) => !UNSAFE.includes(sign));
const HEADER = 512;

/** The first signs begin a pair: as few as suffice for 256 bytes. */
const PREFIXES = Math.ceil((256 - signs.length) / (signs.length - 1));
const SINGLES = signs.length - PREFIXES;

/** @param {Uint8Array} bytes */
export function textOf(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const order = [...counts.keys()].sort((one, other) => counts[other] - counts[one]);
  /** @type {string[]} */
  const codes = [];
  order.forEach((byte, place) => {
    const pair = place - SINGLES;
    codes[byte] =
      pair < 0
        ? signs[PREFIXES + place]
        : signs[Math.floor(pair / signs.length)] + signs[pair % signs.length];
  });
  const header = order.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return header + Array.from(bytes, (byte) => codes[byte]).join('');
}

/** @param {string} text  @returns {Uint8Array<ArrayBuffer>} */
export function bytesOf(text) {
  const order = Array.from({ length: 256 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
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
