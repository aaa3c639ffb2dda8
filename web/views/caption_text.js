/** What a cell of any step means, in a sentence. Pure: the parts in, pieces of text out. */
import { fixed } from '../render/digits.js';
import { typeset } from '../render/number_text.js';
import { shortened, visibleText } from '../render/visible_text.js';

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('./steps.js').StepMatrix} StepMatrix */
/** @typedef {string | { strong: string }} Piece */

/**
 * @typedef {object} CellFacts
 * @property {Step} step
 * @property {StepMatrix} matrix
 * @property {{ row: number, column: number }} cell
 * @property {string[]} tokens  as they are shown
 * @property {number} layer  counted from 0
 * @property {number} head  counted from 0; −1 for the mean of the layer's heads
 * @property {number} headWidth  K
 * @property {number} scaleFactor
 * @property {string} [ownMask]  what a trained model forbids by itself
 * @property {number} temperature
 */

const LONGEST_NAME = 16;
/** Below it the noughts would have to be counted, and fill a line. */
const SMALLEST_PLAIN = 1e-6;

/** @param {import('../types.js').TraceSummary} trace  @returns {string[]} */
export const shownTokens = (trace) => trace.tokens.map(({ text }) => visibleText(text));

/** @param {string} text  @returns {Piece} */
const strong = (text) => ({
  strong: shortened(text, LONGEST_NAME, (part) => Array.from(part).length),
});

/**
 * A number for a sentence: two decimals, more where they would say nothing, or 1 of what is not quite 1; "4.7×10⁻¹¹".
 * @param {number} value
 */
export function spoken(value) {
  const size = Math.abs(value);
  if (size > 0 && size < SMALLEST_PLAIN) return typeset(value.toExponential(1));
  const toOne = Math.abs(1 - size);
  const lost = size < 0.01 ? size : toOne < 0.005 ? toOne : 0;
  return fixed(value, lost === 0 ? 2 : 1 - Math.floor(Math.log10(lost)));
}

/** @param {number} layer  @param {number} head  @returns {string} "head 2.3", counted from 1 */
export const headName = (layer, head) =>
  head < 0 ? `mean of layer ${layer + 1}` : `head ${layer + 1}.${head + 1}`;

/** @param {CellFacts} facts  @returns {number} how many keys the cell's query may look at */
function allowedInRow({ matrix, cell }) {
  const { allowed, columns } = matrix;
  if (!allowed) return columns;
  let count = 0;
  for (let j = 0; j < columns; j += 1) count += allowed[cell.row * columns + j];
  return count;
}

/** @param {CellFacts} facts */
const valueOf = ({ matrix, cell }) => matrix.values[cell.row * matrix.columns + cell.column];

/** @param {CellFacts} facts */
const isAllowed = ({ matrix, cell }) =>
  !matrix.allowed || matrix.allowed[cell.row * matrix.columns + cell.column] !== 0;

/** @param {CellFacts} facts  @returns {Piece[]} */
function weightPieces(facts) {
  const { tokens, cell, layer, head } = facts;
  const [query, key] = [strong(tokens[cell.row]), strong(tokens[cell.column])];
  const others = allowedInRow(facts);
  if (others === 0) return [query, ' may look at nothing: its whole row is 0.'];
  if (cell.row === cell.column && facts.ownMask?.includes('noself')) {
    return ['No token here attends to itself, for clearer patterns; in GPT and BERT it may.'];
  }
  if (!isAllowed(facts)) {
    return [query, ' may not look at ', key, ': not allowed by the mask, so 0.'];
  }
  if (others === 1) {
    return [query, ' takes all from ', key, ': 1.00 because nothing else is allowed.'];
  }
  const where = head < 0 ? 'On average, ' : `In ${headName(layer, head)}, `;
  const weight = spoken(valueOf(facts));
  return [where, query, ` (row) takes ${weight} of its mix from `, key, ' (column).'];
}

/** @param {CellFacts} facts  @returns {Piece[]} */
function scorePieces(facts) {
  const { step, tokens, cell, scaleFactor, temperature } = facts;
  const [query, key] = [strong(tokens[cell.row]), strong(tokens[cell.column])];
  if (step.name === 'masked' && !isAllowed(facts)) {
    return [query, ' may not look at ', key, ': not allowed, the score becomes −∞.'];
  }
  const value = spoken(valueOf(facts));
  if (step.name === 'scores') return ['The score of ', query, ' asking ', key, `: ${value}`];
  const divided = temperature === 1 ? '' : ` ÷ ${spoken(temperature)}`;
  const how =
    step.name === 'scaled' ? `score × ${spoken(scaleFactor)}${divided}` : 'allowed, so it stays';
  return ['The scaled score of ', query, ' asking ', key, `: ${value} (${how})`];
}

/** @param {CellFacts} facts  @returns {Piece[]} */
function vectorPieces(facts) {
  const { step, tokens, cell, layer, head, headWidth } = facts;
  const token = strong(tokens[cell.row]);
  const value = spoken(valueOf(facts));
  const number = `Number ${cell.column + 1} of `;
  const possessive = { q: 'query', k: 'key', v: 'value' };
  switch (step.name) {
    case 'q':
    case 'k':
    case 'v':
      return [number, `the ${possessive[step.name]} of `, token, `: ${value}`];
    case 'output':
      return [number, `what ${headName(layer, head)} hands on for `, token, `: ${value}`];
    case 'concat': {
      const from = headName(layer, Math.floor(cell.column / headWidth));
      return [number, 'the heads’ outputs for ', token, ` side by side, from ${from}: ${value}`];
    }
    case 'projected':
      return [number, `what layer ${layer + 1}'s heads add to `, token, `: ${value}`];
    case 'next':
      return [number, 'the vector of ', token, ` after layer ${layer + 1}'s attention: ${value}`];
    case 'x':
      if (step.label === 'x') break;
      return [
        number,
        'the vector of ',
        token,
        ` as layer ${layer + 1}'s heads read it, normalised: ${value}`,
      ];
  }
  return [number, 'the vector of ', token, ` going into layer ${layer + 1}: ${value}`];
}

/** @param {CellFacts} facts  @returns {Piece[]} */
function matrixPieces(facts) {
  const { step, cell } = facts;
  const [from, to] = [step.rows.title, step.columns.title].map((title) =>
    title.replace('dimension of ', ''),
  );
  const value = spoken(valueOf(facts));
  return [
    `How much number ${cell.row + 1} of ${from} counts in number ${cell.column + 1} of ${to}: ${value}`,
  ];
}

/**
 * @param {CellFacts} facts
 * @returns {Piece[]}
 */
export function captionOf(facts) {
  const { step } = facts;
  if (step.name === 'weights') return weightPieces(facts);
  if (step.columns.selects) return scorePieces(facts);
  return step.rows.selects ? vectorPieces(facts) : matrixPieces(facts);
}

/**
 * The cell with query and key exchanged.
 * @param {CellFacts} facts  of a step whose rows and columns are tokens
 * @returns {Piece[]}
 */
export function reverseOf(facts) {
  const { row, column } = facts.cell;
  if (row === column) return ['This cell is its own reverse.'];
  const reversed = { ...facts, cell: { row: column, column: row } };
  return ['The other way round: ', ...captionOf(reversed), ' Attention is not symmetric.'];
}

/** @param {Piece[]} pieces */
export const plainText = (pieces) =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.strong)).join('');
