/** The arcs from the selected chip to those that it attends to, on a canvas over the chips. */
import { arcAt, drawArcs } from '../render/arcs.js';
import { prepareCanvas } from './canvas.js';
import { element } from './dom.js';
import { arcsOf, strongest } from './row_arcs.js';

/**
 * @typedef {import('../render/arcs.js').Anchor} Anchor
 * @typedef {import('../render/arcs.js').Arc} Arc
 */

/** In the strip beside the chips that the style sheet keeps free, where the text begins. */
const EDGE = 4;

/**
 * @param {HTMLElement} stage holds the list of chips and the canvas
 * @param {HTMLElement} list
 * @param {HTMLElement[]} chips
 * @param {(key: number) => void} onSelect an arc was clicked
 */
export function createChipArcs(stage, list, chips, onSelect) {
  const canvas = element('canvas', { class: 'arcs', 'aria-hidden': 'true' });
  stage.append(canvas);
  /** @type {Anchor[]} */
  let anchors = [];
  /** @type {Arc[]} */
  let arcs = [];
  /** @type {number[]} */
  let keys = [];
  /** @type {import('../render/arcs.js').Room} */
  let room = { edge: EDGE, inward: 1, lift: 0, sky: 0 };
  /** CSS pixels: of the canvas, and of what can be seen of it without scrolling. */
  let size = { width: 0, height: 0, seen: 0 };

  /** Reads the layout: once for a set of chips or a width, not for every selection. */
  function measure() {
    const origin = stage.getBoundingClientRect();
    size = { width: stage.clientWidth, height: list.offsetHeight, seen: stage.clientHeight };
    let line = -1;
    let lineTop = -Infinity;
    anchors = chips.map((chip) => {
      const { left, top, width } = chip.getBoundingClientRect();
      if (top > lineTop + 4) {
        line += 1;
        lineTop = top;
      }
      const x = left - origin.left + width / 2;
      return { x, top: top - origin.top + stage.scrollTop, line };
    });
    const wrapped = anchors.find((anchor) => anchor.line === 1);
    const sky = anchors[0]?.top ?? 0;
    const gaps = { sky, lift: wrapped ? 16 : sky };
    const rightToLeft = getComputedStyle(list).direction === 'rtl';
    room = rightToLeft
      ? { edge: size.width - EDGE, inward: -1, ...gaps }
      : { edge: EDGE, inward: 1, ...gaps };
  }

  /**
   * Scrolls the selected chip's line into sight where the chips have more lines than room.
   * @param {number} query
   */
  function reveal(query) {
    const anchor = anchors[query];
    if (!anchor || size.height <= size.seen) return;
    const above = anchor.top - 24;
    const below = anchor.top + 44;
    if (above < stage.scrollTop) stage.scrollTop = above;
    else if (below > stage.scrollTop + size.seen) stage.scrollTop = below - size.seen;
  }

  /**
   * @param {ArrayLike<number> | null} weights of the chips in the query's row
   * @param {number} query
   * @param {'light' | 'dark'} theme
   * @param {ArrayLike<number> | null} [former] the row as it was before one word was changed
   */
  function draw(weights, query, theme, former = null) {
    const context = prepareCanvas(canvas, size.width, size.height);
    arcs = [];
    if (!weights || !(query in anchors)) return;
    if (former) drawGhost(context, former, query);
    ({ keys, arcs } = arcsOf(weights, query, anchors, theme));
    drawArcs(context, arcs, room);
  }

  /**
   * The former row as thin lines.
   * @param {CanvasRenderingContext2D} context
   * @param {ArrayLike<number>} former
   * @param {number} query
   */
  function drawGhost(context, former, query) {
    const colour = getComputedStyle(stage).getPropertyValue('--ink-soft').trim();
    const keysThen = strongest(former, query, anchors.length).filter((key) => former[key] >= 0.1);
    const lines = keysThen.map((key) => ({
      ...{ from: anchors[query], to: anchors[key], width: 1, colour },
    }));
    context.save();
    context.setLineDash([3, 4]);
    drawArcs(context, lines, room);
    context.restore();
  }

  stage.addEventListener('click', (event) => {
    if (/** @type {Element} */ (event.target).closest('button')) return;
    const origin = stage.getBoundingClientRect();
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const y = event.clientY - origin.top + stage.scrollTop;
    const point = { x: event.clientX - origin.left, y };
    const hit = arcAt(context, arcs, room, point);
    if (hit >= 0) onSelect(keys[hit]);
  });

  return { measure, draw, reveal };
}
