/**
 * The colours of numbers: tables of 256 RGB entries (768 bytes), made once by interpolating a few anchors in OKLab, where
 * equal steps look equal. Lightness runs one way, so the order is seen without colour too, and 0 is the page's own paper.
 */

/** @typedef {'light' | 'dark'} Theme */
/** @typedef {[t: number, lightness: number, chroma: number, hue: number]} Anchor  OKLCH, hue in degrees */

const STEPS = 256;
/** The entry of 0 in a diverging table. */
const CENTRE = 128;

const PAPER = { light: [252, 250, 246], dark: [21, 21, 23] };
const INK_SOFT = { light: [95, 90, 83], dark: [163, 160, 154] };
const INK = { light: [29, 27, 25], dark: [236, 235, 232] };

/** @type {Record<Theme, Anchor[]>} */
const SEQUENTIAL = {
  light: [
    [0.05, 0.951, 0.058, 113],
    [0.2, 0.85, 0.135, 130],
    [0.4, 0.735, 0.11, 164],
    [0.6, 0.59, 0.09, 212],
    [0.8, 0.45, 0.1, 262],
    [1, 0.305, 0.128, 297],
  ],
  dark: [
    [0.12, 0.285, 0.055, 281],
    [0.35, 0.44, 0.09, 256],
    [0.5, 0.535, 0.085, 212],
    [0.65, 0.637, 0.113, 167],
    [0.85, 0.775, 0.178, 138],
    [1, 0.88, 0.185, 120],
  ],
};

/** The two arms of the diverging tables, from the paper outwards; both keep away from the accent's orange. */
/** @type {Record<Theme, { negative: Anchor[], positive: Anchor[] }>} */
const DIVERGING = {
  light: {
    negative: [
      [0.5, 0.745, 0.075, 325],
      [1, 0.47, 0.125, 322],
    ],
    positive: [
      [0.5, 0.755, 0.065, 188],
      [1, 0.47, 0.082, 195],
    ],
  },
  dark: {
    negative: [
      [0.5, 0.455, 0.085, 323],
      [1, 0.74, 0.135, 326],
    ],
    positive: [
      [0.5, 0.46, 0.07, 195],
      [1, 0.76, 0.115, 186],
    ],
  },
};

/** @param {Anchor} anchor  @returns {[number, number, number]} OKLab */
function labOf([, lightness, chroma, hue]) {
  const angle = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

/** @param {number[]} rgb  bytes  @returns {number[]} linear light, 0 to 1 */
const linearOf = (rgb) =>
  rgb.map((byte) => {
    const v = byte / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });

/** @param {number[]} rgb  bytes  @returns {[number, number, number]} OKLab (Ottosson's matrices) */
function labOfRgb(rgb) {
  const [r, g, b] = linearOf(rgb);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** @param {number[]} lab  OKLab  @returns {number[]} bytes */
function rgbOfLab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const v = Math.min(1, Math.max(0, linear));
    return Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055));
  });
}

/**
 * The colour at t on the way from the paper through the anchors.
 * @param {Theme} theme
 * @param {Anchor[]} anchors
 * @param {number} t  0 to 1
 */
function between(theme, anchors, t) {
  if (t <= 0) return PAPER[theme];
  const next = anchors.findIndex(([at]) => t <= at);
  const end = labOf(anchors[next]);
  const start = next === 0 ? labOfRgb(PAPER[theme]) : labOf(anchors[next - 1]);
  const from = next === 0 ? 0 : anchors[next - 1][0];
  const share = (t - from) / (anchors[next][0] - from);
  return rgbOfLab(start.map((value, i) => value + (end[i] - value) * share));
}

/** @param {(index: number) => number[]} colourAt */
function tableOf(colourAt) {
  const table = new Uint8Array(3 * STEPS);
  for (let i = 0; i < STEPS; i += 1) table.set(colourAt(i), 3 * i);
  return table;
}

/** @type {Map<string, Uint8Array>} */
const tables = new Map();
/** @param {string} name  @param {(index: number) => number[]} colourAt */
function cached(name, colourAt) {
  let table = tables.get(name);
  if (!table) tables.set(name, (table = tableOf(colourAt)));
  return table;
}

/**
 * Weights: entry 0 is 0, entry 255 the end of the range.
 * @param {Theme} theme
 */
export function sequential(theme) {
  return cached(`sequential ${theme}`, (i) => between(theme, SEQUENTIAL[theme], i / (STEPS - 1)));
}

/**
 * Signed numbers: entry 128 is 0, mauve below and teal above it.
 * @param {Theme} theme
 */
export function diverging(theme) {
  return cached(`diverging ${theme}`, (i) => {
    const t = (i - CENTRE) / (STEPS - 1 - CENTRE);
    const { negative, positive } = DIVERGING[theme];
    return between(theme, t < 0 ? negative : positive, Math.min(1, Math.abs(t)));
  });
}

