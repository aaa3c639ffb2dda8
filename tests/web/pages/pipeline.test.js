import assert from 'node:assert/strict';
import { loadPlayground } from '../../../dist/playground.js';
import { colourOf, diverging, divergingPosition } from '../../../web/render/palette.js';
import { pageTest } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const TEXT = 'The dragon guarded the treasure because it was valuable.';
const HASH = `text=${encodeURIComponent(TEXT)}&mask=causal&cell=6,4`;

const playground = await loadPlayground();

/** @param {Page} page */
const stripOf = (page) => page.getByRole('navigation', { name: 'Steps of attention' });
/** @param {Page} page */
const pipelineOf = (page) => page.getByRole('region', { name: 'All steps' });
/** @param {Page} page  @param {string} name  with its shape */
const figure = (page, name) => pipelineOf(page).getByRole('button', { name, exact: true });

/** Scrolls to the pipeline and waits until it is drawn. @param {Page} page */
async function openPipeline(page) {
  await pipelineOf(page).scrollIntoViewIfNeeded();
  await page.waitForFunction(() => {
    const canvas = document.querySelector('#pipeline .pipeline-step:not([hidden]) canvas');
    return canvas instanceof HTMLCanvasElement && canvas.width !== 300;
  });
}

pageTest('a step in the line shows its matrix large', { hash: HASH }, async (page) => {
  const steps = stripOf(page).getByRole('button');
  assert.deepEqual(await steps.allInnerTexts(), [
    ...['x', 'WQ', 'WK', 'WV', 'Q', 'K', 'V', 'scores', 'scaled', 'masked', 'weights'],
    ...['output', 'concat', 'WO', 'projected', '+ x'],
  ]);
  const weights = stripOf(page).getByRole('button', { name: 'weights' });
  assert.equal(await weights.getAttribute('aria-current'), 'step');
  await stripOf(page).getByRole('button', { name: 'Q', exact: true }).click();
  await page.waitForFunction(
    () => document.querySelector('.matrix-shape')?.textContent === 'Q 10 × 8',
  );
  assert.equal(await weights.getAttribute('aria-current'), null);
  await page.waitForFunction(() => location.hash.includes('step=q'));
});

pageTest('of a trained model, x and x normalised are two steps', { hash: '' }, async (page) => {
  const steps = stripOf(page).getByRole('button');
  assert.deepEqual((await steps.allInnerTexts()).slice(0, 3), ['x', 'norm(x)', 'WQ']);
  await steps.first().click();
  const caption = page.locator('#matrix-caption');
  await caption.getByText(/the vector of \w+ going into layer 3/).waitFor();
  await steps.nth(1).click();
  await caption.getByText("as layer 3's heads read it, normalised").waitFor();
});

pageTest('the line stays on one line', { hash: HASH }, async (page) => {
  const box = await stripOf(page).boundingBox();
  assert.ok(box && box.height <= 32, `${box?.height}`);
});

pageTest(
  'on a phone the line scrolls to its step and the page does not',
  { hash: `${HASH}&step=next`, width: 390, height: 844, touch: true },
  async (page) => {
    const box = await stripOf(page).getByRole('button', { name: '+ x' }).boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  },
);

pageTest('the pipeline shows every step with its name and shape', { hash: HASH }, async (page) => {
  await openPipeline(page);
  for (const name of [
    ...['x 10 × 64', 'WQ 64 × 8', 'WK 64 × 8', 'WV 64 × 8', 'Q 10 × 8', 'K 10 × 8', 'V 10 × 8'],
    ...['scores 10 × 10', 'scaled 10 × 10', 'masked 10 × 10', 'weights 10 × 10', 'output 10 × 8'],
    ...['concat 10 × 64', 'WO 64 × 64', 'projected 10 × 64', '+ x 10 × 64'],
  ]) {
    await figure(page, name).waitFor();
  }
});

