import assert from 'node:assert/strict';
import { loadPlayground } from '../../../dist/playground.js';
import { colourOf, sequential } from '../../../web/render/palette.js';
import { pageTest } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const TEXT = 'The dragon guarded the treasure because it was valuable.';
const CAUSAL = `text=${encodeURIComponent(TEXT)}&mask=causal`;

const playground = await loadPlayground();

/** @param {Page} page */
const headsOf = (page) => page.getByRole('region', { name: 'Heads' });
/** @param {Page} page  @param {string} name */
const tile = (page, name) => headsOf(page).getByRole('button', { name, exact: true });
/** @param {Page} page  @param {string} text */
const titled = (page, text) =>
  page.waitForFunction(
    (wanted) => document.getElementById('matrix-title')?.textContent === wanted,
    text,
  );

pageTest('every head has a tile, and a click shows it large', { hash: CAUSAL }, async (page) => {
  for (let head = 1; head <= 8; head += 1) {
    await tile(page, `Head 1.${head}`).waitFor();
  }
  assert.equal(await tile(page, 'Head 1.1').getAttribute('aria-pressed'), 'true');
  await tile(page, 'Head 1.5').click();
  await titled(page, 'Head 1.5');
  assert.equal(await tile(page, 'Head 1.5').getAttribute('aria-pressed'), 'true');
  assert.equal(await tile(page, 'Head 1.1').getAttribute('aria-pressed'), 'false');
  await page.waitForFunction(() => location.hash.includes('head=1.5'));
});

pageTest('a tile shows the weights of its head', { hash: CAUSAL }, async (page) => {
  const trace = playground.run({ text: TEXT, mask: 'causal' });
  const weights = trace.weights(0, 3);
  const size = trace.length;
  const seen = await tile(page, 'Head 1.4')
    .locator('canvas')
    .evaluate((canvas, count) => {
      const element = /** @type {HTMLCanvasElement} */ (canvas);
      const context = /** @type {CanvasRenderingContext2D} */ (element.getContext('2d'));
      return Array.from({ length: count * count }, (_, i) => {
        const [row, column] = [Math.floor(i / count), i % count];
        const x = Math.floor(((column + 0.4) * element.width) / count);
        const y = Math.floor(((row + 0.4) * element.height) / count);
        return `rgb(${Array.from(context.getImageData(x, y, 1, 1).data.subarray(0, 3)).join(', ')})`;
      });
    }, size);
  seen.forEach((colour, i) => {
    if (i % size > Math.floor(i / size)) return;
    assert.equal(colour, colourOf(sequential('light'), weights[i]), `cell ${i}`);
  });
  trace.delete();
});

pageTest('the mean of the heads has a tile and a matrix', { hash: CAUSAL }, async (page) => {
  await headsOf(page)
    .getByRole('button', { name: /mean of the heads of layer 1/ })
    .click();
  await titled(page, 'Mean of layer 1');
  assert.match(
    (await page.locator('#matrix-caption').textContent()) ?? '',
    /On average, |nothing else/,
  );
});

pageTest(
  'arrow keys lead through the tiles, which are one tab stop',
  { hash: `${CAUSAL}&layers=2` },
  async (page) => {
    await tile(page, 'Head 1.1').focus();
    await page.keyboard.press('ArrowRight');
    await titled(page, 'Head 1.2');
    await page.keyboard.press('ArrowDown');
    const below = await page.evaluate(() => document.activeElement?.textContent ?? '');
    assert.notEqual(below, 'Head 1.2');
    await page.keyboard.press('End');
    await titled(page, 'Mean of layer 2');
    await page.keyboard.press('Home');
    await titled(page, 'Head 1.1');
    const stops = await headsOf(page).locator('button[tabindex="0"]').count();
    assert.equal(stops, 1);
  },
);

pageTest(
  'heads are ordered by a statistic, with its value under each',
  { hash: CAUSAL },
  async (page) => {
    await page.getByRole('combobox', { name: 'Order of the heads' }).selectOption('entropy');
    await page.waitForFunction(() => location.hash.includes('order=entropy'));
    await headsOf(page).getByRole('button', { name: /bits/ }).first().waitFor();
    const texts = await headsOf(page).getByRole('button', { name: /bits/ }).allTextContents();
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    const expected = Array.from({ length: 8 }, (_, head) => ({
      head,
      bits: trace.statistics(0, head).entropy,
    }))
      .sort((one, other) => one.bits - other.bits)
      .map(({ head, bits }) => `Head 1.${head + 1} ${bits.toFixed(2)} bits`);
    assert.deepEqual(texts, expected);
    trace.delete();
  },
);

