/** How wide text is: by this browser's fonts, or by a guess where there is no browser. */

/** @typedef {import('../../render/svg_context.js').Measures} Measures */

/** Where no font says more: the middle of a line's letters is this much of their size above the base line. */
const MIDDLE = 0.27;
const REFERENCE = 100;

/** @returns {Measures} */
export function browserMeasures() {
  const context = /** @type {CanvasRenderingContext2D} */ (
    document.createElement('canvas').getContext('2d')
  );
  context.font = `${REFERENCE}px system-ui, sans-serif`;
  const ascents = /** @type {const} */ (['alphabetic', 'middle']).map((baseline) => {
    context.textBaseline = baseline;
    return context.measureText('x').actualBoundingBoxAscent;
  });
  return {
    width(text, font) {
      if (context.font !== font) context.font = font;
      return context.measureText(text).width;
    },
    middle: (ascents[0] - ascents[1]) / REFERENCE,
  };
}

/** Parts of a letter's size, of the fonts that systems have as their own; generous, so that nothing is cut off. */
const WIDTHS = [
  { of: /[\u1100-\u11ff\u2e80-\uffef\u{1f000}-\u{3ffff}]/u, width: 1 },
  { of: /[mwMW@%—…→←]/u, width: 0.9 },
  { of: /[iljtfrI.,:;'’|!()[\] ]/u, width: 0.36 },
  { of: /\p{Lu}/u, width: 0.74 },
  { of: /\p{M}/u, width: 0 },
];
const OTHER = 0.63;
const BOLD = 1.12;

/** @type {Measures} */
export const guessedMeasures = {
  width(text, font) {
    const [, weight, size] = font.match(/^(?:(\d+) )?([\d.]+)px/) ?? [];
    const widths = Array.from(
      text,
      (sign) => WIDTHS.find(({ of }) => of.test(sign))?.width ?? OTHER,
    );
    const factor = Number(size) * (Number(weight) >= 600 ? BOLD : 1);
    return widths.reduce((sum, one) => sum + one, 0) * factor;
  },
  middle: MIDDLE,
};
