import assert from 'node:assert/strict';
import { openingState } from '../../../web/state/state.js';
import { serveModel } from '../model_scores.js';
import { expectChips, pageTest, sentence, waitForHash } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const { layer, head } = openingState.view;
const NAME = `${layer + 1}.${head + 1}`;

/** @param {Page} page */
const answerOf = (page) => page.getByRole('list', { name: 'Most probable words' });
/** @param {Page} page @param {string} text */
const captioned = (page, text) =>
  page.waitForFunction(
    (wanted) => document.getElementById('matrix-caption')?.textContent?.includes(wanted),
    text,
  );
/** @param {Page} page @param {string} word */
const pressedArc = (page, word) =>
  page.waitForFunction(
    (wanted) => document.querySelector('#row .share-name')?.textContent === wanted,
    word,
  );

pageTest(
  'on a phone the menu of heads names the head that is shown',
  { hash: '', width: 360 },
  async (page) => {
    await captioned(page, 'it (row) takes');
    const menu = page.getByLabel('head', { exact: true });
    const chosen = () => menu.locator('option:checked').textContent();
    assert.equal(await chosen(), NAME);
    await menu.selectOption('2.1');
    await waitForHash(page, 'head=2.1');
    assert.equal(await chosen(), '2.1');
  },
);

pageTest(
  'a visitor first sees the reader, in whose pronoun head “it” points to the treasure',
  { hash: '' },
  async (page) => {
    await captioned(page, 'it (row) takes');
    assert.match(await page.locator('#matrix-title').innerText(), /pronoun → its noun/);
    await pressedArc(page, 'treasure');
    assert.match(await page.locator('#random-notice').innerText(), /Right in \d+ % of [\d,]+ rows/);
    await page.getByText('3 layers × 4 heads, D 64, its own words').waitFor();
  },
);

pageTest(
  'one word changed, and it points to the dragon; one click leads back',
  { hash: '' },
  async (page) => {
    await page.getByRole('button', { name: 'valuable → hungry' }).click();
    await pressedArc(page, 'dragon');
    await waitForHash(page, 'hungry');
    await page.getByRole('button', { name: 'back to valuable' }).click();
    await pressedArc(page, 'treasure');
  },
);

pageTest('a head is switched off and on again', { hash: '' }, async (page) => {
  const before = await answerOf(page).innerText();
  await page.getByRole('button', { name: `switch head ${NAME} off` }).click();
  await waitForHash(page, `ablate=${NAME}`);
  await page.getByRole('button', { name: `switch head ${NAME} on again` }).waitFor();
  assert.notEqual(await answerOf(page).innerText(), before);
  await page.getByRole('button', { name: `switch head ${NAME} on again` }).click();
  await page.getByRole('button', { name: `switch head ${NAME} off` }).waitFor();
  assert.equal(await answerOf(page).innerText(), before);
});

pageTest(
  'words that the model does not know are spelled, and near ones are offered',
  { hash: '' },
  async (page) => {
    await sentence(page).fill('The dragn slept.');
    await expectChips(page, ['The', 'd', 'r', 'a', 'g', 'n', 'slept', '.']);
    await page.getByText('This model does not know “dragn”').waitFor();
    await page.getByRole('button', { name: 'dragon', exact: true }).click();
    await expectChips(page, ['The', 'dragon', 'slept', '.']);
  },
);

pageTest('all that was measured is in a table', { hash: '' }, async (page) => {
  await page.getByText('How this model learned, and what was measured').click();
  const table = page.getByRole('table', { name: 'How often a row’s largest weight' });
  assert.equal(await table.getByRole('row').count(), 1 + 12 + 1);
  assert.match(
    await page.getByRole('region', { name: 'This model' }).innerText(),
    /No one told a head/,
  );
});

/** @param {Page} page */
async function measured(page) {
  await page.getByText('How this model learned, and what was measured').click();
  return page.getByRole('region', { name: 'This model' }).innerText();
}

pageTest(
  'the control stands beside the pronoun heads’ score: something else is not the noun',
  {
    hash: '',
    before: serveModel('reader', 'reader', (scores) => {
      const shares = scores.heads.map((_, at) => at / 100);
      const ofElse = scores.heads.map((_, at) => (50 + at) / 100);
      scores.control = { cases: 1234, pronoun: shares, else: ofElse };
      scores.heads.forEach((one, at) => (one.role = at === 8 ? 'pronoun' : null));
    }),
  },
  async (page) => {
    const text = await measured(page);
    assert.match(
      text,
      /head 3\.1: in 1,234 sentences in which only the reason tells who is meant, the row of the pronoun points to its noun in 8 %;.*“else” does in 58 %/,
    );
    assert.equal(text.match(/A control for head/g)?.length, 1);
  },
);

pageTest(
  'a file without the control says nothing of it',
  { hash: '', before: serveModel('reader', 'reader', (scores) => delete scores.control) },
  async (page) => {
    assert.doesNotMatch(await measured(page), /control|something else/);
  },
);

pageTest(
  'with a causal mask the reader says that this is outside what it learned',
  { hash: 'model=reader&text=The+dragon+slept.&mask=causal' },
  async (page) => {
    await page.getByText('It was trained seeing both sides').waitFor();
  },
);

pageTest(
  'a link that asks a trained model for other heads says that they are the model’s',
  { hash: 'model=reader&text=The+dragon+slept.&heads=8' },
  async (page) => {
    // 8 is the default, so that this link asks for nothing else.
    assert.equal(await page.getByText('belongs to the model').count(), 0);
    await page.evaluate(() => (location.hash = 'model=reader&text=The+dragon&heads=3'));
    await page.getByText('heads belongs to the model reader').waitFor();
  },
);

pageTest(
  'the writer says the next word',
  { hash: 'model=writer&text=The+dragon' },
  async (page) => {
    await page.getByText('next word after “The”').waitFor();
    await page.getByRole('button', { name: 'switch to random weights' }).click();
    await waitForHash(page, 'model=random');
    await page.getByText('Untrained random weights').waitFor();
  },
);
