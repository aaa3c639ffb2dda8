// Writes the table between its two marks in README.md.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { KIND_NAMES, fastestOf, ownFigures, timeText } from './report.js';
import { root } from './site.js';

/** @import { Path, Results, Row } from './plan.js' */

const MARKS = ['<!-- made by ./play bench --readme -->', '<!-- end -->'];
const PEERS = ['onnxruntime-web', 'tfjs-backend-wasm', 'plain Eigen', 'naive JavaScript'];

/** @param {Row} row @param {Row[]} twoThreads */
function tableRow(row, twoThreads) {
  const { own, gigaflops, share } = ownFigures(row);
  const ratio = (/** @type {Row | undefined} */ of, /** @type {string} */ group) => {
    const median = of && fastestOf(of).get(group)?.median;
    return of && median ? `${(median / of.candidates[0].median).toFixed(1)}×` : '';
  };
  const other = twoThreads.find(
    ({ kind, size }) => kind === row.kind && size.join() === row.size.join(),
  );
  const cells = [
    KIND_NAMES[row.kind],
    row.size.join(', '),
    timeText(own.median),
    gigaflops.toFixed(1),
    `${(share * 100).toFixed(0)} %`,
    ratio(row, PEERS[0]),
    ratio(other, PEERS[0]),
    ...PEERS.slice(1).map((peer) => ratio(row, peer)),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** GFLOP/s. @param {Row[]} rows */
const limitOf = (rows) => (Math.max(...rows.map(({ limit }) => limit)) / 1e9).toFixed(0);

/** @param {Results} results */
export function readmeTable({
  where,
  machine,
  date,
  rows,
  twoThreads = [],
  paths = {},
  page,
  drawing,
}) {
  const ratio = (/** @type {Path[] | undefined} */ of, a = 1, b = 0) =>
    of ? (of[a].median / of[b].median).toFixed(1) : '';
  const { trainingStep, windows, generation } = paths;
  const lines = [
    ...(trainingStep
      ? [
          `- A training step of the reader (64 stories): ${timeText(trainingStep[0].median)}, ${ratio(trainingStep)}× as fast as tfjs-backend-wasm.`,
        ]
      : []),
    ...(windows
      ? [
          `- \`causal+window:128\` of 4,096 tokens is ${ratio(windows, 0, 1)}× as fast as \`causal\` where only the output is asked for; with the weights delivered ${ratio(windows, 2, 3)}×.`,
        ]
      : []),
    ...(generation
      ? [
          `- The writer with its key-value cache: ${Math.round((generation[0].tokens ?? 0) / generation[0].median)} tokens a second, ${ratio(generation)}× as many as without.`,
        ]
      : []),
    ...(page
      ? [
          `- The page, cold from localhost, shows the reader’s first attention after ${timeText(page.cold.median)}; a keystroke is drawn after ${timeText(page.keystroke.median)}.`,
        ]
      : []),
    ...(drawing
      ? [
          `- Drawing 2,048 × 2,048 weights takes ${timeText(drawing.first.median)} of the main thread’s own time where another head is chosen, ${timeText(drawing.hover.median)} where the pointer moves and ${timeText(drawing.zoom.median)} a step of zooming, the rest of the page with it; beside 144 heads of 32 tokens a movement of the pointer takes ${timeText(drawing.grid.median)}.`,
        ]
      : []),
  ];
  return [
    `${where}, one thread, ${machine}, ${date}; medians of one run, all candidates in turn. n tokens of width d, h heads; two blocks are whole transformer blocks, with a hidden layer of 4 · d. Share: of what a loop of nothing but 128-bit products and sums reaches at its best (${limitOf(rows)} GFLOP/s here; causal attention counts the pairs that are allowed). The last columns tell how many times as long the others take: below 1 they are faster. onnxruntime-web is taken in the fastest of three ways (plain operators, its Attention, its MultiHeadAttention), once on one thread like all, once on two beside the playground’s one; naive JavaScript only where it takes little time.`,
    '',
    '| | n, d, h | playground | GFLOP/s | share | onnxruntime-web | on two threads | tfjs-backend-wasm | plain Eigen | naive JS |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => tableRow(row, twoThreads)),
    '',
    ...lines,
  ].join('\n');
}

/** @param {Results} results */
export async function writeReadme(results) {
  const file = join(root, 'README.md');
  const text = await readFile(file, 'utf8');
  const [before, rest] = text.split(MARKS[0]);
  const after = rest.split(MARKS[1])[1];
  const whole = `${before}${MARKS[0]}\n\n${readmeTable(results)}\n\n${MARKS[1]}${after}`;
  const options = await resolveConfig(file);
  await writeFile(file, await format(whole, { ...options, parser: 'markdown' }));
}
