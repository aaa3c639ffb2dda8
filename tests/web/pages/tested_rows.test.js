import assert from 'node:assert/strict';
import { openingState } from '../../../web/state/state.js';
import { colourOf, faded, sequential } from '../../../web/render/palette.js';
import { pageTest } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const { layer, head } = openingState.view;

/**
 * The colour in a cell's upper left corner, where no digit is.
 * @param {Page} page @param {number} row @param {number} column
 */
const pixelAt = (page, row, column) =>
  page.evaluate(
    ([i, j]) => {
      const grid = /** @type {HTMLElement} */ (document.getElementById('matrix-grid'));
      const [left, top, width, height] = ['left', 'top', 'cellWidth', 'cellHeight'].map((name) =>
        Number(grid.dataset[name]),
      );
      const canvas = /** @type {HTMLCanvasElement} */ (grid.querySelector('canvas'));
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      const [x, y] = [left + j * width + 2, top + i * height + 2];
      return `rgb(${[...context.getImageData(x, y, 1, 1).data].slice(0, 3).join(', ')})`;
    },
    [row, column],
  );

/** @param {Page} page @param {string} name */
const chooseHead = (page, name) =>
  page
    .getByRole('region', { name: 'Heads' })
    .getByRole('button', { name: new RegExp(`^Head ${name.replace('.', '\\.')}`) })
    .click();

/** @param {Page} page @param {number} row @param {number} column */
async function shownWeight(page, row, column) {
  const cells = page.getByRole('region', { name: 'The matrix as a table' });
  const details = cells.locator('details');
  if (!(await details.evaluate((node) => /** @type {HTMLDetailsElement} */ (node).open))) {
    await cells.locator('summary').click();
  }
  const text = await cells.locator('tbody tr').nth(row).locator('td').nth(column).textContent();
  return Number(text?.replace('\u2212', '-'));
}

/** The column of a row's largest weight among the first eight. @param {Page} page @param {number} row */
async function strongestColumn(page, row) {
  const weights = [];
  for (let column = 0; column < 8; ++column) weights.push(await shownWeight(page, row, column));
  return weights.indexOf(Math.max(...weights));
}

/** Shown weights are rounded, so that a colour may be off by a step. @param {string} actual @param {string} expected */
function assertNear(actual, expected, message = '') {
  const channels = (/** @type {string} */ text) => text.match(/\d+/g)?.map(Number) ?? [];
  const [one, other] = [channels(actual), channels(expected)];
  const near = one.every((value, i) => Math.abs(value - other[i]) <= 4);
  assert.ok(near, `${message} ${actual}, not ${expected}`);
}

pageTest(
  'a pronoun head’s rows stand back but for pronouns, and a line says why',
  { hash: '' },
  async (page) => {
    await page
      .getByText('This head’s name was earned on pronouns; the paler rows were not tested.')
      .waitFor();
    const table = sequential('light');
    const column = await strongestColumn(page, 8);
    const [ofIt, ofValuable] = [await shownWeight(page, 6, 4), await shownWeight(page, 8, column)];
    assert.ok(ofIt > 0.5 && ofValuable > 0.04, `${ofIt} ${ofValuable}`);
    assertNear(await pixelAt(page, 6, 4), colourOf(table, ofIt));
    const pixel = await pixelAt(page, 8, column);
    assertNear(pixel, colourOf(faded(table, 'sequential'), ofValuable));
    assert.notEqual(pixel, colourOf(table, ofValuable));
  },
);

pageTest(
  'a head of a position has no such rows, nor one without a name',
  { hash: '' },
  async (page) => {
    const tiles = page.getByRole('region', { name: 'Heads' });
    for (const role of ['previous word', 'no name earned']) {
      await tiles
        .getByRole('button', { name: new RegExp(`^Head .* ${role}`) })
        .first()
        .click();
      await page.locator('#matrix-title').getByText(role).waitFor();
      assert.equal(await page.getByText('the paler rows were not tested').count(), 0, role);
      const column = await strongestColumn(page, 8);
      const weight = await shownWeight(page, 8, column);
      assertNear(await pixelAt(page, 8, column), colourOf(sequential('light'), weight), role);
    }
    await chooseHead(page, `${layer + 1}.${head + 1}`);
    await page.getByText('the paler rows were not tested').waitFor();
  },
);
