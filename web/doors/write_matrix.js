/** The bigram's table: which word follows which, how often. All that it knows of language. */
import { drawHeatmap } from '../render/heatmap.js';
import { grouped, percent } from '../render/number_text.js';
import { labelled } from '../views/control.js';
import { element } from '../views/dom.js';
import { cellAt, placeMatrix } from '../views/matrix_geometry.js';
import { contextOf, measureLabel, paintOverlay } from '../views/matrix_paint.js';
import { createShareLegend, rootTable } from './write_scale.js';

/** @typedef {'light' | 'dark'} Theme */

/** On a wide screen and on a narrow one, where labels need 13 px each. */
const MOST_WORDS = 30;
const FEWEST_WORDS = 12;
const CELL = 13;
const LABELS = 100;
const NO_ZOOM = { scale: 1, row: 0, column: 0 };
/** The elements, without any behaviour. @param {string} name that their ids begin with */
function createParts(name) {
  const choice = element('select', { id: `${name}-words` });
  choice.append(
    element('option', { value: 'text' }, 'words of this text'),
    element('option', { value: 'frequent' }, 'most frequent words'),
  );
  const cells = element('canvas', { class: 'matrix-cells' });
  const overlay = element('canvas', { class: 'matrix-overlay' });
  const grid = element(
    'div',
    {
      ...{ class: 'matrix-grid', tabindex: 0, role: 'application', id: `${name}-matrix` },
      'aria-roledescription': 'matrix',
      'aria-label': 'The bigram’s table. Rows: this word. Columns: the next word.',
      'aria-describedby': `${name}-caption`,
    },
    cells,
    overlay,
  );
  const titles = element('p', { class: 'soft' }, '↓ this word, next word →');
  const caption = element('p', { id: `${name}-caption`, class: 'write-caption' });
  const legend = createShareLegend();
  const root = element(
    'div',
    { class: 'write-matrix', hidden: true },
    element(
      'div',
      { class: 'row-head' },
      element('h3', {}, 'All the bigram knows: which word follows which'),
      labelled('show', choice),
    ),
    titles,
    grid,
    caption,
    legend.root,
  );
  return { root, choice, grid, cells, overlay, caption, legend };
}

/**
 * @param {(id: number) => string} nameOf
 * @param {(text: string) => void} announce
 * @param {string} name that its elements' ids begin with
 */
