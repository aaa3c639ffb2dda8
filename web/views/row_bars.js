/** The selected row as bars with digits, for narrow screens where the cells hold none. */
import { colourOf, diverging, sequential } from '../render/palette.js';
import { spoken } from './caption_text.js';
import { element } from './dom.js';

/** A list that is longer says nothing more. */
const MOST = 12;

/**
 * @typedef {object} RowFacts
 * @property {import('./steps.js').Step} step
 * @property {import('./steps.js').StepMatrix} matrix
 * @property {{ row: number, column: number }} cell
 * @property {(column: number) => string} nameOf
 * @property {string} rowName
 * @property {'light' | 'dark'} theme
 */

/**
 * The columns to list: the allowed ones, the largest only where there are many, in the order of the matrix.
 * @param {import('./steps.js').StepMatrix} matrix
 * @param {number} row
 */
export function listedColumns({ values, columns, allowed }, row) {
  const at = (/** @type {number} */ column) => row * columns + column;
  const open = Array.from({ length: columns }, (_, j) => j).filter((j) => allowed?.[at(j)] !== 0);
  if (open.length <= MOST) return open;
  return open
    .sort((one, other) => Math.abs(values[at(other)]) - Math.abs(values[at(one)]))
    .slice(0, MOST)
    .sort((one, other) => one - other);
}

/** @param {(column: number) => void} choose */
export function createRowBars(choose) {
  const title = element('p', { class: 'row-bars-title' });
  const list = element('ol', { class: 'row-bars' });
  const root = element('div', { hidden: true }, title, list);
  list.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (button) choose(Number(button.dataset.column));
  });

  return {
    root,
    /** @param {RowFacts | null} facts  null hides */
    update(facts) {
      root.hidden = facts === null;
      if (!facts) return;
      const { matrix, cell, theme, step } = facts;
      const columns = listedColumns(matrix, cell.row);
      const hidden = matrix.columns > MOST && columns.length === MOST;
      title.textContent = `The row of ${facts.rowName}${hidden ? `: the ${MOST} largest` : ''}`;
      const table = step.palette === 'diverging' ? diverging(theme) : sequential(theme);
      while (list.children.length > columns.length) list.lastElementChild?.remove();
      while (list.children.length < columns.length) list.append(makeBar());
      columns.forEach((column, i) => {
        const value = matrix.values[cell.row * matrix.columns + column];
        fillBar(list.children[i], facts, column, value, table);
      });
    },
  };
}

function makeBar() {
  const bar = element('span', { class: 'row-bar', 'aria-hidden': 'true' });
  return element(
    'li',
    {},
    element(
      'button',
      { type: 'button' },
      element('bdi'),
      bar,
      element('span', { class: 'row-digit' }),
    ),
  );
}

/**
 * @param {Element} item
 * @param {RowFacts} facts
 * @param {number} column
 * @param {number} value
 * @param {Uint8Array} table
 */
function fillBar(item, { matrix, cell, nameOf, step }, column, value, table) {
  const button = /** @type {HTMLButtonElement} */ (item.firstElementChild);
  const [name, bar, digit] = /** @type {HTMLElement[]} */ ([...button.children]);
  button.dataset.column = String(column);
  button.setAttribute('aria-pressed', String(column === cell.column));
  name.textContent = nameOf(column);
  digit.textContent = spoken(value);
  const share = Math.min(1, Math.abs(value) / matrix.limit);
  bar.style.setProperty('--share', `${100 * share}%`);
  const position = step.palette === 'diverging' ? 0.5 + (0.5 * value) / matrix.limit : share;
  bar.style.setProperty('--colour', colourOf(table, position));
}
