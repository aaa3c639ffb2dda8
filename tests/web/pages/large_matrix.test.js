import assert from 'node:assert/strict';
import { colourOf, sequential } from '../../../web/render/palette.js';
import { pageTest } from '../page_test.js';

const COUNT = 1200;
const TEXT = Array.from({ length: COUNT }, (_, i) => `w${i % 7}`).join('+');

/**
 * The colours of cells on the canvas, each in the middle of its cell.
 * @param {import('playwright-core').Page} page
 * @param {number[][]} cells  row and column
 */
const coloursOf = (page, cells) =>
  page.getByRole('application').evaluate((grid, wanted) => {
    const canvas = /** @type {HTMLCanvasElement} */ (grid.querySelector('canvas'));
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const [left, top, width, height] = ['left', 'top', 'cellWidth', 'cellHeight'].map((name) =>
      Number(grid.dataset[name]),
    );
    return wanted.map(([row, column]) => {
      const [x, y] = [left + (column + 0.5) * width, top + (row + 0.5) * height];
      const { data } = context.getImageData(Math.floor(x), Math.floor(y), 1, 1);
      return `rgb(${data[0]}, ${data[1]}, ${data[2]})`;
    });
  }, cells);

pageTest(
  'of a matrix with more cells than pixels no strong weight is lost',
  // Each token attends to itself alone: a line of ones, a fifth of a pixel wide.
  { hash: `model=random&mask=causal+window:1&text=${TEXT}` },
  async (page) => {
    const full = colourOf(sequential('light'), 1);
    const places = Array.from({ length: 60 }, (_, i) => 7 + 20 * i);
    const diagonal = await coloursOf(
      page,
      places.map((place) => [place, place]),
    );
    assert.deepEqual(
      diagonal,
      places.map(() => full),
    );
    const beside = await coloursOf(
      page,
      places.slice(0, 50).map((place) => [place, place + 150]),
    );
    assert.ok(!beside.includes(full), 'what is not allowed is hatched');
  },
);

pageTest(
  'a large matrix can be enlarged until its cells are told apart',
  { hash: `model=random&mask=causal+window:1&cell=600,600&text=${TEXT}` },
  async (page) => {
    const grid = page.getByRole('application');
    await grid.focus();
    for (let i = 0; i < 20; i += 1) await page.keyboard.press('+');
    await page.getByRole('button', { name: /× · show all/ }).waitFor();
    const width = await grid.evaluate((element) => Number(element.dataset.cellWidth));
    assert.ok(width >= 20, `${width}`);
    await page.keyboard.press('ArrowLeft');
    await page.locator('#matrix-caption').filter({ hasText: 'may not look at' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('#matrix-caption').filter({ hasText: '1.00' }).waitFor();
  },
);
