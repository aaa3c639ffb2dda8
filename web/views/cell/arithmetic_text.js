/**
 * A cell's arithmetic as plain text, every number with the digits that give back its float32: one `name: numbers` a line.
 */
import { exactDigits } from '../../render/number_text.js';
import { RANDOM_NOTICE } from '../../export/names.js';
import { headName } from '../caption_text.js';
import { lengthsOf } from './contributions.js';

/** Beyond it, one column of the values stands for all. */
const MOST_NUMBERS = 20_000;

/** @param {ArrayLike<number>} values */
const list = (values) => Array.from(values, exactDigits).join(' ');

/** @param {import('./projection.js').Projection} projection */
function projectionLines({ vector, token, column, x, weights, result }) {
  const matrix = `W_${vector.toUpperCase()}`;
  return [
    `x of ${token}: ${list(x)}`,
    `column ${column + 1} of ${matrix}: ${list(weights)}`,
    `number ${column + 1} of ${vector}, the sum of x × column: ${exactDigits(result)}`,
  ];
}

/** @param {import('./cell_facts.js').CellFacts} facts */
function softmaxLines(facts) {
  const { trace, selection } = facts;
  const { key } = selection;
  const lines = [
    `q: ${list(facts.q)}`,
    `k: ${list(facts.k)}`,
    `q × k: ${list(facts.products)}`,
    `score, the sum of q × k: ${exactDigits(facts.score)}`,
    `scale: ${trace.scaleFactor}`,
    `scaled, score × scale: ${exactDigits(facts.scaled)}`,
    `temperature: ${trace.request.temperature}`,
    `allowed: ${facts.allowed ? 'yes' : 'no, so the logit is -Infinity'}`,
    `logit, scaled ÷ temperature: ${exactDigits(facts.logits[key])}`,
  ];
  if (facts.allowedKeys === 0) return [...lines, 'weight, no key is allowed: 0'];
  return [
    ...lines,
    `largest logit of the row: ${exactDigits(facts.largest)}`,
    `shifted, logit - largest: ${exactDigits(facts.shifted[key])}`,
    `exponential, e^shifted: ${exactDigits(facts.exponentials[key])}`,
    `sum of the row's exponentials: ${exactDigits(facts.sum)}`,
    `weight, exponential ÷ sum: ${exactDigits(facts.weights[key])}`,
  ];
}

/** @param {import('./cell_facts.js').CellFacts} facts */
function outputLines(facts) {
  const { trace, logits, weights, values, output } = facts;
  const { length: n, headWidth } = trace;
  const shown = n * headWidth <= MOST_NUMBERS ? headWidth : 1;
  const names = Array.from({ length: shown }, (_, c) => `v${c + 1}`);
  const lengths = lengthsOf(facts);
  const rows = Array.from({ length: n }, (_, j) => {
    const v = values.subarray(j * headWidth, j * headWidth + shown);
    const numbers = [logits[j], weights[j], lengths[j], ...v].map(exactDigits);
    return [j, JSON.stringify(trace.tokens[j].text), ...numbers].join('\t');
  });
  const about = shown < headWidth ? ` (the first of ${headWidth} numbers of v and output)` : '';
  return [
    `The output is the sum of weight × v over the keys${about}:`,
    ['key', 'token', 'logit', 'weight', 'length of weight × v', ...names].join('\t'),
    ...rows,
    `output: ${list(output.subarray(0, shown))}`,
  ];
}

/**
 * @param {import('./cell_facts.js').CellFacts} facts
 * @param {import('./projection.js').Projection} projection
 */
export function arithmeticText(facts, projection) {
  const { trace, selection } = facts;
  const { layer, head, query, key } = selection;
  const name = (/** @type {number} */ index) => JSON.stringify(trace.tokens[index].text);
  return [
    `Attention Playground, ${headName(layer, head)}: query ${query} ${name(query)}, key ${key} ${name(key)} (positions count from 0)`,
    ...(trace.request.model === 'random' ? [RANDOM_NOTICE] : []),
    '',
    ...projectionLines(projection),
    '',
    ...softmaxLines(facts),
    '',
    ...outputLines(facts),
    '',
  ].join('\n');
}
