import assert from 'node:assert/strict';
import { loadPlayground } from '../../../dist/playground.js';
import { hatchTile } from '../../../web/render/hatch.js';
import { colourOf, diverging, divergingPosition, sequential } from '../../../web/render/palette.js';
import { pageTest } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const TEXT = 'The dragon guarded the treasure because it was valuable';
const CAUSAL = `text=${encodeURIComponent(TEXT)}&mask=causal&cell=6,4`;

const playground = await loadPlayground();

/** @param {Page} page  @returns the large matrix, as a screen reader finds it */
const gridOf = (page) => page.getByRole('application');
/** @param {Page} page */
const sectionOf = (page) => page.getByRole('region', { name: 'Matrix', exact: true });
/** @param {Page} page */
const captionOf = (page) => page.locator('#matrix-caption');

/** @param {Page} page  @param {string} text */
const captioned = (page, text) =>
  page.waitForFunction(
    (wanted) => document.getElementById('matrix-caption')?.textContent?.includes(wanted),
    text,
  );

/** Where the cells lie on the canvas, in CSS pixels. @param {Page} page */
async function geometryOf(page) {
  const data = await gridOf(page).evaluate((grid) => ({ ...grid.dataset }));
  const [left, top, width, height] = ['left', 'top', 'cellWidth', 'cellHeight'].map((name) =>
    Number(data[name]),
  );
  return {
    /** @param {number} row  @param {number} column */
    middle: (row, column) => ({ x: left + (column + 0.5) * width, y: top + (row + 0.5) * height }),
    /** Beside the digits. @param {number} row  @param {number} column */
    corner: (row, column) => ({ x: left + column * width + 3, y: top + row * height + 3 }),
    origin: { x: left, y: top },
    cell: width,
  };
}

/**
 * Colours of the canvas at points in CSS pixels.
 * @param {Page} page
 * @param {{ x: number, y: number }[]} points
 */
const coloursAt = (page, points) =>
  gridOf(page)
    .locator('canvas')
    .first()
    .evaluate((canvas, wanted) => {
      const element = /** @type {HTMLCanvasElement} */ (canvas);
      const context = /** @type {CanvasRenderingContext2D} */ (element.getContext('2d'));
      return wanted.map(({ x, y }) => {
        const ratio = devicePixelRatio;
        const { data } = context.getImageData(Math.floor(x * ratio), Math.floor(y * ratio), 1, 1);
        return `rgb(${data[0]}, ${data[1]}, ${data[2]})`;
      });
    }, points);

for (const theme of /** @type {const} */ (['light', 'dark'])) {
  pageTest(
    `every cell has the palette's colour of its weight and the future is hatched, ${theme}`,
    { hash: `${CAUSAL}&head=1.3`, theme },
    async (page) => {
      const trace = playground.run({ text: TEXT, mask: 'causal' });
      const weights = trace.weights(0, 2);
      const { length } = trace;
      const { corner, origin } = await geometryOf(page);
      const cells = Array.from({ length: length * length }, (_, i) => [
        Math.floor(i / length),
        i % length,
      ]);
      const points = cells.map(([row, column]) => corner(row, column));
      const seen = await coloursAt(page, points);
      const tile = hatchTile(theme, 1);
      cells.forEach(([row, column], i) => {
        const { x, y } = points[i];
        const across = Math.floor(x) - Math.floor(origin.x);
        const down = Math.floor(y) - Math.floor(origin.y);
        const packed = tile[(across + down) % tile.length];
        const hatch = `rgb(${packed & 255}, ${(packed >> 8) & 255}, ${(packed >> 16) & 255})`;
        const expected = column > row ? hatch : colourOf(sequential(theme), weights[i]);
        assert.equal(seen[i], expected, `row ${row}, column ${column}`);
      });
      trace.delete();
    },
  );
}

pageTest(
  'the scores are signed, in the colours about 0, and none is hatched',
  { hash: `${CAUSAL}&head=1.2&step=scores` },
  async (page) => {
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    const scores = trace.scores(0, 1);
    const limit = Math.max(...scores.map(Math.abs));
    const { corner } = await geometryOf(page);
    const wanted = [[0, 8], [4, 2], [8, 0]]; // prettier-ignore
    const seen = await coloursAt(
      page,
      wanted.map(([row, column]) => corner(row, column)),
    );
    wanted.forEach(([row, column], i) => {
      const position = divergingPosition(scores[row * trace.length + column], limit);
      assert.equal(seen[i], colourOf(diverging('light'), position));
    });
    await sectionOf(page).getByText('scores 9 × 9').waitFor();
    trace.delete();
  },
);

