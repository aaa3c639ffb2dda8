/** The frame's protocol with the page around it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lessonTests } from './embed_test.js';
import { HASH } from './site.js';

const lesson = lessonTests();

/** @param {string} [attributes] */
const frame = (attributes = '') =>
  `<iframe title="an embed" width="700" height="200" ${attributes} src="embed.html${HASH}"></iframe>`;

test('with the helper a frame takes the height that it needs, in a sandbox too', async () => {
  for (const attributes of ['', 'sandbox="allow-scripts"']) {
    const { page, errors, close } = await lesson.open(frame(attributes), {
      script: 'attention-playground.frames.js" defer="',
    });
    await page.waitForFunction(
      () => Number(document.querySelector('iframe')?.getBoundingClientRect().height) > 350,
    );
    const inner = page.frames()[1];
    await inner.locator('attention-playground').getByRole('application').waitFor();
    // Its height still changes while its lines come, and each change goes to the parent and back.
    await inner.waitForFunction(() => {
      const box = document.querySelector('attention-playground')?.getBoundingClientRect();
      return Math.abs((box?.height ?? 0) - innerHeight) <= 4;
    });
    assert.deepEqual(errors(), []);
    await close();
  }
});

test('without the helper the embed keeps to the frame', async () => {
  const { page, close } = await lesson.open(frame().replace('height="200"', 'height="400"'));
  const inner = page.frames()[1];
  await inner.locator('attention-playground').getByRole('application').waitFor();
  const height = await inner.evaluate(
    () => document.querySelector('attention-playground')?.getBoundingClientRect().height ?? 0,
  );
  assert.ok(height <= 400 && height > 380, `${height}`);
  await close();
});

test('only the protocol’s messages are obeyed, and only from the parent', async () => {
  const stranger = `<iframe title="a stranger" srcdoc="<p>hello</p>"></iframe>`;
  const { page, close } = await lesson.open(frame() + stranger);
  const inner = /** @type {import('playwright-core').Frame} */ (
    page.frames().find((one) => one.url().includes('embed.html'))
  );
  await inner.locator('attention-playground').getByRole('application').waitFor();
  const text = () =>
    inner.evaluate(
      () => /** @type {any} */ (document.querySelector('attention-playground')).request.text,
    );
  const before = await text();
  await inner.evaluate(() => {
    const shown = /** @type {any} */ (window);
    shown.texts = [];
    document.addEventListener('change', (event) => {
      if (event instanceof CustomEvent) shown.texts.push(event.detail.request.text);
    });
  });
  const show = { playground: 1, type: 'show', hash: '#text=from+a+stranger' };
  const other = /** @type {import('playwright-core').Frame} */ (
    page.frames().find((one) => one.url() === 'about:srcdoc')
  );
  await other.evaluate((message) => parent.frames[0].postMessage(message, '*'), show);
  await page.evaluate(() => {
    const target = /** @type {Window} */ (document.querySelector('iframe')?.contentWindow);
    const wrong = [
      null,
      'show',
      { type: 'show', hash: '#text=without+a+version' },
      { playground: 2, type: 'show', hash: '#text=of+another+version' },
      { playground: 1, type: 'show', hash: 5 },
      { playground: 1, type: 'set', text: 'of no type' },
    ];
    for (const message of wrong) target.postMessage(message, '*');
  });
  // Messages arrive in order: what is answered to this one was sent after all of those.
  await page.evaluate(
    (message) => document.querySelector('iframe')?.contentWindow?.postMessage(message, '*'),
    { ...show, hash: '#text=from+the+parent' },
  );
  await inner.waitForFunction(
    (old) =>
      /** @type {any} */ (document.querySelector('attention-playground')).request.text !== old,
    before,
  );
  assert.equal(await text(), 'from the parent');
  const texts = await inner.evaluate(() => /** @type {any} */ (window).texts);
  assert.deepEqual(texts, ['from the parent']);
  await close();
});
