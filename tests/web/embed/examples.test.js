/** The examples work, from the built scripts: every embed of the lesson comes to life. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { openingState } from '../../../web/state/state.js';
import { launch, serve } from '../browser.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  browser = await launch();
  server = await serve(root);
});
after(async () => {
  await browser.close();
  await server.close();
});

/** @param {string} path */
async function openExample(path) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  /** @type {string[]} */
  const faults = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    if (request.url().endsWith('favicon.ico')) faults.push('asked for an icon');
    if (!request.url().startsWith(server.url) && !request.url().startsWith('blob:')) {
      faults.push(`asked for ${request.url()}`);
    }
  });
  await page.addInitScript(() => {
    const all = /** @type {any} */ (window);
    all.wrong = [];
    document.addEventListener('ready', ({ target }) =>
      /** @type {Element} */ (target).setAttribute('data-ready', ''),
    );
    document.addEventListener('error', (event) => {
      if (event instanceof CustomEvent) all.wrong.push(event.detail.message);
    });
  });
  await page.goto(server.url + path);
  return { page, faults };
}

/** @param {import('playwright-core').Page} page */
async function bringAllToLife(page) {
  const count = await page.locator('attention-playground').count();
  for (let index = 0; index < count; index += 1) {
    const embed = page.locator('attention-playground').nth(index);
    await embed.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      (place) => document.querySelectorAll('attention-playground')[place].matches('[data-ready]'),
      index,
    );
  }
  return count;
}

test('the lesson has a dozen embeds, and each of them comes to life', async () => {
  const { page, faults } = await openExample('examples/lesson/index.html');
  const count = await bringAllToLife(page);
  assert.ok(count >= 12, `${count}`);
  assert.equal(await page.locator('.room').count(), 0, 'each figure is as high as it needs');
  const hidden = await page
    .locator('.heads-scroll')
    .evaluateAll((boxes) => boxes.map((box) => box.scrollHeight - box.clientHeight));
  assert.deepEqual(hidden, [0]);
  await page.getByRole('button', { name: 'switch head 3.1 off' }).waitFor();
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const found = await /** @type {any} */ (globalThis).axe.run();
    return found.violations.map((/** @type {any} */ { id, nodes }) => `${id} ${nodes[0].html}`);
  });
  assert.deepEqual(violations, []);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).wrong), []);
  assert.deepEqual(faults, []);
  await page.close();
});

test('the lesson speaks of the head that was measured to find nouns, and of its sentence as it is', () => {
  const text = readFileSync(`${root}examples/lesson/index.html`, 'utf8');
  const { layer, head } = openingState.view;
  for (const [, name] of text.matchAll(/ head="([^"]+)"/g)) {
    assert.equal(name, `${layer + 1}.${head + 1}`);
  }
});

test('without reveal.js the slides are a plain page that says what is missing', async () => {
  const { page, faults } = await openExample('examples/slides/index.html');
  await page.getByText('put reveal.js beside this file').waitFor();
  await page.getByRole('heading', { name: 'Who is “it”?' }).waitFor();
  await bringAllToLife(page);
  assert.deepEqual(faults, []);
  await page.close();
});

test('plain HTML: element, frame, own weights, and what embeds say', async () => {
  const { page, faults } = await openExample('examples/html/index.html');
  await bringAllToLife(page);
  const height = () =>
    page.evaluate(() => document.querySelector('iframe')?.getBoundingClientRect().height ?? 0);
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await page.waitForFunction(
    () => document.querySelector('iframe')?.style.getPropertyValue('height') !== '',
  );
  assert.ok((await height()) > 300);
  const asked = page.locator('#asked');
  await asked.getByRole('button', { name: 'dragon' }).click();
  await page.getByText('Expected dragon, strongest dragon.').waitFor();
  assert.deepEqual(faults, []);
  await page.close();
});
