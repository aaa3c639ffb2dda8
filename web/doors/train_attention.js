/** The sentence's attention in one head, drawn again and again while the head learns. */
import { drawLabels, layoutColumns, layoutRows, wantedRoom } from '../render/axis_labels.js';
import { drawHeatmap } from '../render/heatmap.js';
import { percent } from '../render/number_text.js';
import { sequential } from '../render/palette.js';
import { element } from '../views/dom.js';
import { contextOf, fontFamily, measureLabel } from '../views/matrix_paint.js';

/** @typedef {import('./train_run.js').SmallTrace} SmallTrace */

/** CSS pixels. */
const MOST_SIDE = 400;
const MOST_LABEL = 90;
const LARGEST_CELL = 32;
const PRONOUNS = ['it', 'they', 'he', 'she'];

export function createAttentionPicture() {
  const canvas = element('canvas', { role: 'img', 'aria-label': 'Attention: no model yet' });
  const title = element('h3', {}, 'This sentence');
  const words = element('figcaption', { class: 'soft' });
  const root = element('figure', { class: 'train-attention' }, title, canvas, words);
  /** @type {{ trace: SmallTrace, head: { layer: number, head: number } } | null} */
  let shown = null;
  /** @type {'light' | 'dark'} */
  let theme = 'light';

  function draw() {
    if (!shown || root.clientWidth === 0) return;
    const { trace, head } = shown;
    const name = `Head ${head.layer + 1}.${head.head + 1}`;
    title.textContent = `${name} on this sentence`;
    words.textContent = rowText(trace);
    canvas.setAttribute('aria-label', `${name}, rows are queries, columns keys. ${rowText(trace)}`);
    paintAttention(canvas, trace, theme, Math.min(MOST_SIDE, root.clientWidth));
  }

  new ResizeObserver(draw).observe(root);

  return {
    root,
    /**
     * @param {SmallTrace} trace
     * @param {{ layer: number, head: number }} head
     */
    show(trace, head) {
      shown = { trace, head };
      canvas.hidden = trace.length === 0;
      draw();
    },
    /** @param {string} text why there is nothing to draw */
    say(text) {
      shown = null;
      canvas.hidden = true;
      words.textContent = text;
    },
    /** @param {'light' | 'dark'} next */
    paint(next) {
      theme = next;
      draw();
    },
    clear() {
      shown = null;
      canvas.hidden = true;
      title.textContent = 'This sentence';
      words.textContent = 'Its attention is drawn here while the model learns.';
    },
  };
}

/**
 * Where the first pronoun looks, in words: that is what a visitor waits for.
 * @param {SmallTrace} trace
 */
export function rowText({ tokens, length, weights }) {
  const texts = tokens.map(({ text }) => text);
  const query = texts.findIndex((text) => PRONOUNS.includes(text.toLowerCase()));
  if (length === 0) return 'Type a sentence to see its attention.';
  if (query < 0) return 'No pronoun in this sentence.';
  const row = weights.subarray(query * length, (query + 1) * length);
  const key = row.reduce((best, weight, at) => (weight > row[best] ? at : best), 0);
  return `“${texts[query]}” looks most at “${texts[key]}”: ${percent(row[key])}`;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {SmallTrace} trace
 * @param {'light' | 'dark'} theme
 * @param {number} side CSS pixels
 */
function paintAttention(canvas, { tokens, length, weights, allowed }, theme, side) {
  if (length === 0) return;
  const ratio = devicePixelRatio;
  const place = placeOf(
    tokens.map(({ text }) => text),
    side,
    ratio,
  );
  const context = contextOf(canvas, place.width, place.height, ratio);
  const device = (/** @type {number} */ size) => Math.round(size * ratio);
  const box = {
    x: device(place.left),
    y: device(place.top),
    width: device(place.cell * length),
    height: device(place.cell * length),
  };
  const cell = place.cell * ratio;
  drawHeatmap(
    context,
    { values: weights, rows: length, columns: length, allowed },
    { box, cellWidth: cell, cellHeight: cell },
    { table: sequential(theme), palette: 'sequential', limit: 1, theme, ratio },
  );
  context.scale(ratio, ratio);
  const colours = getComputedStyle(canvas);
  const ink = colours.getPropertyValue('--ink').trim();
  context.strokeStyle = colours.getPropertyValue('--hairline').trim();
  context.lineWidth = 1;
  context.strokeRect(place.left, place.top, place.cell * length, place.cell * length);
  const font = `12px ${fontFamily()}`;
  const style = { font, boldFont: font, ink, accent: ink, selected: [] };
  const corner = { x: place.left, y: place.top };
  drawLabels(context, layoutRows(place.axis), corner, style);
  drawLabels(context, layoutColumns(place.axis), corner, style);
}

/**
 * Room for the labels, and as much as is left for the cells: whole device pixels each.
 * @param {string[]} labels
 * @param {number} side
 * @param {number} ratio
 */
function placeOf(labels, side, ratio) {
  const count = labels.length;
  const axisWith = (/** @type {number} */ cell) => ({
    ...{ labels, count, cell, firstNumber: 0, origin: 0, extent: cell * count },
    ...{ room: MOST_LABEL, overhang: 0, measure: measureLabel },
  });
  const guess = axisWith(Math.min(LARGEST_CELL, (side - MOST_LABEL) / count));
  const left = Math.ceil(wantedRoom(guess, 'rows'));
  const wanted = Math.min(LARGEST_CELL, (side - left - 1) / count);
  const inPixels = wanted * ratio;
  const cell = (inPixels >= 1 ? Math.floor(inPixels) : inPixels) / ratio;
  const axis = { ...axisWith(cell), overhang: Math.max(0, side - left - cell * count) };
  const top = Math.ceil(wantedRoom(axis, 'columns'));
  return {
    ...{ axis, cell, left, top, width: side },
    height: top + Math.ceil(cell * count) + 1,
  };
}
