/**
 * The part of a canvas's context that the renderers use, written down as SVG: what draws the page draws its figures too.
 * Lengths are CSS pixels, one device pixel each. Needs no browser.
 */

/**
 * @typedef {object} Measures of the fonts that the figure will be read in
 * @property {(text: string, font: string) => number} width  CSS pixels; font as in CSS
 * @property {number} middle  from a line's middle, as a canvas has it, down to its base line, in em
 */

/** Control characters, halves of surrogate pairs and non-characters: XML has no way to write these. */
// eslint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** @param {string} text  @returns {string} as the text of an element or attribute */
export const escapeXml = (text) =>
  text.replace(NOT_IN_XML, '\uFFFD').replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

/** @param {number} length  @returns {string} to a thousandth of a pixel */
export const lengthText = (length) => String(Math.round(length * 1000) / 1000 || 0);

/** @param {number} factor  of an affine map, where a thousandth is much */
const factorText = (factor) => String(Math.round(factor * 1e6) / 1e6 || 0);

/**
 * @param {string} name
 * @param {Record<string, string | number | null>} attributes  null is left out
 * @param {string} [content]  markup
 */
export function markup(name, attributes, content = '') {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([attribute, value]) => {
      const text = typeof value === 'number' ? lengthText(value) : String(value);
      return ` ${attribute}="${escapeXml(text)}"`;
    });
  return content
    ? `<${name}${written.join('')}>${content}</${name}>`
    : `<${name}${written.join('')}/>`;
}

const ANCHORS = { center: 'middle', right: 'end' };

/** The six numbers of an affine map, as SVG orders them. @typedef {[number, number, number, number, number, number]} Affine */

/** @type {(outer: Affine, inner: Affine) => Affine} */
const composed = ([a, b, c, d, e, f], [p, q, r, s, t, u]) => [
  a * p + c * q,
  b * p + d * q,
  a * r + c * s,
  b * r + d * s,
  a * t + c * u + e,
  b * t + d * u + f,
];

/** What save() keeps. */
const initialState = () => ({
  font: '10px sans-serif',
  fillStyle: '#000',
  strokeStyle: '#000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  globalAlpha: 1,
  textAlign: 'left',
  textBaseline: 'alphabetic',
  direction: 'ltr',
  dash: /** @type {number[]} */ ([]),
  map: /** @type {Affine} */ ([1, 0, 0, 1, 0, 0]),
  clipId: '',
});

/**
 * @param {Measures} measures
 * @param {string} family  of the letters that need not be named, since the document has it
 * @param {string} name  that begins every id: a page around may have other figures in it
 */
