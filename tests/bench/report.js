/** @import { Path, Results, Row } from './plan.js' */

/** @type {Record<string, string>} */
export const KIND_NAMES = {
  core: 'attention',
  causal: 'causal attention',
  projections: 'with projections',
  blocks: 'two blocks',
};

/** The fastest of each group. @param {Row} row */
export function fastestOf({ candidates }) {
  /** @type {Map<string, Row['candidates'][number]>} */
  const fastest = new Map();
  for (const candidate of candidates) {
    const best = fastest.get(candidate.group);
    if (best === undefined || candidate.median < best.median) {
      fastest.set(candidate.group, candidate);
    }
  }
  return fastest;
}

/** @param {number} seconds */
export function timeText(seconds) {
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  const [amount, unit] = seconds < 1e-3 ? [seconds * 1e6, 'µs'] : [seconds * 1e3, 'ms'];
  return `${amount.toPrecision(3)} ${unit}`;
}

/** Our part of a row: time, GFLOP/s, share of the limit. @param {Row} row */
export function ownFigures(row) {
  const own = row.candidates[0];
  const rate = row.flops / own.median;
  return { own, gigaflops: rate / 1e9, share: rate / row.limit };
}

/** @param {Row} row */
function rowText(row) {
  const { own, gigaflops, share } = ownFigures(row);
  const others = [...fastestOf(row)]
    .slice(1)
    .map(([group, { median }]) => `${group} ${(median / own.median).toFixed(2)}×`);
  return [
    `${KIND_NAMES[row.kind]} ${row.size.join(', ')}: ${timeText(own.median)}`,
    ` (${timeText(own.low)} – ${timeText(own.high)}), ${gigaflops.toFixed(1)} GFLOP/s,`,
    ` ${(share * 100).toFixed(0)} % of ${(row.limit / 1e9).toFixed(1)}; ${others.join(', ')}`,
  ].join('');
}

/** @param {Path[]} paths */
const pathText = (paths) =>
  paths.map(
    ({ name, median, low, high }) =>
      `  ${name}: ${timeText(median)} (${timeText(low)} – ${timeText(high)}), ` +
      `${(median / paths[0].median).toFixed(2)}× the first`,
  );

/** @param {Results} results */
export function reportText({ where, machine, rows, twoThreads = [], paths = {}, page, drawing }) {
  return [
    `${where}, ${machine}`,
    'n, d, h: our median (quartiles), rate, share of what a loop of nothing but products and sums reaches in GFLOP/s; how many times as long others take',
    ...rows.map(rowText),
    ...(twoThreads.length > 0 ? ['onnxruntime-web on two threads:'] : []),
    ...twoThreads.map(rowText),
    ...Object.entries(paths).flatMap(([name, of]) => [`${name}:`, ...pathText(of)]),
    ...(page
      ? [
          `page: the reader’s first attention ${timeText(page.cold.median)} after navigation, ` +
            `keystroke ${timeText(page.keystroke.median)}, first transfer ${page.bytes} bytes`,
        ]
      : []),
    ...(drawing
      ? [
          `drawing, the main thread's work for the whole page, 2,048 × 2,048: another head ${timeText(drawing.first.median)}, ` +
            `hover ${timeText(drawing.hover.median)}, zoom ${timeText(drawing.zoom.median)}; ` +
            `hover beside 144 heads ${timeText(drawing.grid.median)}`,
        ]
      : []),
  ].join('\n');
}
