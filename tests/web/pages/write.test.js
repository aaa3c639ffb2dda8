import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import { keepWorkers, pageTest, sentence, waitForHash } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const page3 = 'model=writer&text=The+dragon&door=write&write=seed:3,speed:fast,prompt:The+dragon';

/** @param {Page} page */
const door = (page) => page.getByRole('region', { name: 'Write', exact: true });
/** @param {Page} page  @param {string} name */
const press = (page, name) => door(page).getByRole('button', { name, exact: true }).click();
/** @param {Page} page */
const written = (page) => page.locator('#write .chip.written').allTextContents();
/** @param {Page} page  @param {number} count */
const waitForWords = (page, count) =>
  page.waitForFunction(
    (least) => document.querySelectorAll('#write .chip.written').length >= least,
    count,
  );
/** @param {Page} page */
const waitForBars = (page) =>
  door(page).getByRole('list', { name: 'The bigram’s next word' }).locator('li').first().waitFor();

/** @param {Page} page */
async function expectNoViolations(page) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const results = await /** @type {any} */ (globalThis).axe.run('#write, #header');
    return results.violations.map((/** @type {any} */ { id, nodes }) => [id, nodes[0].html]);
  });
  assert.deepEqual(violations, []);
}

pageTest('Write opens on request, and nothing of it comes before', {}, async (page) => {
  const loaded = () =>
    page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => /write/.test(name)).length,
    );
  assert.equal(await loaded(), 0);
  await page.getByRole('button', { name: 'Write' }).click();
  await waitForHash(page, 'door=write&write=prompt:The+dragon');
  await waitForBars(page);
  assert.ok((await loaded()) > 0);
  await press(page, 'Step');
  await waitForWords(page, 1);
  await press(page, 'Close Write');
  await door(page).waitFor({ state: 'hidden' });
  assert.ok(!(await page.evaluate(() => location.hash)).includes('door='));
});

pageTest('the writer plays, pauses, and writes the same again', { hash: page3 }, async (page) => {
  await waitForBars(page);
  await press(page, 'Play');
  await waitForWords(page, 10);
  await press(page, 'Pause');
  const first = await written(page);
  const bigram = await page.locator('.write-text').textContent();
  assert.match(bigram ?? '', /^The dragon( \w+[.,]?){5}/);

  await page.locator('#write .chip.written').nth(5).click();
  await page.getByText(`“${first[5]}” came after “${first[4]}” with`).waitFor();
  for (const name of ['The writer’s next word', 'The bigram’s next word']) {
    const list = door(page).getByRole('list', { name });
    const sum = await list.evaluate((bars) => {
      const shares = [...bars.querySelectorAll('data')].map(({ value }) => Number(value));
      const rest = /** @type {HTMLElement} */ (bars.nextElementSibling).dataset.share;
      return shares.reduce((all, share) => all + share, Number(rest));
    });
    assert.ok(Math.abs(sum - 1) < 0.001, `${name}: ${sum}`);
  }
  await door(page)
    .getByText(/^The other \d+ words have (under )?[\d.]+ % together\./)
    .first()
    .waitFor();
  const drawn = door(page)
    .getByRole('list', { name: 'The writer’s next word' })
    .locator('.drawn bdi');
  assert.equal(await drawn.textContent(), first[5]);
  await expectNoViolations(page);
  // A row of weights over the words before: all of them shaded, none behind.
  const shaded = await page
    .locator('#write .chip')
    .evaluateAll((chips) => chips.map((chip) => chip.matches('[style*="--chip: rgb"]')));
  assert.deepEqual(shaded.slice(0, 9), [...Array(7).fill(true), false, false]);

  await press(page, 'Reset');
  await page.waitForFunction(() => !document.querySelector('#write .chip.written'));
  await press(page, 'Play');
  await waitForWords(page, 10);
  await press(page, 'Pause');
  assert.deepEqual((await written(page)).slice(0, 10), first.slice(0, 10));
});

pageTest('another word is taken, and both go on from it', { hash: page3 }, async (page) => {
  await waitForBars(page);
  await press(page, 'Step');
  await waitForWords(page, 1);
  const [first] = await written(page);
  const bars = door(page).getByRole('list', { name: 'The writer’s next word' });
  const other = bars
    .getByRole('button')
    .filter({ hasText: /^[a-z]{3,}/ })
    .nth(1);
  const word = await other.locator('bdi').textContent();
  await other.click();
  await page.locator('#write .chip.chosen', { hasText: word ?? '' }).waitFor();
  await press(page, 'Step');
  await waitForWords(page, 2);
  const begun = `The dragon ${first} ${word}`;
  await page.waitForFunction(
    (start) => document.querySelector('.write-text')?.textContent?.startsWith(start),
    begun,
  );
  await press(page, 'Look at this text in every view');
  await page.waitForFunction(
    (start) => decodeURIComponent(location.hash).replaceAll('+', ' ').includes(`text=${start}`),
    begun,
  );
  assert.ok((await sentence(page).inputValue()).startsWith(begun));
});

