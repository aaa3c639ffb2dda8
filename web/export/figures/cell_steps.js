/** From the score to the weight, one line a step, as the page has it beside a cell. */
import { about, grouped, short } from '../../render/number_text.js';

/** @typedef {import('../../views/cell/cell_facts.js').CellFacts} CellFacts */

/** @param {CellFacts} facts */
function scaleText({ trace: { headWidth, request, scaleFactor } }) {
  if (request.scale === 'sqrt') return `1 ÷ √${headWidth} = × ${short(scaleFactor)}`;
  return `× ${short(scaleFactor)}${request.scale === 'none' ? ', no scale' : ', as chosen'}`;
}

/** @param {CellFacts} facts */
function maskText({ allowed, allowedKeys }) {
  if (!allowed) return 'not allowed: the score becomes \u2212∞';
  return allowedKeys === 1 ? 'allowed, and nothing else is: it gets the whole 1' : 'allowed';
}

/**
 * @param {CellFacts} facts
 * @returns {{ name: string, how: string, value: string }[]} the last line is the weight
 */
export function stepLines(facts) {
  const { trace, selection, logits, shifted, exponentials, weights, allowedKeys } = facts;
  const { key } = selection;
  const { temperature } = trace.request;
  const divided = Math.fround(facts.scaled / temperature);
  const none = allowedKeys === 0;
  const sum = `÷ ${short(facts.sum)}, the sum over ${grouped(allowedKeys)} ${allowedKeys === 1 ? 'key' : 'keys'}`;
  const lines = [
    ['q · k', `the sum of the ${trace.headWidth} products`, facts.score],
    ['scale', scaleText(facts), facts.scaled],
    ...(facts.hasTemperature
      ? [['÷ T', `÷ ${short(temperature)}, the temperature`, facts.allowed ? logits[key] : divided]]
      : []),
    ['mask', maskText(facts), logits[key]],
    ...(none
      ? []
      : [['− max', `\u2212 (${short(facts.largest)}), the row’s largest logit`, shifted[key]]]),
    ['exp', `e to the power of it`, exponentials[key]],
    ['weight', none ? 'no key is allowed: the row is all 0' : sum, weights[key]],
  ];
  return lines.map(([name, how, value]) => ({
    name: String(name),
    how: String(how),
    value: about(Number(value)),
  }));
}
