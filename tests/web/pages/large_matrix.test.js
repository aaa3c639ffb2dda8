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

/**
 * For `before`: counts what the page gives back to its worker, as `givenBack` (bytes) on its window.
 * @param {import('playwright-core').Page} page
 */
const countGivenBack = (page) =>
  page.addInitScript(() => {
    const all = /** @type {any} */ (globalThis);
    all.givenBack = 0;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message, /** @type {any} */ transfer) {
      for (const { byteLength } of message.buffers ?? []) all.givenBack += byteLength;
      return postMessage.call(this, message, transfer);
    };
  });

/** @param {import('playwright-core').Page} page */
const picture = (page) =>
  page
    .getByRole('application')
    .locator('canvas')
    .first()
    .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());

const TWELVE = `model=random&heads=12&width=96&text=${TEXT}`;
pageTest(
  'through many large heads and texts memory goes back to the worker, and what is drawn from it is what a fresh page draws',
  { hash: `${TWELVE}x`, before: countGivenBack },
  async (page, { url }) => {
    const heading = page.locator('#matrix-title');
    const lookAt = async (/** @type {number} */ head) => {
      await page.getByRole('button', { name: `Head 1.${head}`, exact: true }).click();
      await heading.getByText(`Head 1.${head}`, { exact: true }).waitFor();
    };
    const givenBack = () => page.evaluate(() => /** @type {any} */ (globalThis).givenBack);
    for (let head = 1; head <= 12; head += 1) {
      await lookAt(head);
    }
    const ofHeads = await givenBack();
    assert.ok(ofHeads > 20e6, `${ofHeads} bytes of twelve heads`);
    const text = page.getByRole('textbox', { name: 'Type a sentence' });
    await text.press('End');
    await text.press('Backspace');
    await page.waitForFunction(
      (before) => /** @type {any} */ (globalThis).givenBack > before + 40e6,
      ofHeads,
    );
    const pictures = [];
    for (const head of [3, 12]) {
      await lookAt(head);
      pictures.push(await picture(page));
    }
    /** @type {string[]} */
    const fresh = [];
    for (const head of [3, 12]) {
      await page.goto(`${url}?${head}#${TWELVE}&head=1.${head}`);
      await heading.getByText(`Head 1.${head}`, { exact: true }).waitFor();
      await page.locator('body:not(.unfilled)').waitFor();
      fresh.push(await picture(page));
    }
    assert.deepEqual(
      pictures.map((one, i) => one === fresh[i]),
      [true, true],
    );
  },
);