pageTest(
  'a link restores the settings; what they cut off is grey',
  {
    hash: 'model=writer&text=The+dragon&door=write&write=temperature:0,topK:2,colour:red,head:2.3,prompt:the+king,',
  },
  async (page) => {
    await waitForBars(page);
    assert.equal(await page.getByLabel('Write on from').inputValue(), 'the king,');
    assert.equal(await page.locator('#write-temperature').inputValue(), '0');
    assert.equal(await page.locator('#write-topK').inputValue(), '2');
    assert.equal(await page.locator('#write-head').inputValue(), '2.3');
    assert.match((await page.locator('#notice').textContent()) ?? '', /colour “red”/);
    const bars = door(page).getByRole('list', { name: 'The writer’s next word' });
    assert.equal(await bars.getByText('cut off').count(), 9);
    const tick = 'The tick │ is a word’s share before temperature, top-k and top-p.';
    assert.equal(await door(page).getByText(tick).count(), 2);
    const caption = page.locator('#write-caption');
    await caption.getByText(/^After “,” comes “.*” [\d.]+ % of the time \(/).waitFor();
    await page.locator('#write-matrix').focus();
    await page.keyboard.press('ArrowUp');
    await caption.getByText(/^After “king” comes/).waitFor();
    await page.getByLabel('show').selectOption('frequent');
    await page.locator('#write-matrix').click({ position: { x: 120, y: 120 } });
    await caption.getByText(/^After “.*” comes “.*” [\d.]+ % of the time \(/).waitFor();
    await page.locator('#write-temperature').fill('1');
    await waitForHash(page, 'write=temperature:1,topK:2');
    await page.waitForFunction(() => document.querySelectorAll('.write-bars .cut').length === 16);
    await page.locator('#write-temperature').fill('7');
    await page.getByText('temperature is a number from 0 to 2; 1 stays in force.').waitFor();
  },
);

pageTest(
  'a worker that dies is said in words, and started again',
  {
    hash: page3,
    before: keepWorkers,
  },
  async (page) => {
    await waitForBars(page);
    await press(page, 'Step');
    await waitForWords(page, 1);
    const before = await written(page);
    await page.evaluate(() => {
      const { workers } = /** @type {any} */ (globalThis);
      workers[1].dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    });
    await press(page, 'Step');
    await door(page).getByRole('alert').getByText('No text has been started').waitFor();
    await press(page, 'Start again');
    await waitForBars(page);
    await press(page, 'Step');
    await waitForWords(page, 2);
    assert.deepEqual((await written(page)).slice(0, 1), before);
  },
);

pageTest(
  'Write fits on a phone, in the dark',
  { width: 390, height: 844, touch: true, theme: 'dark', hash: page3 },
  async (page) => {
    await waitForBars(page);
    await press(page, 'Step');
    await waitForWords(page, 1);
    await expectNoViolations(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  },
);

pageTest(
  'a writer of one’s own writes too, and an exchange of the prompt in its midst breaks nothing',
  { hash: 'model=reader&text=The+dragon&door=train' },
  async (page) => {
    const file = new URL('../../../dist/models/writer.safetensors', import.meta.url);
    await page
      .getByRole('region', { name: 'Train a model' })
      .getByLabel('Load a model file')
      .setInputFiles({
        ...{ name: 'mine.safetensors', mimeType: 'application/octet-stream' },
        buffer: readFileSync(file),
      });
    await page.waitForFunction(() => location.hash.includes('model=trained'));
    await page.getByRole('button', { name: 'Write', exact: true }).click();
    await door(page).getByRole('heading', { name: 'Your writer: all words before' }).waitFor();
    await door(page).getByLabel('speed').selectOption('fast');
    await door(page).getByRole('button', { name: 'Play' }).click();
    for (const prompt of ['The', 'The king', 'A', 'The queen', '']) {
      await door(page).getByLabel('Write on from').fill(prompt);
      await door(page)
        .getByRole('button', { name: /Play|Pause/ })
        .click();
    }
    await door(page).getByRole('button', { name: 'Start again' }).waitFor({ state: 'hidden' });
    await page.getByLabel('model', { exact: true }).selectOption('writer');
    await door(page).getByRole('heading', { name: 'The writer: all words before' }).waitFor();
  },
);
