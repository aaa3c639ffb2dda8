/** Many embeds, hostile pages, strict policies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allReady, comeAndGo, heapInUse, lessonTests, randomEmbed, said } from './embed_test.js';
import { ELEMENT } from './site.js';

const lesson = lessonTests();

/** Before the page: counts what is started. @param {import('playwright-core').Page} page */
const countStarts = (page) =>
  page.addInitScript(() => {
    const all = /** @type {any} */ (window);
    all.started = { workers: 0, modules: 0 };
    const Real = Worker;
    all.Worker = class extends Real {
      /** @param {ConstructorParameters<typeof Worker>} how */
      constructor(...how) {
        super(...how);
        all.started.workers += 1;
      }
    };
    const { instantiate } = WebAssembly;
    all.WebAssembly.instantiate = (/** @type {any} */ ...how) => {
      all.started.modules += 1;
      return /** @type {any} */ (instantiate)(...how);
    };
  });

test('twenty embeds share one worker, and none computes on the page’s own thread', async () => {
  const body = Array.from({ length: 20 }, (_, i) => randomEmbed(i + 1)).join('');
  const { page, errors, offOrigin, close } = await lesson.open(body, {
    height: 8000,
    before: countStarts,
  });
  await allReady(page, 20);
  const started = await page.evaluate(() => /** @type {any} */ (window).started);
  assert.deepEqual(started, { workers: 1, modules: 0 });
  assert.equal(page.workers().length, 1);
  // Each has its own numbers.
  const weights = await page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll('attention-playground')].map(async (one) => {
        const all = await /** @type {any} */ (one).trace.weights(0, 0);
        return all.length === 36 && all[6];
      }),
    ),
  );
  assert.equal(new Set(weights).size, 20);
  assert.deepEqual(errors(), []);
  assert.deepEqual(offOrigin(), []);
  await close();
});

test('what is far below the window is not computed before it comes into sight', async () => {
  const body = `${randomEmbed(1)}<div style="height: 4000px"></div>${randomEmbed(2, 'id="far"')}`;
  const { page, close } = await lesson.open(body);
  await allReady(page);
  const trace = () =>
    page.evaluate(() => /** @type {any} */ (document.querySelector('#far')).trace);
  assert.equal(await trace(), null);
  await page.evaluate(() => document.querySelector('#far')?.scrollIntoView());
  await allReady(page, 2);
  assert.notEqual(await trace(), null);
  await close();
});

test('embeds that come and go leave nothing behind', async () => {
  const { page, errors, close } = await lesson.open('<div id="place"></div>');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const measure = async () => {
    const heap = await heapInUse(session);
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (/** @type {string} */ wanted) =>
      metrics.find(({ name }) => name === wanted)?.value ?? NaN;
    return {
      heap,
      nodes: value('Nodes'),
      listeners: value('JSEventListeners'),
    };
  };
  await comeAndGo(page, 20);
  const before = await measure();
  await comeAndGo(page, Number(process.env.PLAYGROUND_FULL_TESTS ? 500 : 100));
  const after = await measure();
  const told = JSON.stringify({ before, after });
  assert.ok(after.heap < before.heap * 1.05, told);
  assert.ok(after.nodes < before.nodes * 1.05 + 20, told);
  assert.ok(after.listeners < before.listeners * 1.05 + 20, told);
  // Without embeds the worker ends, too.
  if (page.workers().length > 0) {
    await new Promise((resolve) => page.workers()[0].once('close', resolve));
  }
  assert.deepEqual(errors(), []);
  await close();
});

test('a page’s hostile styles do not reach an embed', async () => {
  const hostile =
    '<style>* { all: revert; font-size: 40px !important; color: red !important; line-height: 3 !important; letter-spacing: 1em !important; text-transform: uppercase !important }</style>';
  const shots = [];
  for (const head of ['', hostile]) {
    const { page, errors, close } = await lesson.open(
      `<div style="position: absolute; top: 400px; left: 40px; width: 800px">${ELEMENT}</div>`,
      { head },
    );
    await allReady(page);
    for (let frame = 0; frame < 3; frame += 1) {
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))),
      );
    }
    const clip = { x: 40, y: 400, width: 800, height: 420 };
    shots.push(await page.screenshot({ clip }));
    assert.deepEqual(errors(), []);
    await close();
  }
  assert.ok(shots[0].equals(shots[1]), 'both look the same, to the pixel');
});