/** How much of its colour a faded cell keeps. */
const KEPT = 0.5;
/** @type {WeakMap<Uint8Array, Uint8Array>} */
const fadedTables = new WeakMap();

/**
 * The same colours nearer to the page's own, for what is to stand back.
 * @param {Uint8Array} table
 * @param {'sequential' | 'diverging'} palette
 */
export function faded(table, palette) {
  let result = fadedTables.get(table);
  if (!result) {
    const paper = 3 * (palette === 'diverging' ? CENTRE : 0);
    result = table.map((value, i) => KEPT * value + (1 - KEPT) * table[paper + (i % 3)]);
    fadedTables.set(table, result);
  }
  return result;
}

/**
 * The position of a signed value in a diverging table.
 * @param {number} value
 * @param {number} limit  the absolute value at both ends
 */
export const divergingPosition = (value, limit) => 0.5 + (0.5 * value) / limit;

/** @param {number} t  @returns {number} the table's entry; positions outside 0 to 1 take the nearest end */
const entryAt = (t) => Math.round(Math.min(1, Math.max(0, t)) * (STEPS - 1));

/** @param {ArrayLike<number>} rgb */
export const cssOf = (rgb) => `rgb(${rgb[0]}, ${rgb[1]}, ${rgb[2]})`;

/**
 * @param {Uint8Array} table
 * @param {number} t  0 to 1
 * @returns {string} a CSS colour
 */
export function colourOf(table, t) {
  const entry = 3 * entryAt(t);
  return cssOf(table.subarray(entry, entry + 3));
}

/** @param {ArrayLike<number>} rgb  @returns {number} relative luminance as WCAG defines it */
export function luminanceOf(rgb) {
  const [r, g, b] = linearOf([rgb[0], rgb[1], rgb[2]]);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {ArrayLike<number>} one  @param {ArrayLike<number>} other  @returns {number} 1 to 21 */
export function contrast(one, other) {
  const [low, high] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The page's own inks are enough where they stand out this much; else black or white, which reach 4.5 : 1 on any colour. */
const CLEAR = 7;
const INKS = [INK.light, INK.dark, [0, 0, 0], [255, 255, 255]];
/** Of each table, as far as they were asked for. @type {WeakMap<Uint8Array, string[]>} */
const inks = new WeakMap();

/** @param {Uint8Array} cell  its colour */
function clearest(cell) {
  const clear = INKS.find((ink) => contrast(ink, cell) >= CLEAR);
  return clear ?? INKS.reduce((a, b) => (contrast(b, cell) > contrast(a, cell) ? b : a));
}

/**
 * The colour for digits on a cell, at least 4.5 : 1 against it.
 * @param {Uint8Array} table
 * @param {number} t  0 to 1
 * @returns {string} a CSS colour
 */
export function inkOn(table, t) {
  const list = inks.get(table) ?? [];
  if (list.length === 0) inks.set(table, list);
  const entry = entryAt(t);
  return (list[entry] ??= cssOf(clearest(table.subarray(3 * entry, 3 * entry + 3))));
}

/**
 * A softer colour for digits that say little, where it reaches 4.5 : 1 too.
 * @param {Uint8Array} table
 * @param {number} t  0 to 1
 * @param {Theme} theme
 */
export function faintInkOn(table, t, theme) {
  const entry = 3 * entryAt(t);
  const soft = INK_SOFT[theme];
  return contrast(soft, table.subarray(entry, entry + 3)) >= 4.5 ? cssOf(soft) : inkOn(table, t);
}

/**
 * The page's own colours, as in style.css.
 * @param {Theme} theme
 * @returns {{ paper: string, ink: string, soft: string, hairline: string, accent: string }} CSS colours
 */
export const pageColours = (theme) => ({
  paper: cssOf(PAPER[theme]),
  ink: cssOf(INK[theme]),
  soft: cssOf(INK_SOFT[theme]),
  ...(theme === 'dark'
    ? { hairline: '#34343a', accent: '#ff9a52' }
    : { hairline: '#dedad2', accent: '#b5401e' }),
});

/**
 * The grey of "not allowed", unlike any colour of a number.
 * @param {Theme} theme
 * @returns {{ line: number[], ground: number[] }} RGB bytes
 */
export function hatchColours(theme) {
  return theme === 'dark'
    ? { line: [66, 66, 70], ground: [26, 26, 28] }
    : { line: [198, 193, 184], ground: [246, 244, 239] };
}

/** A bar of a small weight is short enough; its colour must still stand out from the paper. @param {number} weight */
export const barPosition = (weight) => 0.35 + 0.65 * weight;
