/** Where the heads' tiles stand: pure arithmetic, in CSS pixels, so that thousands of tiles need no elements to be placed. */

/** @typedef {import('../types.js').Order} Order */
/** @typedef {import('../types.js').HeadStatistics} HeadStatistics */

/**
 * @typedef {object} Tile
 * @property {number} layer
 * @property {number} head  −1 for the mean of the layer's heads
 * @property {number} x
 * @property {number} y
 * @property {string} value  the statistic that the heads are ordered by, or ''
 */

/**
 * @typedef {object} HeadsLayout
 * @property {Tile[]} tiles  in reading order
 * @property {{ text: string, x: number, y: number }[]} titles
 * @property {number} side  of a tile's matrix
 * @property {number} width  of everything
 * @property {number} height
 */

/**
 * @typedef {object} HeadsWish
 * @property {HeadStatistics[][]} statistics  [layer][head]
 * @property {Order} order
 * @property {number} width
 * @property {number} height  beyond it, the tiles scroll
 * @property {boolean} strip  one line that scrolls sideways
 * @property {boolean} [named]  each head says below its name what it was measured to do
 */

/** @type {(share: number) => string} */
const percent = (share) => `${Math.round(100 * share)} %`;

/** The orders, the first head of each the most telling one. */
/** @type {{ name: Order, label: string, lowestFirst?: boolean, text: (value: number) => string }[]} */
export const ORDERS = [
  { name: 'layer', label: 'by layer', text: () => '' },
  {
    name: 'entropy',
    label: 'by entropy, lowest first',
    lowestFirst: true,
    text: (bits) => `${bits.toFixed(2)} bits`,
  },
  { name: 'distance', label: 'by distance', text: (tokens) => `${tokens.toFixed(1)} away` },
  { name: 'sink', label: 'by the first token', text: percent },
  { name: 'previous', label: 'by the previous token', text: percent },
  { name: 'diagonal', label: 'by the token itself', text: percent },
];

const GAP = 8;
const TITLE = 20;
const NAME = 18;
const VALUE = 14;
/** Two short lines. */
const ROLE = 26;
/** Sides of a tile's matrix: never smaller, scrolling rather than going below, never larger. */
const SMALLEST = 48;
const PREFERRED = 60;
const LARGEST = 104;
const STRIP_SIDE = 76;

/** @param {HeadsWish} wish  @returns {{ title: string, tiles: Tile[] }[]} without places yet */
function groupsOf({ statistics, order }) {
  const tile = (/** @type {number} */ layer, /** @type {number} */ head, value = '') => ({
    ...{ layer, head, value, x: 0, y: 0 },
  });
  if (order === 'layer') {
    return statistics.map((heads, layer) => ({
      title: statistics.length > 1 ? `layer ${layer + 1}` : '',
      tiles: [...heads.map((_, head) => tile(layer, head)), tile(layer, -1)],
    }));
  }
  const { lowestFirst, text } = ORDERS.find(({ name }) => name === order) ?? ORDERS[0];
  const sign = lowestFirst ? 1 : -1;
  const sorted = statistics
    .flatMap((heads, layer) => heads.map((each, head) => ({ layer, head, value: each[order] })))
    .sort((one, other) => sign * (one.value - other.value))
    .map(({ layer, head, value }) => tile(layer, head, text(value)));
  const means = statistics.map((_, layer) => tile(layer, -1));
  return [{ title: '', tiles: [...sorted, ...means] }];
}

