/**
 * All heads as small matrices. Only tiles in view exist as elements (96 layers of 96 heads are 9,312 of them), the chosen
 * one always, since it is the tab stop.
 */
import { drawHeatmap } from '../render/heatmap.js';
import { sequential } from '../render/palette.js';
import { setChoice } from './control.js';
import { element, treeOf } from './dom.js';
import { isSwitchedOff, roleOf, roleSentence, shortRole } from './head_role.js';
import { layoutHeads, ORDERS, tileAfter } from './heads_layout.js';
import { contextOf } from './matrix_paint.js';
import { markMoreBelow } from './more_below.js';
import { isNarrow, roomBelow } from './room.js';
import { largest } from './steps.js';

/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('./heads_layout.js').Tile} Tile */

/** CSS pixels. */
const LEAST_HEIGHT = 280;
/** So many tiles stand there whole, even beyond the window's lower edge: the page scrolls. */
const WHOLE_HEIGHT = 560;
/** Of the scrolling box, for the outlines of its outer tiles. */
const PADDING = 4;
/** A tile's name and what it was measured to do. */
const BELOW_TILE = 48;
/** Tiles this far outside the view are made ready. */
const AHEAD = 200;

/** @param {{ layer: number, head: number }} tile */
const keyOf = ({ layer, head }) => `${layer}.${head}`;

