/** Words that a model restores or writes, taken into the text. */
import assert from 'node:assert/strict';
import { loadPlayground } from '../../../wasm/playground.js';
import { dragon, expectChips, pageTest, sentence, waitForHash } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const HIDDEN = 'The dragon guarded the treasure because [MASK] was valuable.';
const hidden = [...dragon.slice(0, 6), '[MASK]', ...dragon.slice(7)];

/** @param {Page} page @param {string} name */
const chip = (page, name) =>
  page.getByRole('list', { name: 'Tokens' }).getByRole('button', { name, exact: true });
/** @param {Page} page */
const answers = (page) => page.getByRole('list', { name: 'Most probable words' });
/** @param {Page} page */
const nextWords = (page) => page.getByRole('list', { name: 'Next words' });
/** @param {import('playwright-core').Locator} list */
const numbersIn = (list) => list.locator('.number').allTextContents();
/** @param {number} share */
const asPercent = (share) => Number((share * 100).toPrecision(2));

pageTest('a selected word is hidden, and put back', { hash: '' }, async (page) => {
  await chip(page, 'treasure').click();
  await page.getByRole('button', { name: 'hide “treasure” ([MASK])' }).waitFor();
  await chip(page, 'it').click();
  // A click still selects, and nothing else.
  await expectChips(page, dragon);
  await page.getByRole('button', { name: 'hide “it” ([MASK])' }).click();
  await expectChips(page, hidden);
  assert.equal(await sentence(page).inputValue(), HIDDEN);
  await page.getByText('in place of “[MASK]”').waitFor();
  assert.equal(await chip(page, '[MASK]').getAttribute('aria-pressed'), 'true');
  await page.getByRole('button', { name: 'put “it” back' }).click();
  await expectChips(page, dragon);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectChips(page, hidden);
});

pageTest('Delete on a word hides it, and says so', { hash: '' }, async (page) => {
  await chip(page, 'valuable').focus();
  assert.equal(await chip(page, 'valuable').getAttribute('aria-keyshortcuts'), 'Delete');
  await page.keyboard.press('Delete');
  await expectChips(page, [...dragon.slice(0, 8), '[MASK]', '.']);
  await page.getByText('“valuable” is hidden.').waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent),
    '[MASK]',
    'the keys go on from the same place',
  );
});

pageTest(
  'the words for a hidden one are the model’s own, and a click takes one into the text',
  { hash: `model=reader&text=${encodeURIComponent(HIDDEN)}&head=3.1&cell=6,4` },
  async (page) => {
    const playground = await loadPlayground();
    await playground.load('reader');
    const { words } = playground.predict({ text: HIDDEN, model: 'reader', count: 12 });
    playground.delete();
    await page.getByRole('button', { name: 'more words' }).click();
    const shown = await answers(page).locator('bdi').allTextContents();
    assert.deepEqual(
      shown,
      words.map(({ text }) => text),
    );
    const numbers = await numbersIn(answers(page));
    assert.equal(asPercent(words[0].probability), parseFloat(numbers[0]));
    await answers(page).getByRole('button').nth(1).click();
    await expectChips(page, [...dragon.slice(0, 6), words[1].text, ...dragon.slice(7)]);
    await waitForHash(page, `because+${words[1].text}+was`);
  },
);

pageTest(
  'an unknown word is hidden as a whole',
  { hash: 'model=reader&text=The+zqx+slept.&cell=2,0' },
  async (page) => {
    await expectChips(page, ['The', 'z', 'q', 'x', 'slept', '.']);
    await page.getByRole('button', { name: 'hide “zqx” ([MASK])' }).click();
    await expectChips(page, ['The', '[MASK]', 'slept', '.']);
    await page.getByRole('button', { name: 'put “zqx” back' }).click();
    await expectChips(page, ['The', 'z', 'q', 'x', 'slept', '.']);
  },
);

pageTest(
  'the writer’s next words stand behind the sentence, whatever is selected; one click writes one',
  { hash: 'model=writer&text=The+dragon&cell=0,0' },
  async (page) => {
    const playground = await loadPlayground();
    await playground.load('writer');
    const { words } = playground.predict({ text: 'The dragon', model: 'writer', count: 5 });
    playground.delete();
    const first = nextWords(page).getByRole('button').first();
    await first.waitFor();
    const shown = await nextWords(page).locator('bdi').allTextContents();
    assert.deepEqual(
      shown,
      words.map(({ text }) => text),
    );
    assert.equal(
      asPercent(words[0].probability),
      parseFloat((await numbersIn(nextWords(page)))[0]),
    );
    await first.click();
    await expectChips(page, ['The', 'dragon', words[0].text]);
    await page.getByText(`next word after “${words[0].text}”`).waitFor();
    const again = nextWords(page).getByRole('button', { name: shown[0] });
    await again.waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('button', { name: /^hide / }).count(), 0);
  },
);

pageTest('a model that was never trained restores nothing', {}, async (page) => {
  assert.equal(await page.getByRole('button', { name: /^hide / }).count(), 0);
  await chip(page, 'it').focus();
  await page.keyboard.press('Delete');
  await expectChips(page, dragon);
  assert.equal(await nextWords(page).count(), 0);
});

pageTest(
  'a trial leads to what it changes: the cell, the row, and the way back',
  { hash: '' },
  async (page) => {
    const caption = page.locator('#matrix-caption');
    await page.getByRole('button', { name: 'valuable → hungry' }).click();
    await caption.getByText('dragon', { exact: true }).waitFor();
    await waitForHash(page, 'cell=6,1');
    await page.getByRole('button', { name: 'back to valuable' }).click();
    await waitForHash(page, 'cell=6,4');
    await page.getByRole('button', { name: 'something else was' }).click();
    await page.getByText('A control: “something else” refers to no word').waitFor();
    await waitForHash(page, 'cell=7,');
    await page.getByRole('button', { name: 'back to it' }).click();
    await waitForHash(page, 'cell=6,4');
    assert.match(await page.getByLabel('Type a sentence').inputValue(), /because it was valuable/);
  },
);

pageTest(
  'the selection stays on its word while another sentence is typed',
  { hash: '' },
  async (page) => {
    await page.getByLabel('Type a sentence').fill('');
    await page
      .getByLabel('Type a sentence')
      .pressSequentially('The robot did not carry the box because it was heavy.');
    await page.waitForFunction(() => location.hash.includes('cell=8,'));
    await page.locator('#matrix-caption').getByText('box', { exact: true }).waitFor();
    assert.equal(await chip(page, 'it').getAttribute('aria-pressed'), 'true');
  },
);
