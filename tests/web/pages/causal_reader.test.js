import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { serveModel } from '../model_scores.js';
import { openPage } from '../browser.js';
import { pageTest, waitForHash } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const LESSON = 'text=The+dragon+guarded+the+treasure+because+it+was+valuable.';
const forced = `model=reader&${LESSON}&mask=causal&head=3.1&cell=6,4`;

/** @param {Page} page */
const compare = (page) => page.getByRole('button', { name: 'compare with one trained so' });
/** @param {Page} page */
const rows = (page) =>
  page.getByRole('table', { name: 'How often the right noun is named' }).getByRole('row');

/** @param {number} before @param {number} after */
const answers =
  (before, after) => (/** @type {import('../model_scores.js').ModelScores} */ scores) => {
    scores.answers = {
      .../** @type {NonNullable<typeof scores.answers>} */ (scores.answers),
      clue_before: { share: before, cases: 200 },
      clue_after: { share: after, cases: 1300 },
    };
  };

pageTest(
  'with the causal mask forced on the reader, its twin that learned with it stands beside',
  {
    hash: forced,
    before: async (page) => {
      await serveModel('reader', 'reader', answers(0.91, 0.87))(page);
      await serveModel('reader-causal', 'reader', answers(0.83, 0.52))(page);
    },
  },
  async (page) => {
    const fetched = () =>
      page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    assert.ok(!(await fetched()).some((name) => name.includes('reader-causal')));
    await page.getByText('It was trained seeing both sides').waitFor();
    assert.equal(await page.getByText('the paler rows were not tested').count(), 0);
    await compare(page).click();
    await rows(page).first().waitFor();
    assert.deepEqual(await rows(page).allInnerTexts(), [
      'the reader, trained\tclue before the pronoun\tclue after it',
      'seeing both sides\t91 % of 200\t87 % of 1,300',
      'seeing only the past\t83 % of 200\t52 % of 1,300',
    ]);
    await page.getByText('the row of “it” cannot know a word that comes later').waitFor();
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const results = await /** @type {any} */ (globalThis).axe.run('#causal-reader');
      return results.violations.map((/** @type {any} */ { id, nodes }) => [id, nodes[0].html]);
    });
    assert.deepEqual(violations, []);
    await page.getByRole('button', { name: 'look at the model that was trained so' }).click();
    await waitForHash(page, 'model=reader-causal');
    assert.ok(!(await page.evaluate(() => location.hash)).includes('mask='));
    const menu = page.getByRole('combobox', { name: 'model' });
    const chosen = await menu.evaluate(
      (select) => /** @type {HTMLSelectElement} */ (select).selectedOptions[0].textContent,
    );
    assert.equal(chosen, 'reader, causal: sees only the past');
    await page.getByText('The model’s answer').waitFor();
  },
);

pageTest(
  'the twin is offered to no one whose model does what it learned',
  { hash: `model=reader&${LESSON}` },
  async (page) => {
    assert.equal(await compare(page).count(), 0);
    await page.evaluate(() => (location.hash = 'model=writer&text=The+dragon&mask=causal'));
    await page.getByText('next word after').waitFor();
    assert.equal(await compare(page).count(), 0);
  },
);

test('a twin that cannot be fetched is said in words', async () => {
  const { page, close } = await openPage({
    hash: forced,
    before: (opened) =>
      opened
        .context()
        .route('**/models/reader-causal.safetensors', (route) => route.fulfill({ status: 404 })),
  });
  try {
    await compare(page).click();
    await page.getByText(/reader-causal.*could not be loaded/).waitFor();
    assert.equal(await rows(page).count(), 0);
  } finally {
    await close();
  }
});

const file = fileURLToPath(
  new URL('../../../dist/models/reader-causal.safetensors', import.meta.url),
);

test(
  'the bundled twin sees only the past, and nothing is outside what it learned',
  { skip: existsSync(file) ? false : 'reader-causal.safetensors has not been made' },
  async () => {
    const { page, close, consoleErrors } = await openPage({
      hash: `model=reader-causal&${LESSON}&cell=6,4`,
    });
    try {
      await page.getByRole('button', { name: /^mask causal, not itself$/ }).waitFor();
      assert.equal(await page.getByText('It was trained seeing both sides').count(), 0);
      assert.equal(await compare(page).count(), 0);
      const chip = page.getByRole('list', { name: 'Tokens' }).getByRole('button');
      // Of “it”: what comes later is forbidden, as “it” itself is.
      const masked = await chip.evaluateAll((chips) =>
        chips.map((each) => each.classList.contains('masked')),
      );
      assert.deepEqual(masked, [...Array(6).fill(false), ...Array(4).fill(true)]);
      assert.deepEqual(consoleErrors, []);
    } finally {
      await close();
    }
  },
);
