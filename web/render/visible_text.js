/** Tokens as they can be read: whitespace and other invisible characters get a sign, long ones lose their middle. */

/** @type {Record<string, string>} */
const SIGNS = { ' ': '·', '\n': '⏎', '\r': '␍', '\t': '⇥', '\u00a0': '⍽' };

/**
 * @param {string} text
 * @returns {string} the text with its whitespace made visible
 */
export function visibleText(text) {
  const seen = text.replace(/\s/gu, (space) => SIGNS[space] ?? '␣');
  if (seen !== '' && !/^[\p{Cc}\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}]+$/u.test(seen))
    return seen;
  return Array.from(seen, codePoint).join(' ') || '∅';
}

/** @param {string} character */
const codePoint = (character) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** @type {Intl.Segmenter | undefined} */
let segmenter;

/**
 * What a reader counts as characters. In printable ASCII every code is one; only other text asks for a segmenter, which a
 * browser takes some 20 ms to make.
 * @param {string} text
 * @returns {string[]}
 */
function characters(text) {
  if (!('Segmenter' in Intl) || /^[ -~]*$/.test(text)) return Array.from(text);
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/**
 * Takes out the middle until the text is narrow enough: "interna…zation".
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure  in the width's unit
 * @returns {string} at least one character, or "…"
 */
export function shortened(text, width, measure) {
  if (measure(text) <= width) return text;
  const all = characters(text);
  let fits = 0;
  let tooMany = all.length;
  while (tooMany - fits > 1) {
    const kept = (fits + tooMany) >> 1;
    if (measure(withoutMiddle(all, kept)) <= width) fits = kept;
    else tooMany = kept;
  }
  return withoutMiddle(all, fits);
}

/** @param {string[]} all  @param {number} kept */
function withoutMiddle(all, kept) {
  const tail = kept >> 1;
  return all.slice(0, kept - tail).join('') + '…' + all.slice(all.length - tail).join('');
}
