/** From the score to the weight, one line a step. */
import { about, grouped, short } from '../../render/number_text.js';
import { element } from '../dom.js';
import { numberElement, setNumber } from '../numbers.js';
import { term } from '../terms.js';

/** @typedef {import('./cell_facts.js').CellFacts} CellFacts */

/** @param {string | Node} name  @param {(string | Node)[]} how */
function createLine(name, how) {
  const value = numberElement();
  const explanation = element('td', {}, ...how);
  return {
    explanation,
    row: element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      explanation,
      element('td', { class: 'cell-value' }, value),
    ),
    /** @param {number} number */
    set: (number) => setNumber(value, number, about(number)),
  };
}

/** A number inside an explanation. */
function createInline() {
  const number = numberElement();
  return { number, set: (/** @type {number} */ value) => setNumber(number, value, short(value)) };
}

/** @param {number} count  @param {string} noun */
const counted = (count, noun) => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

export function createSoftmaxSteps() {
  const [factor, largest, shifted, sum] = [0, 1, 2, 3].map(createInline);
  const width = element('span');
  const products = element('span');
  const asked = element('span');
  const square = element('span', {}, '÷ √', term('d_k'), ' = ÷ √', width, ' = ');
  const keys = element('span');
  const maskText = element('span');
  const divided = element('span', {}, '÷ ', sum.number, keys);
  const [minus, closing] = [element('span'), element('span')];
  const nothing = element('span', {}, 'no key is allowed: the row is all 0');
  const lines = {
    score: createLine('q · k', [products]),
    scale: createLine('scale', [square, '× ', factor.number, asked]),
    temperature: createLine('÷ T', []),
    mask: createLine(term('mask'), [maskText]),
    largest: createLine('− max', [
      minus,
      largest.number,
      closing,
      ', the row’s largest ',
      term('logit'),
      ' (it cancels, and keeps exp finite)',
    ]),
    exp: createLine('exp', ['e', element('sup', {}, shifted.number)]),
    weight: createLine('÷ row', [divided, nothing]),
  };
  lines.weight.row.classList.add('cell-weight');
  const caption = element(
    'caption',
    {},
    'from the score to the weight: scale, mask, ',
    term('softmax'),
  );
  const body = element('tbody', {}, ...Object.values(lines).map(({ row }) => row));
  const root = element('table', { class: 'cell-steps', 'data-numbers': true }, caption, body);

  return {
    root,
    /** @param {CellFacts} facts */
    update(facts) {
      const { trace, allowed, allowedKeys, selection } = facts;
      const { scale, temperature } = trace.request;
      const none = allowedKeys === 0;
      const key = selection.key;
      products.textContent = `the sum of the ${counted(trace.headWidth, 'product')}`;
      lines.score.set(facts.score);

      square.hidden = scale !== 'sqrt';
      width.textContent = String(trace.headWidth);
      factor.set(trace.scaleFactor);
      asked.textContent = { sqrt: '', none: ', no scale' }[scale] ?? ', as chosen';
      const alone = allowed && !facts.hasTemperature;
      lines.scale.set(alone ? facts.logits[key] : facts.scaled);

      lines.temperature.row.hidden = !facts.hasTemperature;
      lines.temperature.explanation.textContent = `÷ ${short(temperature)}, the temperature`;
      lines.temperature.set(allowed ? facts.logits[key] : Math.fround(facts.scaled / temperature));

      maskText.replaceChildren(...maskSentence(facts));
      lines.mask.set(facts.logits[key]);
      lines.largest.row.hidden = none;
      const isNegative = facts.largest < 0;
      minus.textContent = isNegative ? '\u2212 (' : '\u2212 ';
      closing.textContent = isNegative ? ')' : '';
      largest.set(facts.largest);
      lines.largest.set(facts.shifted[key]);
      shifted.set(facts.shifted[key]);
      lines.exp.set(facts.exponentials[key]);

      divided.hidden = none;
      nothing.hidden = !none;
      sum.set(facts.sum);
      keys.textContent = `, the sum over ${counted(allowedKeys, 'key')}`;
      lines.weight.set(facts.weights[key]);
    },
  };
}

/** @param {CellFacts} facts  @returns {(string | Element)[]} */
function maskSentence({ allowed, allowedKeys }) {
  if (!allowed) {
    const others = allowedKeys > 0 ? '; the other keys share the 1' : '';
    const power = element('sup', {}, '\u2212∞');
    return ['not allowed: the score becomes \u2212∞, e', power, ` = 0${others}`];
  }
  return [allowedKeys === 1 ? 'allowed, and nothing else is: it gets the whole 1' : 'allowed'];
}
