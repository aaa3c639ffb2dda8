import assert from 'node:assert/strict';
import { expectChips, pageTest, sentence, waitForHash } from '../page_test.js';

pageTest(
  'a control changes the address, and undo, redo, Back and Forward walk the same steps',
  {},
  async (page) => {
    const heads = page.getByLabel('heads', { exact: true });
    await heads.fill('4');
    await heads.blur();
    await waitForHash(page, 'heads=4');
    await page.getByLabel('seed').fill('7');
    await waitForHash(page, 'seed=7');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(() => !location.hash.includes('seed'));
    assert.equal(await page.getByLabel('seed').inputValue(), '1');
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('heads'));
    assert.equal(await heads.inputValue(), '8');
    assert.ok(await page.getByRole('button', { name: 'Undo' }).isDisabled());
    await page.getByRole('button', { name: 'Redo' }).click();
    await waitForHash(page, 'heads=4');
    await page.goForward();
    await waitForHash(page, 'seed=7');
    assert.ok(await page.getByRole('button', { name: 'Redo' }).isDisabled());
  },
);

pageTest(
  'Ctrl+Z outside the text field is undo, inside it is the field’s own',
  {},
  async (page) => {
    await page.getByRole('button', { name: 'dragon', exact: true }).click();
    await waitForHash(page, 'cell=1,');
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => !location.hash.includes('cell=1,'));
    await page.keyboard.press('Control+Shift+z');
    await waitForHash(page, 'cell=1,');
    await sentence(page).click();
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await waitForHash(page, 'valuable.!');
    await page.keyboard.press('Control+z');
    await waitForHash(page, 'cell=1,');
    assert.equal(
      await sentence(page).inputValue(),
      'The dragon guarded the treasure because it was valuable.',
    );
  },
);

pageTest('heads that do not divide the width move it, visibly', {}, async (page) => {
  await page.getByLabel('heads', { exact: true }).fill('5');
  await page.getByText('width moved from 64 to 65').waitFor();
  assert.equal(await page.getByLabel('width').inputValue(), '65');
  await waitForHash(page, 'heads=5&width=65');
});

pageTest('the mask is put together from its parts, and shown as text', {}, async (page) => {
  await page.getByRole('button', { name: 'mask causal' }).click();
  const menu = page.getByRole('group', { name: 'Mask' });
  await menu.getByLabel('window:').check();
  await menu.getByLabel('size of the window').fill('3');
  await waitForHash(page, 'mask=causal+window:3');
  await menu.getByLabel('causal').uncheck();
  await waitForHash(page, 'mask=window:3');
  assert.equal(await menu.locator('output').textContent(), 'window:3');
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
});

pageTest('byte-pair is learned from the text, with a slider', {}, async (page) => {
  await sentence(page).fill('low lower lowest');
  await page.getByLabel('tokens', { exact: true }).selectOption('bytepair');
  await page.getByLabel('merges').fill('0');
  await waitForHash(page, 'tokenizer=bytepair:0');
  await page.waitForFunction(() => document.querySelectorAll('#text-tokens button').length === 16);
  await page.getByText('typing can re-cut earlier words').waitFor();
  await page.getByLabel('merges').fill('2');
  await page.waitForFunction(() => document.querySelectorAll('#text-tokens button').length < 16);
});

pageTest('GPT-2’s tokenizer is fetched when it is chosen', {}, async (page) => {
  await sentence(page).fill('Hello world');
  await page.getByLabel('tokens', { exact: true }).selectOption('gpt2');
  await expectChips(page, ['Hello', '·world']);
  assert.equal(
    await page.getByRole('button', { name: '·world' }).getAttribute('data-id'),
    'id 995',
  );
});

pageTest('an example, a suggestion and a selection are a step each', {}, async (page) => {
  await page.getByRole('button', { name: 'valuable → hungry' }).click();
  await waitForHash(page, 'hungry');
  await page.getByRole('button', { name: 'examples' }).click();
  await page.getByRole('button', { name: 'The keys near the castle are old.' }).click();
  await waitForHash(page, 'castle');
  await page.getByRole('button', { name: 'castle', exact: true }).click();
  await waitForHash(page, 'cell=4,');
  for (const left of ['cell=5,1', 'hungry', 'valuable']) {
    await page.getByRole('button', { name: 'Undo' }).click();
    if (left === 'valuable') await waitForHash(page, 'valuable');
    else await waitForHash(page, left);
  }
  assert.ok(await page.getByRole('button', { name: 'Undo' }).isDisabled());
});

pageTest('the copied link opens the same page', {}, async (page) => {
  await page.getByLabel('seed').fill('42');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('The link is copied.').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#model=random&text=The\+dragon.*&mask=causal&seed=42&cell=6,4$/);
});

