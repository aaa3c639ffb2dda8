import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import { pageTest, waitForHash } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const SENTENCE = 'The dragon guarded the treasure because it was valuable.';
const READER = `model=reader&text=${encodeURIComponent(SENTENCE)}`;
/** Small: a step takes a millisecond. */
const SMALL =
  'objective:reader,grammar:small,layers:1,heads:2,width:8,rate:0.01,steps:60000,seed:1';

/** @param {Page} page */
const door = (page) => page.getByRole('region', { name: 'Train a model' });
/** @param {Page} page  @param {string} name */
const button = (page, name) => door(page).getByRole('button', { name, exact: true });
/** @param {Page} page */
const message = (page) => door(page).getByRole('status');
/** @param {Page} page */
const stepNow = async (page) =>
  Number(
    (
      await door(page)
        .getByText(/^step [\d,]+ of/)
        .textContent()
    )
      ?.match(/[\d,]+/)?.[0]
      .replace(/,/g, ''),
  );
/** @param {Page} page */
const pixels = (page) =>
  door(page)
    .locator('.train-attention canvas')
    .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());

/** @param {Page} page */
async function axeViolations(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const results = await /** @type {any} */ (globalThis).axe.run();
    return results.violations.map((/** @type {any} */ { id, nodes }) => [id, nodes[0].html]);
  });
}

pageTest('nothing of the door is fetched before it is opened', { hash: READER }, async (page) => {
  const fetched = () =>
    page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert.ok(!(await fetched()).some((name) => /train|learner/.test(name)));
  const toggle = page.getByRole('button', { name: 'Train', exact: true });
  await toggle.click();
  await button(page, 'Start').waitFor();
  assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
  await waitForHash(page, 'door=train');
  assert.ok((await fetched()).some((name) => /train-\w+\.js$/.test(name)));
  await page.goBack();
  await door(page).waitFor({ state: 'hidden' });
  assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
});

pageTest(
  'a model learns, is paused, and is used in every view',
  { hash: `${READER}&train=${SMALL}` },
  async (page) => {
    await message(page).getByText('which gives the same model').waitFor();
    assert.equal(await door(page).getByLabel('width').inputValue(), '8');
    await button(page, 'Start').click();
    await door(page)
      .getByText(/^step [\d,]+ of 60,000/)
      .waitFor();
    const before = await pixels(page);
    await page.waitForFunction(() => {
      const label = document.querySelector('.train-chart')?.getAttribute('aria-label') ?? '';
      const [, last, step, first] = label.match(/([\d.]+) at step ([\d,]+), ([\d.]+) at/) ?? [];
      return Number(step?.replace(/,/g, '')) > 20 && Number(last) < Number(first) - 0.5;
    });
    // The attention is drawn anew while the model learns, a few times a second.
    while ((await pixels(page)) === before);
    await button(page, 'Pause').click();
    await button(page, 'Go on').waitFor();
    await button(page, 'Use this model in every view').click();
    await page.waitForFunction(() => location.hash.includes('model=trained'));
    assert.equal(await page.getByLabel('model', { exact: true }).inputValue(), 'trained');
    await page.getByText('1 layers × 2 heads, D 8').waitFor();
    assert.match(
      (await page.locator('#controls-model option:checked').textContent()) ?? '',
      /trained here: yours/,
    );
    const meter = door(page).getByRole('meter', { name: /^pronoun/ });
    assert.match(
      (await meter.getAttribute('aria-valuetext')) ?? '',
      /% by head 1\.[12]; the nearest/,
    );
    assert.deepEqual(await axeViolations(page), []);
  },
);

pageTest(
  'steps one by one; other settings ask for a new training; a reset begins anew',
  { hash: `${READER}&train=${SMALL}` },
  async (page) => {
    await button(page, 'Step').click();
    await door(page).getByText('step 1 of 60,000').waitFor();
    await button(page, 'Step').click();
    await door(page).getByText('step 2 of 60,000').waitFor();
    await door(page).getByLabel('seed').fill('2');
    await door(page).getByLabel('seed').blur();
    await message(page).getByText('These settings are for a new training.').waitFor();
    assert.ok(await button(page, 'Go on').isDisabled());
    await button(page, 'Keep the training').click();
    assert.equal(await door(page).getByLabel('seed').inputValue(), '1');
    await button(page, 'Step').click();
    await door(page).getByText('step 3 of 60,000').waitFor();
    await button(page, 'Reset').click();
    await button(page, 'Start').waitFor();
    await door(page)
      .getByText(/^step \d/)
      .waitFor({ state: 'hidden' });
  },
);

