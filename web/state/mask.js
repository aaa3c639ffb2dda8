/**
 * The mask text taken apart and put together: `causal+noself+window:4+dilated:4,2+global:0,5+bits:N,BASE64URL`,
 * each part at most once, in any order, written back in this one. What it means is the core's business.
 */

/**
 * @typedef {object} MaskParts
 * @property {boolean} causal
 * @property {boolean} noself
 * @property {number | null} window W
 * @property {[number, number] | null} dilated W and S
 * @property {number[] | null} global positions, from 0
 * @property {string | null} bits what follows `bits:`
 */

/** @returns {MaskParts} */
export function noMask() {
  return { causal: false, noself: false, window: null, dilated: null, global: null, bits: null };
}

const wholeNumber = /^\d{1,9}$/;

/**
 * @param {string} text
 * @param {number} smallest
 * @returns {number[] | null}
 */
function numbers(text, smallest) {
  const pieces = text.split(',');
  if (!pieces.every((piece) => wholeNumber.test(piece))) return null;
  const values = pieces.map(Number);
  return values.every((value) => value >= smallest) ? values : null;
}

/**
 * @param {string} text
 * @returns {MaskParts | null} null where it is not a mask
 */
export function parseMask(text) {
  const parts = noMask();
  if (text === 'none') return parts;
  /** @type {Set<string>} */
  const seen = new Set();
  for (const piece of text.split('+')) {
    const colon = piece.indexOf(':');
    const name = colon < 0 ? piece : piece.slice(0, colon);
    if (seen.has(name) || !readPart(parts, name, colon < 0 ? null : piece.slice(colon + 1))) {
      return null;
    }
    seen.add(name);
  }
  return parts;
}

/**
 * @param {MaskParts} parts
 * @param {string} name
 * @param {string | null} value
 * @returns {boolean} whether it is a part of a mask
 */
function readPart(parts, name, value) {
  if (name === 'causal' || name === 'noself') {
    parts[name] = true;
    return value === null;
  }
  if (value === null) return false;
  if (name === 'window') {
    const sizes = numbers(value, 1);
    if (sizes?.length !== 1) return false;
    parts.window = sizes[0];
    return true;
  }
  if (name === 'dilated') {
    const sizes = numbers(value, 1);
    if (sizes?.length !== 2) return false;
    parts.dilated = [sizes[0], sizes[1]];
    return true;
  }
  if (name === 'global') {
    parts.global = numbers(value, 0);
    return parts.global !== null;
  }
  parts.bits = value;
  return name === 'bits' && /^\d{1,2},[\w-]*$/.test(value);
}

/**
 * @param {MaskParts} parts
 * @returns {string} the canonical text
 */
export function formatMask(parts) {
  const pieces = [];
  if (parts.causal) pieces.push('causal');
  if (parts.noself) pieces.push('noself');
  if (parts.window !== null) pieces.push(`window:${parts.window}`);
  if (parts.dilated) pieces.push(`dilated:${parts.dilated.join(',')}`);
  if (parts.global) {
    const positions = [...new Set(parts.global)].sort((one, other) => one - other);
    pieces.push(`global:${positions.join(',')}`);
  }
  if (parts.bits !== null) pieces.push(`bits:${parts.bits}`);
  return pieces.join('+') || 'none';
}

/**
 * @param {MaskParts} parts
 * @returns {string} for people
 */
export function maskInWords({ causal, noself, window, dilated, global, bits }) {
  const open = [];
  if (window !== null) open.push(`window of ${window}`);
  if (dilated) open.push(`dilated, ${dilated[0]} in steps of ${dilated[1]}`);
  if (global) open.push(`${global.length} global`);
  const words = open.length > 0 ? [open.join(' or ')] : [];
  if (causal) words.push('causal');
  if (noself) words.push(words.length > 0 ? 'not itself' : 'none, but not itself');
  if (bits !== null) words.push('painted');
  return words.join(', ') || 'none';
}