pageTest(
  'arrow keys move the cell, the caption says its weight, the link keeps it',
  { hash: CAUSAL },
  async (page) => {
    await gridOf(page).focus();
    await captioned(page, 'it (row)');
    await page.keyboard.press('ArrowLeft');
    await captioned(page, 'of its mix from the (column)');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    await captioned(page, 'because (row)');
    await captioned(page, 'from The (column)');
    await page.waitForFunction(() => location.hash.includes('cell=5,0'));
    await page.keyboard.press('Control+End');
    await page.waitForFunction(() => location.hash.includes('cell=8,8'));
    await page.keyboard.press('PageUp');
    await page.waitForFunction(() => location.hash.includes('cell=0,8'));
    await captioned(page, 'may not look at');
    const spoken = await page.locator('[aria-live=polite]').first().textContent();
    assert.match(spoken ?? '', /The may not look at valuable/);
    await page.keyboard.press('Control+Home');
    await captioned(page, '1.00 because nothing else is allowed');
  },
);

pageTest('the matrix is one tab stop', { hash: CAUSAL }, async (page) => {
  await gridOf(page).focus();
  await page.keyboard.press('Tab');
  const inside = await gridOf(page).evaluate((grid) => grid.contains(document.activeElement));
  assert.equal(inside, false);
  await page.keyboard.press('Shift+Tab');
  assert.ok(await gridOf(page).evaluate((grid) => grid === document.activeElement));
});

pageTest(
  'pointing shows a cell without choosing it, and a click chooses it',
  { hash: CAUSAL },
  async (page) => {
    const { middle } = await geometryOf(page);
    const before = await captionOf(page).textContent();
    await gridOf(page).hover({ position: middle(7, 2) });
    await captioned(page, 'was (row)');
    await captioned(page, 'from guarded (column)');
    assert.match(page.url(), /cell=6,4/);
    await page.mouse.move(2, 2);
    await captioned(page, before ?? '');
    await gridOf(page).click({ position: middle(8, 1) });
    await page.waitForFunction(() => location.hash.includes('cell=8,1'));
    await captioned(page, 'valuable (row)');
  },
);

pageTest(
  'sixteen words in a low window: every cell has its number',
  {
    hash: 'model=random&text=The+old+dragon+guarded+the+small+treasure+because+it+was+so+big+and+so+valuable+.',
    width: 1280,
    height: 720,
  },
  async (page) => {
    const { middle } = await geometryOf(page);
    // A line through the middle of a cell crosses the ink of its number; a cell without one has a single colour.
    for (const [row, column] of [
      [5, 3],
      [12, 9],
      [15, 0],
    ]) {
      const { x, y } = middle(row, column);
      const line = Array.from({ length: 9 }, (_, i) => ({ x: x - 4 + i, y }));
      const colours = new Set(await coloursAt(page, line));
      assert.ok(colours.size > 1, `${row}, ${column}: no number`);
    }
  },
);

pageTest('the reverse cell is named on request', { hash: CAUSAL }, async (page) => {
  await page.getByRole('button', { name: 'reverse cell' }).click();
  const text = 'The other way round: treasure may not look at it';
  await sectionOf(page).getByText(text).waitFor();
});

pageTest(
  'Ctrl with the wheel zooms, plain wheel scrolls the page, 0 shows all again',
  { hash: CAUSAL, height: 640 },
  async (page) => {
    const start = await geometryOf(page);
    await gridOf(page).hover({ position: start.middle(4, 4) });
    const before = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 120);
    // All of the way: a wheel's scrolling glides on over a scrollTo in its midst.
    await page.waitForFunction((wanted) => scrollY === wanted, before + 120);
    await page.evaluate(() => scrollTo(0, 0));
    await gridOf(page).hover({ position: start.middle(4, 4) });
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    await page.waitForFunction(
      (cell) => Number(document.getElementById('matrix-grid')?.dataset.cellWidth) > cell,
      start.cell,
    );
    assert.equal(await page.evaluate(() => scrollY), 0);
    await gridOf(page).focus();
    await page.keyboard.press('0');
    assert.equal((await geometryOf(page)).cell, start.cell);
    await page.keyboard.press('+');
    await page.getByRole('button', { name: 'show all' }).click();
    assert.equal((await geometryOf(page)).cell, start.cell);
  },
);

pageTest(
  'a zoomed matrix is pulled by dragging, and dragging chooses nothing',
  { hash: CAUSAL },
  async (page) => {
    await gridOf(page).focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    const before = await coloursAt(page, [(await geometryOf(page)).middle(1, 1)]);
    const box = /** @type {{ x: number, y: number }} */ (await gridOf(page).boundingBox());
    const { middle } = await geometryOf(page);
    const from = middle(2, 2);
    await page.mouse.move(box.x + from.x, box.y + from.y);
    await page.mouse.down();
    await page.mouse.move(box.x + from.x + 40, box.y + from.y + 40, { steps: 4 });
    await page.mouse.move(box.x + from.x + 90, box.y + from.y + 90, { steps: 4 });
    await page.mouse.up();
    const after = await coloursAt(page, [(await geometryOf(page)).middle(1, 1)]);
    assert.notDeepEqual(after, before);
    assert.match(page.url(), /cell=6,4/);
  },
);

