import { cpus } from 'node:os';
import { KINDS, SIZES } from './tasks.js';

/**
 * @typedef {{ quick: boolean, only: string }} Choice
 * @typedef {Awaited<ReturnType<Awaited<ReturnType<typeof import('./rows.js').createRows>>['row']>>} Row
 * @typedef {import('./statistics.js').Spread & { name: string, tokens?: number }} Path
 *
 * @typedef {object} Results
 * @property {string} where
 * @property {string} machine
 * @property {string} date
 * @property {Row[]} rows
 * @property {Row[]} [twoThreads] onnxruntime-web on two threads, the playground on its one
 * @property {Record<string, Path[]>} [paths]
 * @property {Awaited<ReturnType<typeof import('./drawing.js').measureDrawing>>} [drawing]
 * @property {{ cold: import('./statistics.js').Spread, keystroke: import('./statistics.js').Spread, bytes: number }} [page]
 */

/** `--only core,training`: what is not named is left out. @param {Choice} choice @param {string} what */
export const isWanted = ({ only }, what) => only === '' || only.split(',').includes(what);

/** Which rows, and how many seconds for each candidate. @param {Choice} choice */
export function plannedRows(choice) {
  const kinds = KINDS.filter((kind) => isWanted(choice, kind));
  const sizes = choice.quick ? SIZES.slice(0, 4) : SIZES;
  return kinds.flatMap((kind) => sizes.map((size) => ({ kind, size })));
}

/** @param {Choice} choice */
export const secondsFor = ({ quick }) => (quick ? 0.25 : 2);

/** @param {string} where @returns {Results} */
export const emptyResults = (where) => ({
  where,
  machine: `${cpus()[0].model.trim()}, ${cpus().length} cores`,
  date: new Date().toISOString().slice(0, 10),
  rows: [],
});
