/** "This cell, by hand": every number between a token's vector and what the head hands on, for one query and one key. */
import { arithmeticText } from './cell/arithmetic_text.js';
import { cellFacts, slicesOfCell } from './cell/cell_facts.js';
import { createContributions } from './cell/contributions.js';
import { createNumberTable } from './cell/number_table.js';
import { createProjection, valueRow } from './cell/projection.js';
import { createSoftmaxSteps } from './cell/softmax_steps.js';
import { element } from './dom.js';
import { attachNumbers, ensureTabStops } from './numbers.js';
import { largest } from './steps.js';
import { term } from './terms.js';

/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('./cell/cell_facts.js').CellFacts} CellFacts */

/** @param {string} name  @param {string} subscript */
const subscripted = (name, subscript) => [name, element('sub', {}, subscript)];

/** The columns by the size of their products, largest first. @param {Float32Array} products */
const bySize = (products) =>
  Array.from(products.keys()).sort(
    (one, other) => Math.abs(products[other]) - Math.abs(products[one]),
  );

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Actions} actions
 * @returns {import('../types.js').View & { explain: ReturnType<typeof createProjection>['explain'] }}
 */
export function createCellView(root, actions) {
  const [queryName, keyName] = [element('bdi'), element('bdi')];
  const title = element('h2', {}, 'This cell, by hand');
  const where = element(
    'span',
    { class: 'soft' },
    term('query'),
    ' ',
    queryName,
    ', ',
    term('key'),
    ' ',
    keyName,
  );
  const order = element(
    'select',
    { 'aria-label': 'Order of the numbers' },
    element('option', { value: 'column' }, 'by column'),
    element('option', { value: 'size' }, 'by size of product'),
  );
  const copy = element('button', { type: 'button', class: 'link' }, 'Copy the arithmetic');
  const projection = createProjection(() => {
    changed = true;
    actions.redraw();
  });
  const products = createNumberTable('q, k and their products', [['q'], ['k'], ['q × k']]);
  const steps = createSoftmaxSteps();
  const contributions = createContributions(redraw);
  const added = createNumberTable('v, weight times v, and the output', [
    ['v'],
    ['w · v'],
    ['output'],
  ]);
  const body = element(
    'div',
    { class: 'cell-body' },
    element('p', { class: 'cell-tools soft' }, order),
    projection.root,
    products.root,
    steps.root,
    element('h3', {}, 'weight · ', term('value'), ', added up'),
    contributions.root,
    element(
      'p',
      { class: 'soft' },
      'Thick: the weight. Thin: the length ‖weight · v‖; a large weight on a small value moves little.',
    ),
    added.root,
    element(
      'p',
      { class: 'soft' },
      'The output is what this head hands on; ',
      ...subscripted('W', 'O'),
      ' and the residual add it to the token’s vector.',
    ),
    element('p', { class: 'cell-copy' }, copy),
  );
  const instead = element('p', { class: 'soft', hidden: true });
  root.append(element('div', { class: 'cell-head' }, title, where), instead, body);
  attachNumbers(root);

  /** @type {Frame | null} */
  let drawn = null;
  /** @type {CellFacts | null} */
  let facts = null;
  /** Something other than the frame. */
  let changed = false;

  order.addEventListener('change', redraw);
  copy.addEventListener('click', async () => {
    if (!facts) return;
    const now = facts;
    const [[, ...input], [matrixName, ...matrix]] = projection.slices(now.selection);
    try {
      const made = projection.project(
        now,
        await actions.fetchSlice('input', ...input),
        await actions.fetchSlice(/** @type {'queryMatrix'} */ (matrixName), ...matrix),
      );
      await actions.copy(arithmeticText(now, made), 'the arithmetic');
    } catch (error) {
      // The text was changed meanwhile: what was to be copied is gone.
      if (/** @type {Error} */ (error).name !== 'AbortError') throw error;
    }
  });

  function redraw() {
    if (drawn) draw(drawn);
  }

  /** @param {Frame} frame */
  function draw(frame) {
    facts = cellFacts(frame);
    const { theme } = frame;
    queryName.textContent = facts.queryName;
    keyName.textContent = facts.keyName;
    const shared = Math.max(largest(facts.q), largest(facts.k));
    products.update({
      rows: [
        { values: facts.q, limit: shared },
        { values: facts.k, limit: shared },
        { values: facts.products, limit: largest(facts.products) },
      ],
      order: order.value === 'size' ? bySize(facts.products) : null,
      theme,
    });
    projection.update(facts, frame);
    steps.update(facts);
    contributions.update(facts, theme);
    const value = valueRow(facts);
    const weight = facts.weights[facts.selection.key];
    const limit = Math.max(largest(value), largest(facts.output));
    const rows = [value, value.map((number) => weight * number), facts.output];
    added.update({ rows: rows.map((values) => ({ values, limit })), order: null, theme });
    ensureTabStops(root);
  }

  return {
    explain: projection.explain,
    wants(_state, selection) {
      if (selection.head < 0) return [];
      return [...slicesOfCell(selection), ...projection.wants(selection)];
    },

    update(frame) {
      const { selection } = frame;
      const isCell = selection !== null && selection.head >= 0;
      body.hidden = !isCell;
      where.hidden = !isCell;
      instead.hidden = isCell;
      instead.textContent = selection
        ? 'Choose one head: the mean of the heads has no single q and k.'
        : 'No cell yet: type something above.';
      if (!isCell) {
        drawn = null;
        facts = null;
        return;
      }
      const before = drawn;
      drawn = frame;
      const same =
        !changed &&
        before?.trace.id === frame.trace.id &&
        before.theme === frame.theme &&
        before.state.view === frame.state.view;
      changed = false;
      if (!same) draw(frame);
    },
  };
}