/** @type {import('../types.js').CreateView} */
export function createHeadsView(root, actions) {
  const select = element('select', { id: 'heads-order', 'aria-label': 'Order of the heads' });
  for (const { name, label } of ORDERS) select.append(element('option', { value: name }, label));
  const heading = element('h2', {}, 'Heads');
  const space = element('div', { class: 'heads-space' });
  const scroller = element('div', { class: 'heads-scroll' }, space);
  root.append(element('div', { class: 'matrix-head' }, heading, ' ', select), scroller);

  /** @type {Frame | null} */
  let frame = null;
  /** @type {import('./heads_layout.js').HeadsLayout | null} */
  let layout = null;
  let laidOut = '';
  let content = '';
  /** Of the scroller, CSS pixels: reading them has the browser lay out the page, so they are read where they may have changed. */
  let seen = { top: 0, left: 0, width: 0, height: 0 };
  /** The tile that has the tab stop; follows the selection. */
  let active = '';
  /** @type {Map<string, HTMLButtonElement>} */
  const made = new Map();

  /** What the tiles' order and number depend on. @param {Frame} of */
  function contentOf({ trace, state }) {
    const named = Boolean(trace.facts?.scores);
    // By layer, the tiles stay where they are while the numbers change.
    const { order } = state.view;
    const tiles = order === 'layer' ? `${trace.layers} ${trace.heads} ${named}` : trace.id;
    return `${order} ${tiles}`;
  }

  /** @returns whether the tiles have moved */
  function arrange() {
    look();
    if (!frame || seen.width === 0) return false;
    const { trace, state } = frame;
    const strip = isNarrow(root);
    const width = seen.width - 2 * PADDING;
    const height = Math.max(LEAST_HEIGHT, Math.floor(roomBelow(scroller)));
    const order = state.view.order;
    const named = Boolean(trace.facts?.scores);
    content = contentOf(frame);
    const wish = [strip, width, height, content].join();
    if (wish === laidOut) return false;
    laidOut = wish;
    layout = layoutHeads({ statistics: trace.statistics, order, width, height, strip, named });
    const most = Math.max(height, Math.min(WHOLE_HEIGHT, layout.height + 2 * PADDING));
    scroller.style.setProperty('max-height', strip ? 'none' : `${most}px`);
    space.style.setProperty('height', `${layout.height}px`);
    space.style.setProperty('width', strip ? `${layout.width}px` : 'auto');
    for (const title of space.querySelectorAll('.heads-title')) title.remove();
    for (const { text, x, y } of layout.titles) {
      const title = element('span', { class: 'heads-title' }, text);
      title.style.setProperty('transform', `translate(${x}px, ${y}px)`);
      space.append(title);
    }
    look();
    revealActive();
    return true;
  }

  function look() {
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = scroller;
    seen = { top: scrollTop, left: scrollLeft, width: clientWidth, height: clientHeight };
  }

  /** @param {Tile} tile */
  function inView({ x, y, layer, head }) {
    const { side } = /** @type {NonNullable<typeof layout>} */ (layout);
    const { top, left, width, height } = seen;
    return (
      keyOf({ layer, head }) === active ||
      (y + side > top - AHEAD &&
        y < top + height + AHEAD &&
        x + side > left - AHEAD &&
        x < left + width + AHEAD)
    );
  }

  function show() {
    if (!frame?.selection || !layout) return;
    const visible = layout.tiles.filter(inView);
    const kept = new Set(visible.map(keyOf));
    for (const [key, button] of made) {
      if (kept.has(key)) continue;
      button.remove();
      made.delete(key);
    }
    const { activeElement: focused } = treeOf(root);
    visible.forEach((tile, i) => {
      const button = made.get(keyOf(tile)) ?? makeTile(tile);
      // Reading order for those who do not see the places.
      if (space.children[i] !== button) space.insertBefore(button, space.children[i] ?? null);
      fillTile(button, tile);
    });
    const lost = focused instanceof HTMLElement && treeOf(root).activeElement !== focused;
    if (lost && space.contains(focused)) focused.focus({ preventScroll: true });
  }

  /** @param {Tile} tile */
  function makeTile(tile) {
    const { layer, head } = tile;
    const name =
      head < 0
        ? ['mean', element('span', { class: 'unseen' }, ' of the heads of layer'), ` ${layer + 1}`]
        : [element('span', {}, 'Head '), `${layer + 1}.${head + 1}`];
    const button = element(
      'button',
      { type: 'button', class: 'head-tile', 'data-key': keyOf(tile) },
      element('canvas', { 'aria-hidden': 'true' }),
      element('span', { class: 'head-name' }, ...name),
      element('span', { class: 'head-role' }),
      element('span', { class: 'head-value' }),
    );
    made.set(keyOf(tile), button);
    return button;
  }

  /** @param {HTMLButtonElement} button  @param {Tile} tile */
  function fillTile(button, tile) {
    const { trace, selection, theme, state } = /** @type {Frame} */ (frame);
    const { side } = /** @type {NonNullable<typeof layout>} */ (layout);
    const [canvas, name, role, value] = /** @type {HTMLElement[]} */ ([...button.children]);
    button.style.setProperty('transform', `translate(${tile.x}px, ${tile.y}px)`);
    button.style.setProperty('width', `${side}px`);
    const pressed = selection?.layer === tile.layer && selection.head === tile.head;
    button.setAttribute('aria-pressed', String(pressed));
    button.tabIndex = keyOf(tile) === active ? 0 : -1;
    value.textContent = tile.value && ` ${tile.value}`;
    const { layer, head } = tile;
    const isNamed = Boolean(trace.facts?.scores) && head >= 0;
    role.textContent = isNamed ? ` ${shortRole(roleOf(trace.facts, layer, head))}` : '';
    role.classList.toggle('unnamed', roleOf(trace.facts, layer, head) === null);
    button.title = roleSentence(trace.facts, layer, head);
    const isOff = isSwitchedOff(trace.request, layer, head);
    button.classList.toggle('off', isOff);
    // Room for “off”.
    if (head >= 0) name.firstElementChild?.classList.toggle('unseen', isOff);
    const drawn = [trace.id, theme, side, devicePixelRatio, state.view.range].join();
    if (button.dataset.drawn === drawn) return;
    button.dataset.drawn = drawn;
    drawTile(/** @type {HTMLCanvasElement} */ (canvas), tile, side, /** @type {Frame} */ (frame));
  }

  /** @param {number} index */
  function activate(index, repeated = false) {
    if (!layout) return;
    const tile = layout.tiles[index];
    active = keyOf(tile);
    reveal(tile);
    show();
    made.get(active)?.focus({ preventScroll: true });
    const { layer, head } = tile;
    actions.select({ layer, head }, { history: repeated ? 'replace' : 'push' });
  }

  /** Scrolls the tiles, never the page. @param {Tile} tile */
  function reveal({ x, y }) {
    const { side } = /** @type {NonNullable<typeof layout>} */ (layout);
    const end = side + BELOW_TILE;
    const top = Math.min(y, Math.max(seen.top, y + end - seen.height));
    const left = Math.min(x, Math.max(seen.left, x + side - seen.width));
    if (top === seen.top && left === seen.left) return;
    scroller.scrollTo({ top, left });
    look();
  }

  /** Wherever the tiles have come to stand, the chosen one is seen. */
  function revealActive() {
    const tile = layout?.tiles.find((each) => keyOf(each) === active);
    if (tile) reveal(tile);
  }

  const redraw = () => {
    arrange();
    show();
  };
  const redrawWhereMoved = () => {
    if (arrange()) show();
  };
  const redrawWhereScrolled = () => {
    look();
    show();
  };
  select.addEventListener('change', () => {
    const order = /** @type {import('../types.js').Order} */ (select.value);
    actions.setView({ order }, { history: 'push' });
  });
  space.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    const index = layout?.tiles.findIndex((tile) => keyOf(tile) === button?.dataset.key) ?? -1;
    if (index >= 0) activate(index);
  });
  space.addEventListener('keydown', (event) => {
    if (!layout || event.ctrlKey || event.altKey || event.metaKey) return;
    const from = layout.tiles.findIndex((tile) => keyOf(tile) === active);
    const to = tileAfter(layout.tiles, from, event.key);
    if (to === null) return;
    event.preventDefault();
    if (to !== from) activate(to, event.repeat);
  });
  scroller.addEventListener('scroll', redrawWhereScrolled, { passive: true });
  markMoreBelow(scroller, [space], actions.signal);
  new ResizeObserver(redraw).observe(root);
  addEventListener('resize', redraw, { signal: actions.signal });

  return {
    wants: () => [],

    update(next) {
      frame = next;
      const { selection, state } = next;
      root.classList.toggle('heads-none', selection === null);
      setChoice(select, state.view.order);
      if (!selection) {
        space.replaceChildren();
        made.clear();
        laidOut = '';
        content = '';
        return;
      }
      // What stands above may have grown: the coming frame lays out the page anyway.
      if (content === contentOf(next)) requestAnimationFrame(redrawWhereMoved);
      else arrange();
      const key = keyOf(selection);
      if (key !== active) {
        active = key;
        revealActive();
      }
      show();
    },
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Tile} tile
 * @param {number} side  CSS pixels
 * @param {Frame} frame
 */
function drawTile(canvas, { layer, head }, side, { trace, theme, state }) {
  const size = trace.thumbnailSize;
  const cells = size * size;
  const all = head < 0 ? trace.meanThumbnails : trace.thumbnails;
  const start = (head < 0 ? layer : layer * trace.heads + head) * cells;
  const values = all.subarray(start, start + cells);
  const matrix = { values, rows: size, columns: size, allowed: trace.allowedThumbnail };
  const ratio = devicePixelRatio;
  const context = contextOf(canvas, side, side, ratio);
  const device = canvas.width;
  drawHeatmap(
    context,
    matrix,
    {
      box: { x: 0, y: 0, width: device, height: device },
      cellWidth: device / size,
      cellHeight: device / size,
    },
    {
      table: sequential(theme),
      palette: 'sequential',
      limit: state.view.range === 'own' ? largest(values) : 1,
      ...{ theme, ratio },
    },
  );
}
