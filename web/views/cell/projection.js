/** How one number of q, k or v comes about: a token's vector x times one column of W_Q, W_K or W_V. Opened on request. */
import { element } from '../dom.js';
import { about } from '../../render/number_text.js';
import { numberElement, setNumber } from '../numbers.js';
import { largest } from '../steps.js';
import { stepOf } from '../steps.js';
import { createNumberTable } from './number_table.js';

/** @typedef {'q' | 'k' | 'v'} Vector */
/** @typedef {import('./cell_facts.js').CellFacts} CellFacts */

/** @type {Record<Vector, { values: 'query' | 'key' | 'value', matrix: 'queryMatrix' | 'keyMatrix' | 'valueMatrix', of: 'query' | 'key' }>} */
const VECTORS = {
  q: { values: 'query', matrix: 'queryMatrix', of: 'query' },
  k: { values: 'key', matrix: 'keyMatrix', of: 'key' },
  v: { values: 'value', matrix: 'valueMatrix', of: 'key' },
};

/** "W_Q" @param {Vector} vector */
const matrixName = (vector) => `W_${vector.toUpperCase()}`;

/**
 * @typedef {object} Projection  one number and what it is made of
 * @property {Vector} vector
 * @property {string} token
 * @property {number} column  from 0
 * @property {Float32Array} x  D
 * @property {Float32Array} weights  D: the column
 * @property {Float32Array} products  D, each rounded to float32
 * @property {number} result
 */

/** @param {() => void} onChange  what is wanted has changed */
export function createProjection(onChange) {
  const options = /** @type {Vector[]} */ (Object.keys(VECTORS)).map((vector) =>
    element('option', { value: vector }, vector),
  );
  const vectorSelect = element('select', { 'aria-label': 'Vector' }, ...options);
  const columnInput = element('input', {
    type: 'number',
    min: 1,
    value: 1,
    'aria-label': 'Number of the vector',
  });
  const summary = element('summary');
  const token = element('bdi');
  const matrixLabel = element('span');
  const inputLabel = element('span');
  const table = createNumberTable('x, one column of the matrix and their products', [
    [inputLabel],
    [matrixLabel],
    ['product'],
  ]);
  const result = numberElement();
  const sum = element('p', { class: 'cell-sum', 'data-numbers': true });
  const root = element(
    'details',
    { class: 'cell-projection' },
    summary,
    element(
      'p',
      { class: 'cell-choice' },
      'number ',
      columnInput,
      ' of ',
      vectorSelect,
      ' of ',
      token,
    ),
    table.root,
    sum,
  );

  const vector = () => /** @type {Vector} */ (vectorSelect.value);
  const column = (/** @type {number} */ width) =>
    Math.min(width, Math.max(1, Math.floor(Number(columnInput.value)) || 1)) - 1;

  for (const [part, type] of /** @type {[HTMLElement, string][]} */ ([
    [root, 'toggle'],
    [vectorSelect, 'change'],
    [columnInput, 'input'],
  ])) {
    part.addEventListener(type, onChange);
  }

  /** @param {{ layer: number, head: number }} selection  @returns {import('../../types.js').SliceKey[]} */
  const slices = ({ layer, head }) => [
    ['input', layer],
    [VECTORS[vector()].matrix, layer, head],
  ];

  /**
   * @param {CellFacts} facts
   * @param {Float32Array} input  N · D
   * @param {Float32Array} matrix  D · K
   * @returns {Projection}
   */
  function project(facts, input, matrix) {
    const { trace, selection } = facts;
    const { width, headWidth } = trace;
    const { of, values } = VECTORS[vector()];
    const from = selection[of] * width;
    const x = input.subarray(from, from + width);
    const c = column(headWidth);
    const weights = Float32Array.from({ length: width }, (_, d) => matrix[d * headWidth + c]);
    return {
      ...{ vector: vector(), column: c, x, weights },
      token: of === 'query' ? facts.queryName : facts.keyName,
      products: x.map((value, d) => value * weights[d]),
      result: { query: facts.q, key: facts.k, value: valueRow(facts) }[values][c],
    };
  }

  /** Opened because the large matrix shows such numbers, not by a click. */
  let openedForMatrix = false;

  return {
    root,
    slices,
    project,
    /**
     * Follows the large matrix: opens at the number that is chosen there. It may be called while a frame is drawn, whose
     * slices do not hold what is needed here: so it waits until that is over.
     * @param {string} step  what the large matrix shows
     * @param {number} at  the chosen column
     */
    explain(step, at) {
      const isVector = step in VECTORS;
      if (!isVector && !openedForMatrix) return;
      queueMicrotask(() => {
        if (isVector) {
          vectorSelect.value = step;
          columnInput.value = String(at + 1);
          openedForMatrix ||= !root.open;
        } else {
          openedForMatrix = false;
        }
        // Opening and closing announce themselves by a toggle event.
        if (root.open === isVector) onChange();
        else root.open = isVector;
      });
    },
    /** @returns {import('../../types.js').SliceKey[]} */
    wants: (/** @type {import('../../types.js').Selection} */ selection) =>
      root.open ? slices(selection) : [],

    /**
     * @param {CellFacts} facts
     * @param {import('../../types.js').Frame} frame
     */
    update(facts, frame) {
      const name = vector();
      const { layer, head } = facts.selection;
      const number = column(facts.trace.headWidth) + 1;
      columnInput.max = String(facts.trace.headWidth);
      inputLabel.textContent = stepOf('x', 0, facts.trace.request).label;
      summary.replaceChildren(
        `${inputLabel.textContent} · column `,
        `${number} of `,
        ...subscripted(matrixName(name)),
        ` → number ${number} of ${name}`,
      );
      token.textContent = VECTORS[name].of === 'query' ? facts.queryName : facts.keyName;
      matrixLabel.replaceChildren(...subscripted(matrixName(name)));
      if (!root.open) return;
      const made = project(
        facts,
        frame.slice('input', layer),
        frame.slice(VECTORS[name].matrix, layer, head),
      );
      table.update({
        rows: [made.x, made.weights, made.products].map((values) => ({
          values,
          limit: largest(values),
        })),
        order: null,
        theme: frame.theme,
      });
      setNumber(result, made.result, about(made.result));
      sum.replaceChildren(`the sum of the ${facts.trace.width} products `, result);
    },
  };
}

/** @param {CellFacts} facts  @returns {Float32Array} K: the key's value */
export function valueRow({ values, trace: { headWidth }, selection: { key } }) {
  return values.subarray(key * headWidth, (key + 1) * headWidth);
}

/** @param {string} label  "W_Q"  @returns {(Node | string)[]} */
function subscripted(label) {
  const [name, subscript] = label.split('_');
  return [name, element('sub', {}, subscript)];
}