export function createBigramMatrix(nameOf, announce, name) {
  const { root, choice, grid, cells, overlay, caption, legend } = createParts(name);

  /** @type {Float32Array} V·V */
  let counts = new Float32Array();
  /** V: how often each word was followed by another. @type {Float32Array} */
  let totals = new Float32Array();
  /** @type {number[]} */
  let ids = [];
  /** @type {number[]} */
  let text = [];
  let pair = { word: 0, next: 0 };
  let cell = { row: 0, column: 0 };
  /** @type {Theme} */
  let theme = 'light';
  /** @type {import('../views/matrix_geometry.js').Place | null} */
  let place = null;
  const shape = () => ({ rows: ids.length, columns: ids.length });

  function choose() {
    const fitting = Math.floor((grid.clientWidth - LABELS) / CELL);
    const most = Math.min(MOST_WORDS, Math.max(FEWEST_WORDS, fitting));
    const frequent = () =>
      Array.from(totals.keys()).sort((one, other) => totals[other] - totals[one]);
    // Of a long text its last words, in the order in which they came.
    const all = choice.value === 'text' ? [...new Set(text.toReversed())] : frequent();
    ids = all.slice(0, most);
    if (choice.value === 'text') ids.reverse();
    const at = { row: ids.indexOf(pair.word), column: ids.indexOf(pair.next) };
    cell = { row: Math.max(0, at.row), column: Math.max(0, at.column) };
  }

  function draw() {
    if (root.hidden || ids.length === 0 || grid.clientWidth === 0) return;
    const ratio = devicePixelRatio;
    const labels = ids.map(nameOf);
    place = placeMatrix({
      ...{ width: grid.clientWidth, height: 520, ...shape(), widest: 1, largestCell: 24 },
      ...{ rowLabels: labels, columnLabels: labels, zoom: NO_ZOOM, ratio, measure: measureLabel },
    });
    const values = Float32Array.from(ids.flatMap((word) => ids.map((next) => shareOf(word, next))));
    const allowed = Uint8Array.from(ids.flatMap((word) => ids.map(() => Number(totals[word] > 0))));
    const device = (/** @type {number} */ length) => Math.round(length * ratio);
    const viewport = {
      box: {
        ...{ x: device(place.left), y: device(place.top) },
        ...{ width: device(place.boxWidth), height: device(place.boxHeight) },
      },
      cellWidth: place.cellWidth * ratio,
      cellHeight: place.cellHeight * ratio,
    };
    const context = contextOf(cells, place.width, place.height, ratio);
    const colouring = { table: rootTable(theme), palette: /** @type {const} */ ('sequential') };
    const matrix = { values, allowed, ...shape() };
    drawHeatmap(context, matrix, viewport, { ...colouring, limit: 1, theme, ratio });
    drawOver(cell);
    legend.draw(theme);
  }

  /** @param {{ row?: number, column?: number }} cross */
  function drawOver(cross) {
    if (!place) return;
    const style = getComputedStyle(root);
    const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    const [ink, soft] = [read('--ink'), read('--ink-soft')];
    const colours = { ink, soft, accent: read('--accent'), hairline: read('--hairline') };
    paintOverlay(overlay, place, NO_ZOOM, cell, cross, colours, devicePixelRatio);
  }

  /** @param {number} word  @param {number} next */
  function shareOf(word, next) {
    const total = totals[word];
    return total > 0 ? counts[word * totals.length + next] / total : 0;
  }

  /** @param {{ row: number, column: number }} at */
  function sentenceAt({ row, column }) {
    const [word, next] = [ids[row], ids[column]];
    if (totals[word] === 0) return `“${nameOf(word)}” never came in these stories.`;
    const share = shareOf(word, next);
    const often = grouped(counts[word * totals.length + next]);
    const times = `${often} of ${grouped(totals[word])} times`;
    return `After “${nameOf(word)}” comes “${nameOf(next)}” ${percent(share)} of the time (${times}).`;
  }

  /** @param {{ row: number, column: number }} at */
  function select(at) {
    cell = at;
    drawOver(cell);
    caption.textContent = sentenceAt(cell);
  }

  function show() {
    if (totals.length === 0) return;
    choose();
    draw();
    if (ids.length > 0) caption.textContent = sentenceAt(cell);
  }

  /** @param {MouseEvent} event */
  function pointed(event) {
    const { left, top } = grid.getBoundingClientRect();
    const point = { x: event.clientX - left, y: event.clientY - top };
    return place && cellAt(place, NO_ZOOM, point, shape());
  }

  choice.addEventListener('change', show);
  grid.addEventListener('pointermove', (event) => {
    const at = event.pointerType === 'touch' ? null : pointed(event);
    drawOver(at ?? cell);
    caption.textContent = sentenceAt(at ?? cell);
  });
  grid.addEventListener('pointerleave', () => select(cell));
  grid.addEventListener('click', (event) => {
    const at = pointed(event);
    if (at) select(at);
  });
  grid.addEventListener('keydown', (event) => {
    if (!(event.key in ARROWS)) return;
    event.preventDefault();
    const [down, right] = ARROWS[event.key];
    const inside = (/** @type {number} */ at) => Math.min(ids.length - 1, Math.max(0, at));
    select({ row: inside(cell.row + down), column: inside(cell.column + right) });
    announce(sentenceAt(cell));
  });
  new ResizeObserver(show).observe(grid);

  return {
    root,
    /** @param {Float32Array} table V·V */
    setCounts(table) {
      counts = table;
      const size = Math.sqrt(table.length);
      totals = Float32Array.from({ length: size }, (_, word) =>
        table.subarray(word * size, (word + 1) * size).reduce((sum, count) => sum + count, 0),
      );
      root.hidden = false;
      show();
    },
    /**
     * @param {number[]} words of the text
     * @param {{ word: number, next: number }} selected
     * @param {Theme} now
     */
    update(words, selected, now) {
      [text, pair, theme] = [words, selected, now];
      show();
    },
  };
}

/** Rows down and columns right. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