/** @param {HeadsWish} wish  @returns {HeadsLayout} */
export function layoutHeads(wish) {
  const groups = groupsOf(wish);
  const below = NAME + (wish.order === 'layer' ? 0 : VALUE) + (wish.named ? ROLE : 0);
  if (wish.strip) return stripOf(groups, below);
  // A layer's mean beside its heads, not alone in a line.
  const isTidy = (/** @type {number} */ columns) =>
    groups.every(({ tiles }) => tiles.length <= columns || tiles.length % columns !== 1);
  let columns = 2;
  while (sideFor(columns + 1, wish.width) >= SMALLEST) {
    const fits = heightOf(groups, columns, sideFor(columns, wish.width) + below) <= wish.height;
    if (fits && isTidy(columns) && sideFor(columns, wish.width) <= LARGEST) break;
    columns += 1;
  }
  if (heightOf(groups, columns, sideFor(columns, wish.width) + below) > wish.height) {
    while (columns > 2 && isTidy(columns - 1) && sideFor(columns, wish.width) < PREFERRED) {
      columns -= 1;
    }
  }
  return gridOf(groups, columns, Math.min(LARGEST, sideFor(columns, wish.width)), below);
}

/** @param {number} columns  @param {number} width */
const sideFor = (columns, width) => Math.floor((width - (columns - 1) * GAP) / columns);

/** @param {{ title: string, tiles: Tile[] }[]} groups  @param {number} columns  @param {number} tileHeight */
function heightOf(groups, columns, tileHeight) {
  return groups.reduce(
    (sum, { title, tiles }) =>
      sum + (title ? TITLE : 0) + Math.ceil(tiles.length / columns) * (tileHeight + GAP),
    0,
  );
}

/**
 * @param {{ title: string, tiles: Tile[] }[]} groups
 * @param {number} columns
 * @param {number} side
 * @param {number} below  for a tile's name and value
 * @returns {HeadsLayout}
 */
function gridOf(groups, columns, side, below) {
  /** @type {HeadsLayout} */
  const layout = { tiles: [], titles: [], side, width: columns * (side + GAP) - GAP, height: 0 };
  let y = 0;
  for (const { title, tiles } of groups) {
    if (title) layout.titles.push({ text: title, x: 0, y });
    if (title) y += TITLE;
    tiles.forEach((tile, i) => {
      const line = Math.floor(i / columns);
      const place = { x: (i % columns) * (side + GAP), y: y + line * (side + below + GAP) };
      layout.tiles.push({ ...tile, ...place });
    });
    y += Math.ceil(tiles.length / columns) * (side + below + GAP);
  }
  layout.height = y;
  return layout;
}

/** @param {{ title: string, tiles: Tile[] }[]} groups  @param {number} below  @returns {HeadsLayout} */
function stripOf(groups, below) {
  const titled = groups.some(({ title }) => title);
  const y = titled ? TITLE : 0;
  /** @type {HeadsLayout} */
  const layout = { tiles: [], titles: [], side: STRIP_SIDE, width: 0, height: 0 };
  let x = 0;
  for (const { title, tiles } of groups) {
    if (title) layout.titles.push({ text: title, x, y: 0 });
    for (const tile of tiles) {
      layout.tiles.push({ ...tile, x, y });
      x += STRIP_SIDE + GAP;
    }
  }
  layout.width = x - GAP;
  layout.height = y + STRIP_SIDE + below;
  return layout;
}

/**
 * The tile that a key leads to: sideways in reading order, up and down to the nearest of the next line.
 * @param {Tile[]} tiles
 * @param {number} from  index
 * @param {string} key  KeyboardEvent.key
 * @returns {number | null} index; null where the key is not one that moves
 */
export function tileAfter(tiles, from, key) {
  const last = tiles.length - 1;
  if (key === 'ArrowLeft') return Math.max(0, from - 1);
  if (key === 'ArrowRight') return Math.min(last, from + 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const way = key === 'ArrowDown' ? 1 : -1;
  const { x, y } = tiles[from];
  let best = from;
  for (let i = from + way; i >= 0 && i <= last; i += way) {
    if (tiles[i].y === y) continue;
    if (best !== from && tiles[i].y !== tiles[best].y) break;
    if (best === from || Math.abs(tiles[i].x - x) < Math.abs(tiles[best].x - x)) best = i;
  }
  return best;
}