pageTest(
  'each to its own maximum stretches the colours to the largest weight',
  { hash: 'text=a%20b%20c%20d&mask=none&cell=0,0' },
  async (page) => {
    const trace = playground.run({ text: 'a b c d' });
    const weights = trace.weights(0, 0);
    await page.getByRole('checkbox', { name: 'own maximum' }).check();
    await page.waitForFunction(() => location.hash.includes('range=own'));
    const at = weights.indexOf(Math.max(...weights));
    const { corner } = await geometryOf(page);
    const seen = await coloursAt(page, [corner(Math.floor(at / 4), at % 4)]);
    assert.deepEqual(seen, [colourOf(sequential('light'), 1)]);
    trace.delete();
  },
);

pageTest(
  'the arrow to the right moves to the right in right-to-left text too',
  { hash: `text=${encodeURIComponent('حرس التنين الكنز')}&mask=none&cell=0,0` },
  async (page) => {
    await gridOf(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => location.hash.includes('cell=0,1'));
  },
);

pageTest('the canvas has the screen’s own pixels', { hash: CAUSAL, scale: 2 }, async (page) => {
  const [canvas] = await gridOf(page).locator('canvas').all();
  const { css, device } = await canvas.evaluate((element) => ({
    css: element.getBoundingClientRect().width,
    device: /** @type {HTMLCanvasElement} */ (element).width,
  }));
  assert.equal(device, 2 * css);
});

pageTest(
  'at 1280 × 720 the last row, the caption and the legend need no scrolling',
  { hash: CAUSAL },
  async (page) => {
    const legend = await page.getByText('each row sums to 1').boundingBox();
    assert.ok(legend && legend.y + legend.height <= 720, `the legend ends at ${legend?.y}`);
    const { cell } = await geometryOf(page);
    assert.ok(cell >= 24, `cells of ${cell} px`);
  },
);

pageTest(
  'on a phone a tap chooses, buttons move on, and the row stands below as bars',
  { hash: CAUSAL, width: 390, height: 844, touch: true },
  async (page) => {
    const { middle } = await geometryOf(page);
    await gridOf(page).scrollIntoViewIfNeeded();
    await gridOf(page).tap({ position: middle(3, 1) });
    await page.waitForFunction(() => location.hash.includes('cell=3,1'));
    const right = page.getByRole('button', { name: 'Cell right' });
    const size = await right.boundingBox();
    assert.ok(size && size.width >= 44 && size.height >= 44);
    await right.tap();
    await captioned(page, 'from guarded (column)');
    const bars = page
      .getByRole('list')
      .filter({ has: page.getByRole('button', { name: /guarded 0\.\d/ }) });
    assert.equal(await bars.getByRole('listitem').count(), 4);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  },
);

pageTest(
  'three hundred tokens have a readable matrix, and a word of its own when zoomed in',
  { hash: `text=${encodeURIComponent('a b c '.repeat(100))}&mask=causal` },
  async (page) => {
    await sectionOf(page).getByText('weights 300 × 300').waitFor();
    const { cell } = await geometryOf(page);
    await gridOf(page).focus();
    for (let press = 0; press < 12; press += 1) await page.keyboard.press('+');
    const closer = await geometryOf(page);
    assert.ok(closer.cell > 20 * cell);
    await page.keyboard.press('Control+End');
    await captioned(page, 'c (row)');
  },
);

pageTest('the data table holds the numbers of the matrix', { hash: CAUSAL }, async (page) => {
  await page.getByText('Data table', { exact: true }).click();
  const table = page.getByRole('table', { name: /weights of head 1\.1/ });
  await table.waitFor();
  assert.equal(await table.getByRole('columnheader').count(), 9);
  const row = table.getByRole('row', { name: /^it / });
  const trace = playground.run({ text: TEXT, mask: 'causal' });
  const weight = trace.weights(0, 0)[6 * trace.length + 4];
  assert.equal(await row.getByRole('cell').nth(4).textContent(), weight.toFixed(2));
  assert.equal(await row.getByRole('cell').nth(8).textContent(), 'not allowed');
  await page.getByRole('button', { name: 'Copy as tab-separated text' }).click();
  await page.waitForFunction(
    () => document.getElementById('announcer')?.textContent === 'Copied the table',
  );
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const lines = copied
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  assert.equal(lines.length, 10);
  assert.equal(Number(lines[7][5]), weight);
  assert.equal(lines[7][9], '');
  trace.delete();
});