pageTest(
  'a thousand heads stay light: only those in view are elements, and the last is reached',
  { hash: `${CAUSAL}&layers=12&heads=96&width=96` },
  async (page) => {
    const count = await headsOf(page).getByRole('button').count();
    assert.ok(count < 250, `${count} elements`);
    await tile(page, 'Head 1.1').focus();
    await page.keyboard.press('End');
    await titled(page, 'Mean of layer 12');
    await tile(page, 'Head 12.96').waitFor();
    assert.equal(await page.evaluate(() => scrollY), 0);
  },
);

pageTest(
  'on a phone the heads are one strip that scrolls sideways',
  { hash: CAUSAL, width: 390, height: 844, touch: true },
  async (page) => {
    const first = await tile(page, 'Head 1.1').boundingBox();
    const third = await tile(page, 'Head 1.3').boundingBox();
    assert.equal(first?.y, third?.y);
    assert.ok(first && first.width >= 44 && first.height >= 44);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await tile(page, 'Head 1.3').tap();
    await titled(page, 'Head 1.3');
  },
);

for (const width of [1000, 1280]) {
  pageTest(
    `in a window ${width} px wide no head of the reader is cut away, each mean beside its heads`,
    { hash: '', width },
    async (page) => {
      const scroller = page.locator('.heads-scroll');
      const hidden = await scroller.evaluate((box) => box.scrollHeight - box.clientHeight);
      assert.equal(hidden, 0);
      const last = await headsOf(page)
        .getByRole('button', { name: /^Head 3\.4/ })
        .boundingBox();
      const mean = await headsOf(page)
        .getByRole('button', { name: /^mean .* layer 3/ })
        .boundingBox();
      assert.equal(mean?.y, last?.y);
    },
  );
}

pageTest(
  'where the heads scroll the chosen one is seen, and that there is more',
  { hash: `${CAUSAL}&layers=12&head=9.8` },
  async (page) => {
    const scroller = page.locator('.heads-scroll');
    await page.locator('.heads-scroll.more-below').waitFor();
    const seen = async () => {
      const [box, chosen] = [
        await scroller.boundingBox(),
        await tile(page, 'Head 9.8').boundingBox(),
      ];
      return box && chosen && chosen.y >= box.y && chosen.y + chosen.height <= box.y + box.height;
    };
    assert.ok(await seen());
    await page.setViewportSize({ width: 1000, height: 600 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    assert.ok(await seen());
  },
);

pageTest('the sentence beside a mean is whole without a switch', { hash: '' }, async (page) => {
  const note = page.getByText('not by itself why the model answered so');
  await note.getByRole('button', { name: 'switch head 3.1 off' }).waitFor();
  await headsOf(page)
    .getByRole('button', { name: /^mean .* layer 3/ })
    .click();
  await titled(page, 'Mean of layer 3');
  assert.match(await note.innerText(), /why the model answered so\.\s*$/);
});

/** Where the large matrix stands and how large it is. @param {Page} page */
const placeOfMatrix = (page) =>
  page.locator('#matrix-grid').evaluate((grid) => {
    const { x, y, width, height } = grid.getBoundingClientRect();
    return [x, y + scrollY, width, height].map(Math.round).join();
  });

for (const width of [1000, 1600]) {
  pageTest(
    `a head that has been chosen is as large as if the page had opened with it, ${width} px`,
    { width, height: 900, hash: `model=reader&text=${encodeURIComponent(TEXT)}&head=1.1&cell=6,4` },
    async (page) => {
      const chosen = [];
      // The pronoun head has a note above its matrix, which leaves less room; the one after it has none.
      for (const head of ['3.1', '1.2']) {
        const name = new RegExp(`^Head ${head}`);
        await headsOf(page).getByRole('button', { name }).click();
        await page.locator('#matrix-title').filter({ hasText: name }).waitFor();
        chosen.push({ url: page.url(), place: await placeOfMatrix(page) });
      }
      assert.notEqual(chosen[0].place, chosen[1].place);
      for (const { url, place } of chosen) {
        await page.goto('about:blank');
        await page.goto(url);
        await page.waitForFunction((expected) => {
          const grid = document.querySelector('#matrix-grid');
          const { x, y, width, height } = grid?.getBoundingClientRect() ?? new DOMRect();
          return [x, y + scrollY, width, height].map(Math.round).join() === expected;
        }, place);
      }
    },
  );
}