test('an embed of a given height is no longer than that for its page, which may hide it', async () => {
  const { page, close } = await lesson.open(
    ELEMENT.replace('view="matrix"', 'view="all"').replace('height="420"', 'height="320"'),
    { height: 600 },
  );
  await allReady(page);
  const heights = await page.evaluate(() => {
    const one = /** @type {HTMLElement} */ (document.querySelector('attention-playground'));
    const shown = one.offsetHeight;
    const beneath = document.documentElement.scrollHeight;
    one.style.display = 'none';
    return { shown, beneath, hidden: one.offsetHeight };
  });
  assert.equal(heights.shown, 320);
  assert.ok(heights.beneath <= 600, `the page is ${heights.beneath} px long`);
  assert.equal(heights.hidden, 0);
  await close();
});

/** @param {string} policy */
const withPolicy = (policy) => `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;

test('under a strict policy the documented directives suffice', async () => {
  const { page, errors, close } = await lesson.open(ELEMENT, {
    head: withPolicy("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:"),
    before: countStarts,
  });
  await allReady(page);
  const started = await page.evaluate(() => /** @type {any} */ (window).started);
  assert.deepEqual(started, { workers: 1, modules: 0 });
  assert.deepEqual(errors(), []);
  await close();
});

test('where the worker is refused the page’s own thread computes, says so, and refuses long texts', async () => {
  const { page, close } = await lesson.open(ELEMENT, {
    head: withPolicy("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
  });
  await allReady(page);
  await page
    .getByText('computes on the page')
    .or(page.getByText('This page allows no worker'))
    .waitFor();
  const text = await page.evaluate(async () => {
    const one = /** @type {any} */ (document.querySelector('attention-playground'));
    const weights = await one.trace.weights(2, 3);
    const arrived = new Promise((resolve) =>
      one.addEventListener('error', (/** @type {any} */ { detail }) => resolve(detail.message)),
    );
    one.request = { text: 'the dragon '.repeat(129) };
    return `${weights.length} ${await arrived}`;
  });
  assert.match(text, /^36 .*256 tokens/);
  await close();
});

test('on the page’s own thread a large model is computed in slices', async () => {
  const { page, close } = await lesson.open(
    '<attention-playground model="random" heads="12" layers="12" width="768" text="a b"></attention-playground>',
    { head: withPolicy("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'") },
  );
  await allReady(page);
  const turns = await page.evaluate(async () => {
    const one = /** @type {any} */ (document.querySelector('attention-playground'));
    one.request = { text: 'the dragon '.repeat(100), seed: 3 };
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      let count = 0;
      port1.onmessage = () => {
        count += 1;
        if (one.trace.tokens.length === 200) resolve(count);
        else port2.postMessage(null);
      };
      port2.postMessage(null);
    });
  });
  // At once it would be a handful.
  assert.ok(turns > 20, `${turns} tasks of the page came between`);
  await close();
});

test('without permission for WebAssembly an embed shows its fallback, and the directive to add', async () => {
  const { page, close } = await lesson.open(ELEMENT, {
    head: withPolicy("default-src 'none'; script-src 'self'; worker-src blob:"),
  });
  await page.getByText("'wasm-unsafe-eval'").waitFor();
  // What the author has put into the element stands in it.
  const box = await page.locator('attention-playground').boundingBox();
  const shown = await page.evaluate(() => {
    const range = document.createRange();
    range.selectNodeContents(
      /** @type {Element} */ (document.querySelector('attention-playground')),
    );
    return range.getBoundingClientRect().height;
  });
  assert.ok(box && box.height > shown && shown > 10, `${shown}`);
  const [{ message }] = await said(page, 'error');
  assert.match(message, /worker-src blob:/);
  await close();
});
