import assert from 'node:assert/strict';
import { chipTexts, dragon, expectChips, pageTest, sentence, waitForHash } from '../page_test.js';

pageTest(
  'the page opens with the lesson’s sentence, its tokens and the cell it → treasure',
  {},
  async (page) => {
    assert.deepEqual(await chipTexts(page), dragon);
    const pressed = page.getByRole('list', { name: 'Tokens' }).locator('[aria-pressed=true]');
    assert.equal(await pressed.textContent(), 'it');
    await page.getByText('What you type stays in this browser.').waitFor();
    await page
      .getByText('Untrained random weights: the arithmetic is real, the pattern means nothing.')
      .waitFor();
  },
);

pageTest(
  'typing updates the tokens while it goes on, and the address after a pause',
  {},
  async (page) => {
    await sentence(page).fill('');
    await sentence(page).pressSequentially('a cat sat');
    await expectChips(page, ['a', 'cat', 'sat']);
    await waitForHash(page, 'text=a+cat+sat');
    assert.equal(await page.evaluate(() => history.length), 3, 'a run of typing is one entry');
  },
);

pageTest('an empty text is not an error', {}, async (page) => {
  await sentence(page).fill('');
  await page.getByText('No token yet').waitFor();
  await sentence(page).fill('back');
  await expectChips(page, ['back']);
});

pageTest('nothing is recomputed while an input method composes', {}, async (page) => {
  await sentence(page).fill('');
  await page.getByText('No token yet').waitFor();
  const type = (/** @type {string} */ text, /** @type {string[]} */ events) =>
    sentence(page).evaluate((field, [value, names]) => {
      /** @type {HTMLTextAreaElement} */ (field).value = /** @type {string} */ (value);
      for (const name of names) {
        const event = name.startsWith('composition')
          ? new CompositionEvent(name, { bubbles: true })
          : new InputEvent(name, { bubbles: true, isComposing: true });
        field.dispatchEvent(event);
      }
    }, /** @type {[string, string[]]} */ ([text, events]));
  await type('n', ['compositionstart', 'input']);
  await type('に', ['input']);
  await page.waitForFunction(
    () => new Promise((resolve) => requestAnimationFrame(() => resolve(true))),
  );
  await page.getByLabel('seed').fill('2');
  await waitForHash(page, 'seed=2');
  assert.deepEqual(await chipTexts(page), [], 'half a word is not looked at');
  assert.equal(
    await sentence(page).inputValue(),
    'に',
    'what is being composed is not overwritten',
  );
  await type('日本', ['input', 'compositionend']);
  await waitForHash(page, 'text=日本');
  assert.ok((await chipTexts(page)).length > 0);
});

pageTest(
  'lines for all tokens are drawn on request, and a click on an end selects',
  {},
  async (page) => {
    await page.getByRole('button', { name: 'lines for all tokens' }).click();
    await waitForHash(page, 'lines=on');
    const canvas = page.getByRole('img', { name: /Every token twice/ });
    await canvas.click({ position: { x: 20, y: 30 } });
    await waitForHash(page, 'cell=1,');
  },
);

pageTest('the chips are one stop of the Tab key; arrows go from chip to chip', {}, async (page) => {
  const chip = (/** @type {string} */ name) =>
    page.getByRole('list', { name: 'Tokens' }).getByRole('button', { name, exact: true });
  await chip('it').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.ok(await chip('treasure').evaluate((element) => element === document.activeElement));
  await page.keyboard.press('Enter');
  await waitForHash(page, 'cell=4,');
  const stops = await page.locator('#text-tokens [tabindex="0"]').allTextContents();
  assert.deepEqual(stops, ['treasure']);
});

pageTest('every keystroke is measured, from the key to the drawn matrix', {}, async (page) => {
  await sentence(page).press('End');
  await sentence(page).pressSequentially(' ok');
  await page.waitForFunction(() => performance.getEntriesByName('keystroke').length > 0);
  const [entry] = await page.evaluate(() =>
    performance.getEntriesByName('keystroke').map(({ duration }) => duration),
  );
  assert.ok(entry > 0 && entry < 1000, `${entry} ms`);
});

pageTest('outside the field, undo brings the former sentence back', {}, async (page) => {
  await sentence(page).fill('a cat sat');
  await waitForHash(page, 'text=a+cat+sat');
  await sentence(page).blur();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectChips(page, dragon);
  assert.match(await sentence(page).inputValue(), /^The dragon/);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expectChips(page, ['a', 'cat', 'sat']);
});

pageTest(
  'a word wider than the line is cut, and its title holds all of it',
  { hash: `text=${'abcdefghi'.repeat(10)}+end`, width: 900 },
  async (page) => {
    const chip = page.getByRole('list', { name: 'Tokens' }).getByRole('button').first();
    const inside = await chip.evaluate((element) => {
      const list = /** @type {Element} */ (element.closest('.tokens'));
      return element.getBoundingClientRect().right <= list.getBoundingClientRect().right;
    });
    assert.ok(inside);
    assert.equal(await chip.getAttribute('title'), 'abcdefghi'.repeat(10));
  },
);

pageTest(
  'what takes its time: the picture on screen stands back until the next one is there',
  {},
  async (page) => {
    const words = Array.from({ length: 300 }, (_, i) => `w${i}`).join('+');
    await page.evaluate((text) => {
      location.hash = `model=random&layers=12&heads=8&width=768&text=${text}`;
    }, words);
    await page.locator('body.stale').waitFor();
    await expectChips(page, words.split('+'));
    await page.locator('body:not(.stale)').waitFor();
  },
);
