/**
 * Rows of numbers under each other, every column with its number above, coloured by sign and size. Where the rows are wider
 * than the view they go on below, in bands: none is left out.
 */
import { isRounded } from '../../render/number_text.js';
import { colourOf, diverging, divergingPosition, inkOn } from '../../render/palette.js';
import { element } from '../dom.js';
import { numberElement, setNumber } from '../numbers.js';

/** CSS pixels: a column that holds "−0.0001234", and the names at the left. */
const SLOT = 68;
const NAMES = 56;

/**
 * @typedef {object} TableFacts
 * @property {{ values: ArrayLike<number>, limit: number }[]} rows  limit: the absolute value at the end of the colours
 * @property {number[] | null} order  the columns as they stand from left to right; null: as they come
 * @property {'light' | 'dark'} theme
 */

/**
 * @param {string} label
 * @param {(string | Node)[][]} names  of the rows
 */
export function createNumberTable(label, names) {
  const root = element('div', {
    class: 'number-table',
    role: 'table',
    'aria-label': label,
    'data-numbers': true,
  });
  const height = names.length + 1;
  const corner = element(
    'span',
    { role: 'columnheader' },
    element('span', { class: 'unseen' }, 'row'),
  );
  const header = element('div', { role: 'row' }, corner);
  const rows = names.map((name) => {
    const about = element('span');
    const title = element('span', { class: 'number-name', role: 'rowheader' }, ...name, about);
    return { about, title, root: element('div', { role: 'row' }, title) };
  });
  root.append(header, ...rows.map((row) => row.root));
  /** @type {HTMLElement[]} */
  const heads = [];
  /** @type {HTMLDataElement[][]} */
  const cells = rows.map(() => []);
  /** The rows' names before the second band and those after it. @type {HTMLElement[]} */
  let repeated = [];
  let width = 0;
  let columns = 0;
  let perBand = 0;

  /** @param {number} count */
  function setColumns(count) {
    while (heads.length > count) {
      heads.pop()?.remove();
      for (const row of cells) row.pop()?.remove();
    }
    while (heads.length < count) {
      const head = element('span', { class: 'number-head', role: 'columnheader' });
      heads.push(head);
      header.append(head);
      cells.forEach((row, r) => {
        const cell = numberElement({ role: 'cell' });
        row.push(cell);
        rows[r].root.append(cell);
      });
    }
    columns = count;
  }

  /** @param {HTMLElement} part  @param {number} band  @param {number} row  @param {number} column */
  function put(part, band, row, column) {
    part.style.setProperty('grid-row', String(band * height + row + 1));
    part.style.setProperty('grid-column', String(column + 1));
  }

  /** Lays the columns out in as few bands as fit, all about as wide. */
  function place() {
    const room = Math.max(1, Math.floor((width - NAMES) / SLOT));
    const bands = Math.ceil(columns / room);
    const next = Math.ceil(columns / bands);
    const placed = perBand === next && repeated.length === (bands - 1) * rows.length;
    if (columns === 0 || width === 0 || placed) return;
    perBand = next;
    root.style.setProperty('--columns', String(perBand));
    for (const name of repeated) name.remove();
    repeated = [];
    rows.forEach(({ title, root: row }, r) => {
      put(title, 0, r + 1, 0);
      for (let band = 1; band < bands; band += 1) {
        const again = element('span', { class: 'number-name', 'aria-hidden': 'true' });
        put(again, band, r + 1, 0);
        repeated.push(again);
        row.append(again);
      }
    });
    for (const [r, row] of [heads, ...cells].entries()) {
      row.forEach((part, c) => put(part, Math.floor(c / perBand), r, (c % perBand) + 1));
    }
    nameBands();
  }

  /** The later bands say what their rows are, in the words of the first. */
  function nameBands() {
    const bandsAfter = repeated.length / rows.length;
    repeated.forEach((name, i) => {
      const { title } = rows[Math.floor(i / bandsAfter)];
      if (name.textContent === title.textContent) return;
      name.replaceChildren(.../** @type {Element} */ (title.cloneNode(true)).childNodes);
    });
  }

  // Asked for in the middle of an update, the width would have the whole page laid out for each table.
  new ResizeObserver(() => {
    width = root.clientWidth;
    place();
  }).observe(root);

  return {
    root,
    /** @param {TableFacts} facts */
    update({ rows: facts, order, theme }) {
      const count = facts[0].values.length;
      if (count !== columns) {
        setColumns(count);
        perBand = 0;
      }
      const table = diverging(theme);
      heads.forEach((head, c) => (head.textContent = String((order?.[c] ?? c) + 1)));
      facts.forEach(({ values, limit }, r) => {
        let rounded = false;
        cells[r].forEach((cell, c) => {
          const value = values[order?.[c] ?? c];
          const at = divergingPosition(value, limit);
          setNumber(cell, value);
          cell.style.setProperty('background-color', colourOf(table, at));
          cell.style.setProperty('color', inkOn(table, at));
          rounded ||= isRounded(value);
        });
        rows[r].about.textContent = rounded ? ' ≈' : '';
      });
      place();
      nameBands();
    },
  };
}
