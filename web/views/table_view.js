/** The large matrix as a table of digits, for screen readers and for copying; made only while it is open. */
import { spoken, headName, shownTokens } from './caption_text.js';
import { element } from './dom.js';
import { labelNodes } from './matrix_parts.js';
import { matrixOf, slicesOf, stepOf } from './steps.js';

/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('./steps.js').StepMatrix} StepMatrix */

/** Rows and columns that a table shows at most; the copy has all of them. */
const MOST = 64;
/** Copies larger than this would freeze the clipboard. */
const MOST_COPIED = 1024 * 1024;

/**
 * The stretch of an axis that is shown, with the selected place in it.
 * @param {number} count
 * @param {number} selected
 * @returns {[first: number, last: number]} last is exclusive
 */
export function stretchOf(count, selected) {
  const first = Math.max(0, Math.min(selected - MOST / 2, count - MOST));
  return [first, Math.min(count, first + MOST)];
}

/**
 * @param {StepMatrix} matrix
 * @param {string[]} rowNames
 * @param {string[]} columnNames
 * @returns {string} lines of numbers between tabs, in full; cells that are not allowed are empty
 */
export function tabSeparated({ values, rows, columns, allowed }, rowNames, columnNames) {
  const lines = [['', ...columnNames].join('\t')];
  for (let i = 0; i < rows; i += 1) {
    const cells = [rowNames[i]];
    for (let j = 0; j < columns; j += 1) {
      const index = i * columns + j;
      cells.push(allowed?.[index] === 0 ? '' : String(values[index]));
    }
    lines.push(cells.join('\t'));
  }
  return `${lines.join('\n')}\n`;
}

/** @type {import('../types.js').CreateView} */
export function createTableView(root, actions) {
  const copy = element('button', { type: 'button' }, 'Copy as tab-separated text');
  const part = element('p', { class: 'table-part' });
  const holder = element('div', { class: 'table-scroll', tabindex: 0, role: 'region' });
  holder.setAttribute('aria-label', 'Data table, scrolls');
  const details = element(
    'details',
    { id: 'table-details' },
    element('summary', {}, 'Data table'),
    element('p', {}, copy),
    part,
    holder,
  );
  root.append(details);

  /** @type {Frame | null} */
  let frame = null;
  let built = '';

  function current() {
    const { state, trace, selection } = /** @type {Frame} */ (frame);
    const { layer, head, query, key } = /** @type {import('../types.js').Selection} */ (selection);
    const step = stepOf(state.view.step, head, trace.request);
    const matrix = matrixOf(step, /** @type {Frame} */ (frame));
    const tokens = shownTokens(trace);
    const numbers = (/** @type {number} */ count) =>
      Array.from({ length: count }, (_, i) => `${i + 1}`);
    const chosen = { query, key };
    return {
      ...{ step, matrix, layer, head },
      rowNames: step.rows.selects ? tokens : numbers(matrix.rows),
      columnNames: step.columns.selects ? tokens : numbers(matrix.columns),
      row: step.rows.selects ? chosen[step.rows.selects] : 0,
      column: step.columns.selects ? chosen[step.columns.selects] : 0,
    };
  }

  function build() {
    if (!details.open || !frame?.selection) return;
    const { state, trace, selection } = frame;
    const { step, matrix, layer, head, rowNames, columnNames, row, column } = current();
    const [rows, columns] = [stretchOf(matrix.rows, row), stretchOf(matrix.columns, column)];
    const name = [
      trace.id,
      step.name,
      layer,
      selection.head,
      state.view.range,
      rows,
      columns,
    ].join();
    if (name === built) return;
    built = name;
    const owner = step.perHead ? headName(layer, head) : `layer ${layer + 1}`;
    const all = rows[1] - rows[0] === matrix.rows && columns[1] - columns[0] === matrix.columns;
    part.hidden = all;
    part.textContent = `Shown: rows ${rows[0]} to ${rows[1] - 1} of ${matrix.rows}, columns ${columns[0]} to ${columns[1] - 1} of ${matrix.columns}, counted from 0, around the selected cell. The copy has all.`;
    const caption = element(
      'caption',
      {},
      ...labelNodes(step.label),
      ` of ${owner}: rows ${step.rows.title}, columns ${step.columns.title}`,
    );
    holder.replaceChildren(tableOf(caption, matrix, rows, columns, rowNames, columnNames));
  }

  details.addEventListener('toggle', () => {
    if (!details.open) {
      holder.replaceChildren();
      built = '';
    }
    build();
  });
  copy.addEventListener('click', () => {
    if (!frame?.selection) return;
    const { matrix, rowNames, columnNames } = current();
    if (matrix.rows * matrix.columns > MOST_COPIED) {
      const text = `A table of ${matrix.rows} × ${matrix.columns} is too much for the clipboard: save it as a file instead.`;
      actions.notify({ kind: 'info', text });
    } else {
      actions.copy(tabSeparated(matrix, rowNames, columnNames), 'the table');
    }
  });

  return {
    wants(state, selection) {
      return slicesOf(stepOf(state.view.step, selection.head, state.request), selection);
    },
    update(next) {
      frame = next;
      details.hidden = next.selection === null;
      build();
    },
  };
}

/**
 * @param {HTMLElement} caption
 * @param {StepMatrix} matrix
 * @param {[number, number]} rows  first and, exclusive, last
 * @param {[number, number]} columns
 * @param {string[]} rowNames
 * @param {string[]} columnNames
 */
function tableOf(caption, matrix, rows, columns, rowNames, columnNames) {
  const head = element('tr', {}, element('td'));
  for (let j = columns[0]; j < columns[1]; j += 1) {
    head.append(element('th', { scope: 'col' }, columnNames[j]));
  }
  const body = element('tbody');
  for (let i = rows[0]; i < rows[1]; i += 1) {
    const line = element('tr', {}, element('th', { scope: 'row' }, rowNames[i]));
    for (let j = columns[0]; j < columns[1]; j += 1) {
      const index = i * matrix.columns + j;
      const text = matrix.allowed?.[index] === 0 ? 'not allowed' : spoken(matrix.values[index]);
      line.append(element('td', {}, text));
    }
    body.append(line);
  }
  return element('table', {}, caption, element('thead', {}, head), body);
}
