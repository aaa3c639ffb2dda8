import assert from 'node:assert/strict';
import axe from 'axe-core';
import { openingState } from '../../../web/state/state.js';
import { loadPlayground } from '../../../wasm/playground.js';
import { pageTest, sentence, waitForHash } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const { layer, head } = openingState.view;

/** @param {Page} page */
const open = (page) => page.getByRole('button', { name: 'see where it fails' });
/** @param {Page} page */
const failures = (page) =>
  page.getByRole('list', { name: 'Sentences in which it fails' }).getByRole('button');

/**
 * What the core finds, with the words at the positions.
 * @param {import('../../../wasm/playground.js').HeadRoleName} link
 * @param {number} ofLayer @param {number} ofHead @param {number} seed
 */
async function expected(link, ofLayer, ofHead, seed) {
  const playground = await loadPlayground();
  await playground.load('reader');
  const found = playground.counterExamples('reader', link, ofLayer, ofHead, 8, seed);
  const examples = found.map((example) => {
    const tokens = playground.tokenize({ text: example.text, model: 'reader' });
    const [query, target, pointed] = [example.query, example.target, example.pointed].map(
      (at) => tokens[at].text,
    );
    return { ...example, words: { query, target, pointed } };
  });
  playground.delete();
  return examples;
}

pageTest(
  'new stories in which the head points to the wrong word, and one of them in the page',
  { hash: '' },
  async (page) => {
    const examples = await expected('pronoun', layer, head, 1);
    await open(page).click();
    await failures(page).first().waitFor();
    const texts = await failures(page).allTextContents();
    assert.equal(texts.length, examples.length);
    examples.forEach(({ text, words }, i) => {
      const { query, target, pointed } = words;
      assert.ok(texts[i].startsWith(text), texts[i]);
      assert.ok(texts[i].includes(`“${query}” should point to “${target}”`), texts[i]);
      assert.ok(texts[i].includes(`points to “${pointed}”`), texts[i]);
    });
    const [first] = examples;
    await failures(page).first().click();
    await waitForHash(page, `cell=${first.query},${first.pointed}`);
    assert.equal(await sentence(page).inputValue(), first.text);
    assert.equal(await failures(page).count(), 0, 'the list is shut');
    const selected = page.getByRole('list', { name: 'Tokens' }).locator('[aria-pressed=true]');
    assert.equal(await selected.textContent(), first.words.query);
    await page.locator('#matrix-caption').getByText(first.words.pointed, { exact: true }).waitFor();
    const takes = await page.locator('#matrix-caption').textContent();
    assert.ok(takes?.includes(`takes ${first.pointed_weight.toFixed(2)} of its mix`), takes ?? '');
  },
);

pageTest(
  'for a link that the head was not named for nothing is said to fail; by keyboard, and others of them',
  { hash: 'model=reader&text=The+dragon+slept.&head=2.3&mask=window:2' },
  async (page) => {
    await page.locator('#matrix-title').getByText('pronoun → its noun').waitFor();
    await open(page).focus();
    await page.keyboard.press('Enter');
    await failures(page).first().waitFor();
    await page.getByRole('combobox', { name: 'link' }).selectOption('adjective → its noun');
    const first = await expected('adjective', 1, 2, 1);
    const { query, target } = first[0].words;
    const neutral = `“${query}” would, by this link, point to “${target}”`;
    await failures(page).first().getByText(neutral).waitFor();
    assert.equal(await page.locator('#failures').getByText('should').count(), 0);
    await page
      .getByText(/^adjective → its noun: as this link has it in [\d.]+ % of [\d,]+/)
      .waitFor();
    await page.getByRole('button', { name: 'other sentences' }).click();
    const [second] = await expected('adjective', 1, 2, 2);
    await failures(page).filter({ hasText: second.text }).first().waitFor();
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const results = await /** @type {any} */ (globalThis).axe.run('#failures');
      return results.violations.map((/** @type {any} */ { id, nodes }) => [id, nodes[0].html]);
    });
    assert.deepEqual(violations, []);
    await failures(page).first().focus();
    await page.keyboard.press('Enter');
    await waitForHash(page, `cell=${second.query},${second.pointed}`);
    const hash = await page.evaluate(() => location.hash);
    assert.ok(!hash.includes('mask='), 'as it was measured, without a mask of the page’s');
    assert.ok(hash.includes('head=2.3'), hash);
  },
);

/**
 * For `before`: notes each time that the door to the list is seen, as `seen` on the page's window.
 * @param {Page} page
 */
const noteDoor = (page) =>
  page.addInitScript(() => {
    const all = /** @type {any} */ (globalThis);
    all.seen = 0;
    new MutationObserver(() => {
      const door = /** @type {HTMLElement | null} */ (document.querySelector('.failures-open'));
      if (door && !door.hidden) all.seen += 1;
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });

pageTest(
  'a head that has earned no name claims nothing, and fails at nothing, not even while the page loads',
  { hash: 'model=writer&text=The+dragon+slept.&head=3.1', before: noteDoor },
  async (page) => {
    await page.locator('#matrix-title').getByText('no name earned').waitFor();
    await page.locator('body:not(.unfilled)').waitFor();
    assert.equal(await open(page).count(), 0);
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).seen), 0);
  },
);

pageTest('the untrained model has nothing to fail at, nor a mean of heads', {}, async (page) => {
  assert.equal(await open(page).count(), 0);
  await page.evaluate(() => (location.hash = 'model=reader&text=The+dragon&head=1.mean'));
  await page.locator('#matrix-title').getByText('Mean of layer 1').waitFor();
  assert.equal(await open(page).count(), 0);
});

pageTest(
  'a step of the whole layer shows no head that could fail, an empty text none that was right',
  { hash: 'model=reader&text=The+dragon+slept.&head=3.1&step=stream' },
  async (page) => {
    await page.locator('#matrix-title').getByText('Layer 3').waitFor();
    await page.locator('body:not(.unfilled)').waitFor();
    assert.equal(await open(page).count(), 0);
    await page.evaluate(() => (location.hash = 'model=reader&text=The+dragon+slept.&head=3.1'));
    await open(page).waitFor();
    await page.getByText(/^Right in 99 %/).waitFor();
    await sentence(page).fill('');
    await page.getByText(/^Right in 99 %/).waitFor({ state: 'hidden' });
    await sentence(page).fill('The dragon slept.');
    await page.getByText(/^Right in 99 %/).waitFor();
  },
);

pageTest(
  'on a phone the list stays inside the screen',
  { hash: '', width: 360, height: 740, touch: true },
  async (page) => {
    await open(page).tap();
    await failures(page).first().waitFor();
    const box = await page.locator('#failures').boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 360 && box.y >= 0);
    assert.ok(box && box.y + box.height <= 740, JSON.stringify(box));
  },
);