export function createSvgContext({ width, middle }, family, name) {
  /** @type {ReturnType<typeof initialState>[]} */
  const kept = [];
  /** @type {{ clipId: string, text: string }[]} */
  const parts = [];
  /** @type {Map<string, string>} */
  const definitions = new Map();
  let path = '';

  /** @param {...number} numbers */
  const list = (...numbers) => numbers.map(lengthText).join(' ');

  const context = {
    ...initialState(),

    save() {
      const state = /** @type {Record<string, any>} */ (initialState());
      for (const name of Object.keys(state)) state[name] = /** @type {any} */ (context)[name];
      kept.push(/** @type {any} */ (state));
    },
    restore() {
      Object.assign(context, kept.pop());
    },
    /** @param {number} x  @param {number} y */
    translate(x, y) {
      context.map = composed(context.map, [1, 0, 0, 1, x, y]);
    },
    /** @param {number} angle  radians, clockwise */
    rotate(angle) {
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      context.map = composed(context.map, [cos, sin, -sin, cos, 0, 0]);
    },
    /** @param {number[]} dash */
    setLineDash(dash) {
      context.dash = dash;
    },

    beginPath() {
      path = '';
    },
    /** @param {number} x  @param {number} y */
    moveTo(x, y) {
      path += `M${list(x, y)}`;
    },
    /** @param {number} x  @param {number} y */
    lineTo(x, y) {
      path += `L${list(x, y)}`;
    },
    /** @param {[number, number, number, number, number, number]} points */
    bezierCurveTo(...points) {
      path += `C${list(...points)}`;
    },
    /** @param {[number, number, number, number]} points */
    quadraticCurveTo(...points) {
      path += `Q${list(...points)}`;
    },
    /** @param {number} x  @param {number} y  @param {number} across  @param {number} down */
    rect(x, y, across, down) {
      path += `M${list(x, y)}h${list(across)}v${list(down)}h${list(-across)}z`;
    },
    stroke() {
      const { dash, lineCap, lineJoin } = context;
      add('path', {
        d: path,
        fill: 'none',
        stroke: context.strokeStyle,
        'stroke-width': context.lineWidth,
        'stroke-linecap': lineCap === 'butt' ? null : lineCap,
        'stroke-linejoin': lineJoin === 'miter' ? null : lineJoin,
        'stroke-dasharray': dash.length > 0 ? dash.join(' ') : null,
      });
    },
    clip() {
      const id = context.idOf(`clip-${definitions.size + 1}`);
      context.define(id, markup('clipPath', { id }, markup('path', { d: path })));
      context.clipId = id;
    },
    /** @param {number} x  @param {number} y  @param {number} across  @param {number} down */
    fillRect(x, y, across, down) {
      add('rect', { x, y, width: across, height: down, fill: context.fillStyle });
    },
    /** @param {number} x  @param {number} y  @param {number} across  @param {number} down */
    strokeRect(x, y, across, down) {
      const { strokeStyle: stroke, lineWidth } = context;
      const box = { x, y, width: across, height: down };
      add('rect', { ...box, fill: 'none', stroke, 'stroke-width': lineWidth });
    },
    /** @param {string} text */
    measureText: (text) => ({ width: width(text, context.font) }),
    /** @param {string} text  @param {number} x  @param {number} y  @param {number} [most]  its width */
    fillText(text, x, y, most = Infinity) {
      if (text === '') return;
      const { font, textAlign, textBaseline, direction } = context;
      const { weight, size, family: own } = fontParts(font);
      const isTooWide = most < Infinity && width(text, font) > most;
      add(
        'text',
        {
          x,
          y: textBaseline === 'middle' ? y + middle * size : y,
          fill: context.fillStyle,
          'font-size': size,
          'font-family': own === family ? null : own,
          'font-weight': weight === '400' ? null : weight,
          'text-anchor': ANCHORS[/** @type {'center'} */ (textAlign)] ?? null,
          direction: direction === 'ltr' ? null : direction,
          textLength: isTooWide ? most : null,
          lengthAdjust: isTooWide ? 'spacingAndGlyphs' : null,
        },
        escapeXml(text),
      );
    },

    /** For what a canvas draws pixel by pixel. @param {string} name  @param {Record<string, string | number | null>} attributes */
    add: (name, attributes) => add(name, attributes),
    /** @param {string} part */
    idOf: (part) => `${name}-${part}`,
    /** @param {string} id  @param {string} definition  markup */
    define(id, definition) {
      definitions.set(id, definition);
    },
    /** @returns {string} markup */
    content() {
      const all = [...definitions.values()].join('');
      return (all && markup('defs', {}, all)) + clippedText(parts);
    },
  };

  /** @param {string} name  @param {Record<string, string | number | null>} attributes  @param {string} [content] */
  function add(name, attributes, content) {
    const { map, globalAlpha, clipId } = context;
    const isMoved = map.some((number, place) => number !== [1, 0, 0, 1, 0, 0][place]);
    const all = {
      ...attributes,
      transform: isMoved ? `matrix(${map.map(factorText).join(' ')})` : null,
      opacity: globalAlpha === 1 ? null : globalAlpha,
    };
    parts.push({ clipId, text: markup(name, all, content) });
  }

  return context;
}

/** Neighbours that are cut off by the same edge stand in one group. @param {{ clipId: string, text: string }[]} parts */
function clippedText(parts) {
  /** @type {string[]} */
  const groups = [];
  for (let from = 0, to = 0; from < parts.length; from = to) {
    const { clipId } = parts[from];
    while (to < parts.length && parts[to].clipId === clipId) to += 1;
    const inside = parts
      .slice(from, to)
      .map(({ text }) => text)
      .join('');
    groups.push(clipId ? markup('g', { 'clip-path': `url(#${clipId})` }, inside) : inside);
  }
  return groups.join('');
}

/** @param {string} font  like "600 12px system-ui, sans-serif" */
export function fontParts(font) {
  const [, weight = '400', size, family] = font.match(/^(?:(\d+) )?([\d.]+)px (.+)$/) ?? [];
  return { weight, size: Number(size), family };
}