pageTest(
  'a small matrix has the colours of its numbers',
  { hash: HASH, scale: 2 },
  async (page) => {
    await openPipeline(page);
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    const values = trace.query(0, 0);
    const [rows, columns] = [trace.length, trace.headWidth];
    const limit = Math.max(...values.map(Math.abs));
    const seen = await figure(page, 'Q 10 × 8')
      .locator('canvas')
      .evaluate(
        (element, shape) => {
          const canvas = /** @type {HTMLCanvasElement} */ (element);
          const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
          return Array.from({ length: shape.rows * shape.columns }, (_, i) => {
            const x = ((i % shape.columns) + 0.4) * (canvas.width / shape.columns);
            const y = (Math.floor(i / shape.columns) + 0.4) * (canvas.height / shape.rows);
            const { data } = context.getImageData(Math.floor(x), Math.floor(y), 1, 1);
            return `rgb(${data[0]}, ${data[1]}, ${data[2]})`;
          });
        },
        { rows, columns },
      );
    seen.forEach((colour, i) => {
      assert.equal(
        colour,
        colourOf(diverging('light'), divergingPosition(values[i], limit)),
        `${i}`,
      );
    });
    trace.delete();
  },
);

pageTest('a small matrix is enlarged by a click', { hash: HASH }, async (page) => {
  await openPipeline(page);
  await figure(page, 'V 10 × 8').click();
  await page.waitForFunction(
    () => document.querySelector('.matrix-shape')?.textContent === 'V 10 × 8',
  );
  const top = await page
    .getByRole('region', { name: 'Matrix', exact: true })
    .evaluate((section) => section.getBoundingClientRect().top);
  assert.ok(Math.abs(top) < 60, `the large matrix is in sight, at ${top}`);
});

pageTest(
  'a token under the pointer is marked in every matrix that has its row',
  { hash: HASH },
  async (page) => {
    await openPipeline(page);
    const picture = figure(page, 'x 10 × 64').locator('canvas');
    const box = await picture.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 5, box.y + (2.5 / 10) * box.height);
    await page.waitForFunction(() => document.querySelectorAll('.chip.hovered').length === 1);
    for (const name of [
      'x 10 × 64',
      'Q 10 × 8',
      'K 10 × 8',
      'V 10 × 8',
      'scores 10 × 10',
      'weights 10 × 10',
      'output 10 × 8',
      '+ x 10 × 64',
    ]) {
      const place = await figure(page, name).evaluate((button) => {
        const [mark, canvas] = [
          button.querySelector('.pipeline-mark'),
          button.querySelector('canvas'),
        ];
        const [inner, outer] = [mark, canvas].map((part) =>
          /** @type {Element} */ (part).getBoundingClientRect(),
        );
        return ((inner.top + inner.height / 2 - outer.top) / outer.height) * 10;
      });
      assert.ok(Math.abs(place - 2.5) < 0.3, `${name}: ${place}`);
    }
  },
);

pageTest(
  'nothing of it is computed while it is out of sight',
  { hash: `${HASH}&step=weights`, before: watchWorker },
  async (page) => {
    const asked = () =>
      page.evaluate(() =>
        /** @type {any} */ (window).askedSlices.filter(
          (/** @type {string} */ name) => name === 'concat' || name === 'outputMatrix',
        ),
      );
    await page.getByLabel('Type a sentence').fill('Another sentence to think about');
    await page.waitForFunction(() => document.querySelectorAll('.chip').length === 5);
    assert.deepEqual(await asked(), []);
    await openPipeline(page);
    assert.deepEqual([...new Set(await asked())].sort(), ['concat', 'outputMatrix']);
  },
);

/** Notes the names of all slices that the worker is asked for. @param {Page} page */
function watchWorker(page) {
  return page.addInitScript(() => {
    /** @type {string[]} */
    const names = [];
    /** @type {any} */ (window).askedSlices = names;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (
      /** @type {any} */ message,
      /** @type {any} */ options,
    ) {
      for (const [name] of message.keys ?? []) names.push(name);
      post.call(this, message, options);
    };
  });
}

pageTest(
  'the mean of the heads has weights and what all heads share',
  { hash: `${HASH}&head=1.mean` },
  async (page) => {
    await openPipeline(page);
    await figure(page, 'weights 10 × 10').waitFor();
    assert.equal(await figure(page, 'Q 10 × 8').count(), 0);
    assert.ok(await stripOf(page).getByRole('button', { name: 'Q', exact: true }).isDisabled());
  },
);
