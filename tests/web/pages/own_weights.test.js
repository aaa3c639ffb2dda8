import assert from 'node:assert/strict';
import { pageTest } from '../page_test.js';

/** @param {string} name  @param {unknown} content */
const file = (name, content) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

const ROWS = [
  [1, 0, 0],
  [0.25, 0.75, 0],
  [0.125, 0.375, 0.5],
];
const IDENTITY = ROWS.map((row, i) => row.map((_, j) => Number(i === j)));
/** One layer of two heads. */
const ATTENTIONS = { tokens: ['my', 'own', 'model'], attentions: [[ROWS, IDENTITY]] };

/** @param {import('playwright-core').Page} page */
const panel = (page) => page.getByRole('region', { name: 'Copy and save' });

pageTest('a JSON file of any model’s attention is shown beside the page', {}, async (page) => {
  await panel(page).getByLabel('Open a JSON file').setInputFiles(file('bert.json', ATTENTIONS));
  await panel(page).getByText('bert.json, in this browser alone').waitFor();
  const shown = panel(page).locator('attention-playground');
  await shown.getByRole('heading', { name: 'Head 1.1' }).waitFor();
  await shown.getByText('Weights that this page has brought along.').waitFor();
  const weights = await shown.evaluate(async (one) => [
    .../** @type {any} */ (await /** @type {any} */ (one).trace.weights(0, 0)),
  ]);
  assert.deepEqual(weights, ROWS.flat());
  const chip = shown.getByRole('button', { name: 'own', exact: true }).first();
  assert.equal(await chip.getAttribute('data-id'), null, 'no id where there is no vocabulary');
  await panel(page).getByRole('button', { name: 'Close' }).click();
  await shown.waitFor({ state: 'detached' });
});

pageTest('a file that cannot be shown says why', {}, async (page) => {
  for (const [content, told] of /** @type {[unknown, string][]} */ ([
    ['no JSON', 'it is not JSON'],
    [{ tokens: ['a'] }, 'it has to be { "tokens": […], "attentions"'],
    [{ tokens: ['a', 'b'], attentions: [[[[1, 0]]]] }, 'has to have 2 rows of 2 numbers'],
    [{ tokens: ['a'], attentions: [[[['1']]]] }, 'hold what is not a number'],
    [{ tokens: ['a'], attentions: [[[[null]]]] }, 'hold what is not a number'],
    [{ tokens: ['a'], attentions: [[[[[1]]]]] }, 'five levels deep'],
  ])) {
    await panel(page).getByLabel('Open a JSON file').setInputFiles(file('bad.json', content));
    await panel(page)
      .getByText(`bad.json could not be shown: ${told}`)
      .or(panel(page).getByText(told))
      .first()
      .waitFor();
    assert.equal(await panel(page).locator('attention-playground').count(), 0);
  }
});
