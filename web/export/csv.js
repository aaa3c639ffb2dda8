/** A matrix as comma-separated values (RFC 4180, UTF-8): one header line, one line a row, every float32 in full. */
import { exactDigits } from '../render/number_text.js';

/** What spreadsheets take for a formula, when it stands first in a field. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/**
 * A token as a field: quoted where it must be, and never run as a formula.
 * @param {string} text
 */
export function csvField(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {number} value  @returns {string} as pandas, NumPy and R read it */
const csvNumber = (value) => exactDigits(value).replace('Infinity', 'inf').replace('NaN', 'nan');

/**
 * @param {{ values: Float32Array, rows: number, columns: number }} matrix
 * @param {object} names
 * @param {string} names.corner  what stands above the rows' names; a comment line would break readers
 * @param {string[]} names.rows
 * @param {string[]} names.columns
 */
export function csvText({ values, rows, columns }, names) {
  const lines = [[names.corner, ...names.columns].map(csvField).join(',')];
  for (let i = 0; i < rows; i += 1) {
    const numbers = Array.from(values.subarray(i * columns, (i + 1) * columns), csvNumber);
    lines.push([csvField(names.rows[i]), ...numbers].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
