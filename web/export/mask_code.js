/** A mask as lines of Python, by an expression where it has one and by its bits where it was painted. */
import { parseMask } from '../state/mask.js';

/**
 * @typedef {object} Dialect  how a library writes what masks need
 * @property {(n: number) => string} ones  n × n of true
 * @property {(n: number) => string} lower  the lower triangle of it
 * @property {(n: number) => string} indices  of rows and columns, both n × n
 * @property {(of: string, list: number[]) => string} isIn
 * @property {(rows: string) => string} painted  from rows of 0 and 1
 */

/**
 * The parts as conditions on i (query) and j (key).
 * @param {NonNullable<ReturnType<typeof parseMask>>} parts
 * @param {Dialect} dialect
 */
function conditions({ causal, noself, window, dilated, global }, { isIn }) {
  const either = [];
  if (window !== null) either.push(`(abs(i - j) < ${window})`);
  if (dilated) {
    const [width, step] = dilated;
    either.push(`((abs(i - j) % ${step} == 0) & (abs(i - j) < ${width * step}))`);
  }
  if (global) either.push(`${isIn('i', global)} | ${isIn('j', global)}`);
  const all = [];
  if (either.length > 0) all.push(`(${either.join(' | ')})`);
  if (causal) all.push('(j <= i)');
  if (noself) all.push('(j != i)');
  return all.join(' & ');
}

/**
 * The rows of bits of the upper left corner.
 * @param {Uint8Array} allowed  n · n
 * @param {number} n
 * @param {number} size
 */
function cornerBits(allowed, n, size) {
  return Array.from({ length: size }, (_, i) =>
    allowed.subarray(i * n, i * n + size).join(''),
  ).join(' ');
}

/**
 * @param {string} mask  in its canonical text
 * @param {Uint8Array} allowed  n · n
 * @param {number} n
 * @param {Dialect} dialect
 * @returns {string[]} lines that define `allowed`, n × n
 */
export function maskLines(mask, allowed, n, dialect) {
  const parts = parseMask(mask);
  const expression = parts ? conditions(parts, dialect) : '';
  const lines = [];
  if (expression === '') lines.push(`allowed = ${dialect.ones(n)}`);
  else if (expression === '(j <= i)') lines.push(`allowed = ${dialect.lower(n)}`);
  else lines.push(`i, j = ${dialect.indices(n)}  # query, key`, `allowed = ${expression}`);
  const painted = parts ? parseInt(parts.bits ?? '0', 10) : n;
  const size = Math.min(painted, n);
  if (size > 0) {
    const rows = JSON.stringify(cornerBits(allowed, n, size));
    lines.push(`allowed[:${size}, :${size}] = ${dialect.painted(rows)}`);
  }
  return lines;
}