pageTest('a term explains itself on a tap, in the help too', {}, async (page) => {
  await page.locator('body').press('?');
  const dialog = page.getByRole('dialog', { name: 'Help' });
  await dialog.getByRole('button', { name: 'query' }).click();
  await dialog.getByRole('note').getByText('the numbers have no names').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

pageTest('the mask’s menu says what is wrong with a number, beside it', {}, async (page) => {
  await page.getByRole('button', { name: 'mask causal' }).click();
  const menu = page.getByRole('group', { name: 'Mask' });
  await menu.getByLabel('window:').check();
  await menu.getByLabel('size of the window').fill('0');
  await menu.getByText('0 is not a whole number from 1').waitFor();
  await menu.getByLabel('window:').uncheck();
  assert.equal(await menu.getByText('0 is not').count(), 0);
  const positions = menu.getByLabel('positions, counted from 0');
  await positions.fill('0, 99, x');
  await menu.getByText('“x” is not a position').waitFor();
  assert.equal(await positions.getAttribute('aria-invalid'), 'true');
  await positions.fill('0, 99');
  await menu.getByText('99 is beyond this text of 10 tokens').waitFor();
  assert.equal(await positions.getAttribute('aria-invalid'), null);
  await waitForHash(page, 'global:0,99');
  assert.ok(await positions.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth));
});

pageTest('a scale as a number begins where 1/√d_k is, to the last digit', {}, async (page) => {
  const weights = () =>
    page
      .getByRole('region', { name: 'What this token attends to' })
      .locator('.shares data')
      .evaluateAll((all) => all.map((each) => each.getAttribute('value')));
  const before = await weights();
  await page.getByLabel('scale', { exact: true }).selectOption('number');
  await waitForHash(page, 'scale=0.35355339');
  await page.getByText('; with ÷ √8').waitFor();
  assert.deepEqual(await weights(), before);
  const number = page.getByLabel('scale as a number');
  assert.equal(await number.inputValue(), '0.35355339');
  // A number field does not tell how wide its text is: the same text in an element of its own does.
  const cut = await number.evaluate((input) => {
    const ruler = document.createElement('span');
    ruler.style.setProperty('font', getComputedStyle(input).font);
    ruler.textContent = /** @type {HTMLInputElement} */ (input).value;
    document.body.append(ruler);
    const { width } = ruler.getBoundingClientRect();
    ruler.remove();
    return width + 18 > input.clientWidth;
  });
  assert.equal(cut, false);
});

pageTest('the notice of a copied link moves nothing', {}, async (page) => {
  const top = async () => (await page.locator('#matrix').boundingBox())?.y;
  const before = await top();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('The link is copied.').waitFor();
  assert.equal(await top(), before);
  await page.getByText('The link is copied.').waitFor({ state: 'hidden' });
});

pageTest('on paper the settings are a line of text', {}, async (page) => {
  await page.emulateMedia({ media: 'print' });
  const line = page.getByText(
    /mask causal · .*scale sqrt · .*heads 8 · .*seed 1 · shown: head 1\.1/,
  );
  await line.waitFor();
  for (const each of await page.locator('select, input, [class=link]').all()) {
    await each.waitFor({ state: 'hidden' });
  }
});

pageTest(
  'the reader’s scale as a number begins with the reader’s, and says what is no number',
  { hash: 'model=reader&text=The+dragon+slept.' },
  async (page) => {
    const scale = page.getByLabel('scale', { exact: true });
    await scale.selectOption('number');
    await waitForHash(page, 'scale=0.25');
    const number = page.getByLabel('scale as a number');
    await number.fill('2e6');
    const range = 'scale is a number from -1,000,000 to 1,000,000';
    await page.getByText(`${range}, not 2e6; 0.25 stays in force.`).waitFor();
    await number.fill('');
    await number.pressSequentially('1e400');
    await page.getByText(`${range}; `).waitFor();
    assert.equal(await number.getAttribute('aria-invalid'), 'true');
    await scale.selectOption('none');
    await page.locator('#controls-message').waitFor({ state: 'hidden' });
    await scale.selectOption('number');
    await waitForHash(page, 'scale=1');
  },
);

pageTest(
  'the mask’s menu shows what the model forbids by itself, in words, as nothing to choose',
  { hash: 'model=reader&text=The+dragon+slept.' },
  async (page) => {
    const button = page.locator('#controls-mask');
    await page.getByRole('button', { name: 'mask none, but not itself', exact: true }).click();
    const menu = page.getByRole('group', { name: 'Mask' });
    const itself = menu.getByLabel('not itself (this model was built so)');
    assert.ok((await itself.isChecked()) && (await itself.isDisabled()));
    assert.equal(await menu.locator('output').textContent(), 'noself');
    assert.equal(await menu.getByText('painted').filter({ visible: true }).count(), 0);
    await menu.getByLabel('window:').check();
    await waitForHash(page, 'mask=window:4');
    assert.ok(!(await page.evaluate(() => location.hash)).includes('noself'));
    assert.equal(await button.textContent(), 'window of 4, not itself');
    await menu.getByLabel('dilated:').check();
    await waitForHash(page, 'dilated:4,2');
    assert.equal(await button.textContent(), 'window of 4 or dilated, 4 in steps of 2, not itself');
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = 'model=random&text=a+b&mask=bits:2,kA'));
    await page.getByRole('button', { name: 'mask painted', exact: true }).click();
    await menu.getByLabel('painted, cell by cell, in the link').uncheck();
    await page.waitForFunction(() => !location.hash.includes('mask'));
    assert.ok(await menu.getByLabel('not itself').isEnabled());
  },
);