pageTest(
  'the door says what is wrong, and goes on',
  { hash: `${READER}&door=train` },
  async (page) => {
    const field = (/** @type {string} */ name) => door(page).getByLabel(name, { exact: true });
    for (const [name, wrong, said] of [
      ['rate', '-1', 'rate is a number from 0.000001 to 1, not -1.'],
      ['width', '9999', 'width is a whole number from 4 to 256, not 9999.'],
      ['heads', '3', 'width 32 cannot be split into 3 equal heads.'],
    ]) {
      const before = await field(name).inputValue();
      await field(name).fill(wrong);
      await message(page).getByText(said).waitFor();
      await field(name).blur();
      assert.equal(await field(name).inputValue(), wrong, 'what was typed is not rewritten');
      assert.ok(await button(page, 'Start').isDisabled());
      assert.ok(await button(page, 'Step').isDisabled());
      await field(name).fill(before);
      await message(page).getByText(said).waitFor({ state: 'hidden' });
      assert.ok(await button(page, 'Start').isEnabled());
    }
    assert.doesNotMatch(await page.evaluate(() => location.hash), /rate:-1|width:9999|heads:3/);
    await button(page, 'Step').click();
    await door(page).getByText('step 1 of 1,200').waitFor();
    await field('seed').fill('-1');
    assert.ok(await button(page, 'Go on').isDisabled());
    await button(page, 'Reset').click();
    await message(page).getByText('not -1').waitFor();
    await field('seed').fill('2');
    assert.ok(await button(page, 'Start').isEnabled());
    const bytes = Buffer.from('not a model at all');
    for (const [name, buffer, words] of /** @type {[string, Buffer, RegExp][]} */ ([
      ['bad.safetensors', bytes, /^bad\.safetensors could not be used: /],
      ['words.json', Buffer.from('{"model": 1}'), /it is a JSON file/],
    ])) {
      const file = { name, mimeType: 'application/octet-stream', buffer };
      await door(page).getByLabel('Load a model file').setInputFiles(file);
      await message(page).getByText(words).waitFor();
    }
    const good = readFileSync(new URL('../../../dist/models/writer.safetensors', import.meta.url));
    const file = { name: 'mine.safetensors', mimeType: 'application/octet-stream', buffer: good };
    await door(page).getByLabel('Load a model file').setInputFiles(file);
    await message(page).getByText('the model in mine.safetensors').waitFor();
    assert.equal(await page.getByLabel('model', { exact: true }).inputValue(), 'trained');
  },
);

pageTest(
  'what is learned is told for each objective',
  { hash: `${READER}&door=train` },
  async (page) => {
    await door(page).getByText('words of small stories are hidden').waitFor();
    await door(page).getByLabel('objective').selectOption('writer');
    await door(page).getByText('it has to say which word comes next').waitFor();
    assert.equal(await door(page).getByText('restore').count(), 0);
  },
);

pageTest(
  'a link whose heads cannot share the width waits for other settings',
  { hash: `${READER}&train=${SMALL.replace('heads:2', 'heads:3')}` },
  async (page) => {
    await message(page).getByText('width 8 cannot be split into 3 equal heads.').waitFor();
    assert.equal(await message(page).getByRole('button').count(), 0);
    assert.ok(await button(page, 'Start').isDisabled());
    await door(page).getByLabel('heads').fill('4');
    await door(page).getByLabel('heads').blur();
    await waitForHash(page, 'heads:4');
    assert.ok(await button(page, 'Start').isEnabled());
  },
);

pageTest(
  'a link to a model that is gone opens the door to train it again, on a phone too',
  { hash: `model=trained&text=a&train=${SMALL}&door=none`, width: 390, height: 844, touch: true },
  async (page) => {
    await page.getByText('The model was trained in a page that is gone').waitFor();
    await button(page, 'Train again').waitFor();
    assert.equal(await page.getByLabel('model', { exact: true }).inputValue(), 'reader');
    assert.deepEqual(await axeViolations(page), []);
    await button(page, 'Train again').click();
    await page.waitForFunction(() =>
      /^step/.test(document.querySelector('.train-facts')?.textContent ?? ''),
    );
    assert.ok((await stepNow(page)) > 0);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  },
);

pageTest(
  'where a link waits for its model, the model is used as soon as it is trained again',
  { hash: `model=trained&text=the+dragon&train=${SMALL.replace('60000', '3')}&door=none` },
  async (page) => {
    await button(page, 'Train again').click();
    await page.waitForFunction(() => location.hash.includes('model=trained'));
    await message(page).getByText('Every view below now shows the model').waitFor();
  },
);
