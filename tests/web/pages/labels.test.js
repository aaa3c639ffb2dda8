import assert from 'node:assert/strict';
import { dragon, pageTest, waitForHash } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

const CAUSAL = 'model=random&text=The+dragon+guarded+the+treasure&mask=causal&cell=2,1';
/** The light theme's. */
const ACCENT = [181, 64, 30];

/** @param {Page} page */
const gridOf = (page) => page.getByRole('application');

/** @param {Page} page */
const geometryOf = (page) =>
  gridOf(page).evaluate((grid) => {
    const { left, top, cellWidth, cellHeight } = grid.dataset;
    const [x, y, width, height] = [left, top, cellWidth, cellHeight].map(Number);
    return { left: x, top: y, cellWidth: width, cellHeight: height };
  });

/** @param {Page} page */
const nextFrame = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));

/**
 * The opaque pixels of the labels' layer inside a box.
 * @param {Page} page
 * @param {Box} box  CSS pixels from the canvas's corner
 * @returns {Promise<number[][]>} RGB
 */
const inkIn = (page, box) =>
  page.locator('.matrix-overlay').evaluate((canvas, { x, y, width, height }) => {
    const element = /** @type {HTMLCanvasElement} */ (canvas);
    const context = /** @type {CanvasRenderingContext2D} */ (element.getContext('2d'));
    const { data } = context.getImageData(x, y, width, height);
    const pixels = [];
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 200) pixels.push([data[i], data[i + 1], data[i + 2]]);
    }
    return pixels;
  }, box);

/** @param {number[][]} pixels */
const accented = (pixels) =>
  pixels.filter((pixel) => pixel.every((byte, i) => Math.abs(byte - ACCENT[i]) < 40)).length;

/** Where a row's label stands. @param {Page} page  @param {number} row  counted from the uppermost row in view */
async function rowLabel(page, row) {
  const { left, top, cellHeight } = await geometryOf(page);
  return { x: 16, y: top + row * cellHeight + 2, width: left - 20, height: cellHeight - 4 };
}

pageTest('the labels are those of the text that is shown', { hash: CAUSAL }, async (page) => {
  // The longest word stays, and with it every place: nothing but the labels has to be drawn anew.
  const before = (await inkIn(page, await rowLabel(page, 0))).length;
  await page
    .getByRole('textbox', { name: 'Type a sentence' })
    .fill('I dragon guarded the treasure');
  await waitForHash(page, 'text=I+dragon');
  await nextFrame(page);
  const after = (await inkIn(page, await rowLabel(page, 0))).length;
  assert.ok(after > 0 && after < before / 2, `${before} pixels of The, then ${after} of I`);
});

pageTest(
  'only the selected row and column have accented labels',
  { hash: CAUSAL },
  async (page) => {
    assert.ok(accented(await inkIn(page, await rowLabel(page, 2))) > 5);
    await page.getByRole('button', { name: 'treasure', exact: true }).click();
    await waitForHash(page, 'cell=4,');
    await page.mouse.move(2, 2);
    await nextFrame(page);
    assert.equal(accented(await inkIn(page, await rowLabel(page, 2))), 0, 'guarded');
    assert.ok(accented(await inkIn(page, await rowLabel(page, 4))) > 5, 'treasure');
  },
);

pageTest('labels and frames follow the zoom', { hash: CAUSAL }, async (page) => {
  await gridOf(page).focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('Control+End');
  await waitForHash(page, 'cell=4,4');
  await nextFrame(page);
  const { left, top, cellWidth, cellHeight } = await geometryOf(page);
  const size = await page.locator('.matrix-overlay').boundingBox();
  assert.ok(size);
  const bottom = size.height;
  const label = { x: 16, y: bottom - cellHeight, width: left - 20, height: cellHeight };
  assert.ok(accented(await inkIn(page, label)) > 5, 'the last row’s label');
  const others = { ...label, y: top + 1, height: bottom - top - cellHeight - 2 };
  assert.equal(accented(await inkIn(page, others)), 0, 'no label at its old place');
  // The selected cell's frame at its right edge, where the matrix ends.
  const frame = await page.locator('.matrix-overlay').evaluate((canvas, from) => {
    const element = /** @type {HTMLCanvasElement} */ (canvas);
    const context = /** @type {CanvasRenderingContext2D} */ (element.getContext('2d'));
    const { data } = context.getImageData(from, element.height - 12, element.width - from, 1);
    let last = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) last = from + i / 4;
    return last;
  }, left);
  assert.ok(frame > left + 2 * cellWidth, `the frame ends at ${frame}`);
});

pageTest('a change of theme changes the labels’ colour', { hash: CAUSAL }, async (page) => {
  const lightest = async () => {
    const pixels = await inkIn(page, await rowLabel(page, 1));
    return Math.max(...pixels.map(([red]) => red));
  };
  assert.ok((await lightest()) < 150);
  await page.getByLabel('theme').selectOption('dark');
  await nextFrame(page);
  assert.ok((await lightest()) > 200);
});

/** Where the matrix with its axes and legend ends, and how wide its cells are together. @param {Page} page @param {number} tokens */
async function extent(page, tokens) {
  const legend = await page.getByText('each row sums to 1').boundingBox();
  const { cellWidth } = await geometryOf(page);
  return { bottom: legend ? legend.y + legend.height : Infinity, side: cellWidth * tokens };
}

const words = (/** @type {number} */ count) =>
  `text=${Array.from({ length: count }, (_, i) => dragon[i % 9]).join('+')}&mask=causal`;

pageTest('ten tokens fit into a low window', { hash: words(10) }, async (page) => {
  const { bottom } = await extent(page, 10);
  assert.ok(bottom <= 720, `the legend ends at ${bottom}`);
});

for (const count of [32, 200]) {
  pageTest(`${count} tokens use the width that there is`, { hash: words(count) }, async (page) => {
    const { side } = await extent(page, count);
    assert.ok(side >= 345, `${side} px of 480`);
  });
}

pageTest('a zoomed matrix shows what is chosen in another view', { hash: CAUSAL }, async (page) => {
  await gridOf(page).focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('+');
  await page.keyboard.press('Control+End');
  await page.getByRole('button', { name: 'The', exact: true }).click();
  await page.waitForFunction(() => !location.hash.includes('cell=4'));
  await page.mouse.move(2, 2);
  await nextFrame(page);
  assert.ok(accented(await inkIn(page, await rowLabel(page, 0))) > 5);
});
