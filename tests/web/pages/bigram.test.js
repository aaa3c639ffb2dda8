import assert from 'node:assert/strict';
import axe from 'axe-core';
import { loadPlayground } from '../../../wasm/playground.js';
import { pageTest, sentence, waitForHash } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const hash = 'model=bigram&text=The+dragon+guarded+the+treasure.&cell=2,1';

/** @param {Page} page */
const modelMenu = (page) => page.getByRole('combobox', { name: 'model' });
/** @param {Page} page */
const bars = (page) => page.getByRole('list', { name: 'The bigram’s next word' });
/** @param {Page} page */
const table = (page) => page.getByRole('application', { name: 'The bigram’s table' });
/** @param {Page} page @param {string} name */
const chip = (page, name) =>
  page.getByRole('region', { name: 'The bigram' }).getByRole('button', { name, exact: true });

pageTest('the menu says what each model sees', { hash: '' }, async (page) => {
  assert.deepEqual(await modelMenu(page).locator('option').allTextContents(), [
    'reader: sees both sides, like BERT',
    'writer: sees only the past, like GPT',
    'random: untrained',
    'bigram: no attention',
  ]);
});

pageTest(
  'the bigram shows its table and its next word where there is no attention, and Back brings attention back',
  { hash: '' },
  async (page) => {
    await modelMenu(page).selectOption('bigram: no attention');
    await waitForHash(page, 'model=bigram');
    await page.getByText('It sees one token of context').waitFor();
    await bars(page).getByRole('listitem').first().waitFor();
    await table(page).waitFor();
    for (const name of ['Matrix', 'Heads', 'This cell, by hand', 'Steps of attention']) {
      assert.equal(await page.getByRole('region', { name }).count(), 0, name);
    }
    const settings = page.getByRole('group', { name: 'Settings' });
    assert.equal(await settings.getByRole('button', { name: 'mask' }).count(), 0);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goBack();
    await page.getByRole('region', { name: 'Matrix', exact: true }).waitFor();
    await page.getByText('The model’s answer').waitFor();
    assert.equal(await table(page).count(), 0);
  },
);

pageTest(
  'its numbers are the counts of pairs in the stories',
  { hash, ready: false },
  async (page) => {
    await chip(page, 'guarded').and(page.locator('[aria-pressed=true]')).waitFor();
    await bars(page).getByRole('listitem').first().waitFor();
    const playground = await loadPlayground();
    await playground.load('writer');
    const { words } = playground.model('writer');
    const bigram = playground.bigram({ grammar: 'full' });
    const [guarded, the] = ['guarded', 'the'].map((word) => words.indexOf(word));
    const counts = bigram.counts();
    const probability = bigram.probabilities(guarded)[the];
    const caption = (await page.locator('#bigram-caption').textContent()) ?? '';
    const [, often, all] = caption.match(/\(([\d,]+) of ([\d,]+) times\)/) ?? [];
    const row = counts.subarray(guarded * words.length, (guarded + 1) * words.length);
    assert.equal(Number(often.replace(',', '')), row[the]);
    assert.equal(
      Number(all.replace(',', '')),
      row.reduce((sum, count) => sum + count, 0),
    );
    const bar = bars(page).getByRole('listitem').filter({ hasText: 'the' }).first();
    assert.equal(Number(await bar.locator('data').getAttribute('value')), probability);
    bigram.delete();
    playground.delete();
  },
);

pageTest(
  'a click on a word writes it behind the sentence, and asks for the one after it',
  { hash: 'model=bigram&text=The+dragon&cell=1,0', ready: false },
  async (page) => {
    const first = bars(page)
      .getByRole('button', { name: /^[a-z]/ })
      .first();
    await first.waitFor();
    const word = await first.locator('bdi').textContent();
    await first.click();
    await waitForHash(page, `text=The+dragon+${word}`);
    await chip(page, word ?? '')
      .and(page.locator('[aria-pressed=true]'))
      .waitFor();
    await page.getByRole('heading', { name: `What follows “${word}”?` }).waitFor();
  },
);

pageTest(
  'what is typed is the bigram’s at once; an unknown word is letters to it, too',
  { hash: 'model=bigram&text=The+dragon', ready: false, width: 360, height: 740, touch: true },
  async (page) => {
    await bars(page).getByRole('listitem').first().waitFor();
    await sentence(page).fill('The zzq slept.');
    await chip(page, 'q').waitFor();
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const results = await /** @type {any} */ (globalThis).axe.run('#bigram, #header');
      return results.violations.map((/** @type {any} */ { id, nodes }) => [id, nodes[0].html]);
    });
    assert.deepEqual(violations, []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow}`);
  },
);
