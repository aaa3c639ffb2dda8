/** Numbers as text: four significant digits to read, and the shortest digits that give back the same float32. */

const SIGNIFICANT = 4;
/** Any decimal of six digits survives float32, so no shorter text than this can be missed. */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 9;
/** Powers of ten outside of which a row of zeros would be harder to read than an exponent. */
const SMALLEST_PLAIN = 1e-4;
const LARGEST_PLAIN = 1e6;

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** @param {number} value */
const isPlain = (value) => Math.abs(value) >= SMALLEST_PLAIN && Math.abs(value) < LARGEST_PLAIN;

/** @param {string} text  as JavaScript writes numbers  @returns {string} with a true minus and a readable exponent */
export function typeset(text) {
  const [mantissa, exponent] = text.split('e');
  const number = mantissa.replace('-', '\u2212');
  if (exponent === undefined) return number;
  const power = exponent
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  return `${number}×10${power}`;
}

/** @param {number} value  @returns {string | null} the names of what is not a finite number, or is none at all */
function special(value) {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value < 0 ? '\u2212∞' : '∞';
  return value === 0 ? '0' : null;
}

/**
 * The shortest text that gives back the same float32, for programs: "-0.41234", "1.5e-7", "-Infinity".
 * @param {number} value
 */
export function exactDigits(value) {
  if (!Number.isFinite(value) || value === 0) return String(value + 0);
  const single = Math.fround(value);
  for (let count = FEWEST_DIGITS; count < MOST_DIGITS; count += 1) {
    const rounded = Number(value.toPrecision(count));
    if (Math.fround(rounded) === single) return String(rounded);
  }
  return String(Number(value.toPrecision(MOST_DIGITS)));
}

/**
 * The same for people: "−0.41234", "1.5×10⁻⁷".
 * @param {number} value
 */
export function exact(value) {
  const name = special(value);
  if (name) return name;
  const digits = exactDigits(value);
  return typeset(isPlain(value) ? digits : Number(digits).toExponential());
}

/**
 * Whether it is written with four digits that lose something of the float32. What would round to 1 is not: it has all of
 * its digits.
 * @param {number} value
 */
export function isRounded(value) {
  if (!Number.isFinite(value)) return false;
  const rounded = Number(value.toPrecision(SIGNIFICANT));
  return Math.abs(rounded) !== 1 && Math.fround(rounded) !== Math.fround(value);
}

/**
 * Four significant digits: "0.8374", "−12.50", "6.200×10⁻⁵"; fewer where they say it all: "0.5".
 * @param {number} value
 */
export function short(value) {
  if (!isRounded(value)) return exact(value);
  const digits = value.toPrecision(SIGNIFICANT);
  if (!isPlain(Number(digits))) return typeset(value.toExponential(SIGNIFICANT - 1));
  return typeset(digits.includes('e') ? String(Number(digits)) : digits);
}

/**
 * The same with "≈" where it is rounded.
 * @param {number} value
 */
export const about = (value) => (isRounded(value) ? `≈ ${short(value)}` : short(value));

/**
 * A share of 1: "84 %", "0.6 %"; near nothing and near all more exactly: "99.7 %", "under 0.1 %", "over 99.9 %".
 * @param {number} share
 */
export function percent(share) {
  const value = share * 100;
  if (value > 0 && value < 0.1) return 'under 0.1 %';
  if (value > 99.9 && value < 100) return 'over 99.9 %';
  const text = value.toFixed(value >= 10 && value < 99.5 ? 0 : 1).replace('.0', '');
  return `${text} %`;
}

/**
 * A count or a limit: "1,304", "0.01". A browser takes some milliseconds to make its own Intl.NumberFormat, before the
 * first matrix is there.
 * @param {number} value with at most 12 significant digits
 */
export function grouped(value) {
  const [whole, ...fraction] = String(Number(value.toPrecision(12))).split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.');
}
