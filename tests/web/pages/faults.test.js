import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../browser.js';
import {
  chipTexts,
  dragon,
  expectChips,
  keepWorkers,
  pageTest,
  sentence,
  waitForHash,
} from '../page_test.js';

pageTest(
  'a broken link opens with defaults for what is broken, and says so',
  { hash: 'model=random&text=one+two&heads=lots&mask=sideways&seed=5&cell=60,4' },
  async (page) => {
    assert.deepEqual(await chipTexts(page), ['one', 'two']);
    const notice = await page.locator('#notice').textContent();
    for (const part of ['heads “lots”', 'mask “sideways”', 'cell 60,4']) {
      assert.ok(notice?.includes(part), `${part} in: ${notice}`);
    }
    assert.equal(await page.getByLabel('heads', { exact: true }).inputValue(), '8');
    assert.equal(await page.getByLabel('seed').inputValue(), '5');
  },
);

pageTest(
  'a link whose width does not fit its heads is not changed: the page says what is wrong',
  { hash: 'model=random&text=one+two&heads=5&width=64', ready: false },
  async (page) => {
    await page.locator('#notice').getByText('64').waitFor();
    assert.ok((await page.evaluate(() => location.hash)).includes('heads=5&width=64'));
  },
);

pageTest(
  'what the core refuses is said beside the control, and the last picture stays',
  { hash: 'model=random&text=a&width=1024' },
  async (page) => {
    await sentence(page).fill('word '.repeat(1000));
    await page.getByText('and 500 more').waitFor();
    const layers = page.getByLabel('layers');
    await layers.fill('96');
    await page.locator('#controls-message.refusal').waitFor();
    assert.equal(await layers.getAttribute('aria-invalid'), 'true');
    assert.equal((await chipTexts(page)).length, 500);
    assert.ok(await page.evaluate(() => document.body.classList.contains('stale')));
    await layers.fill('1');
    await page.waitForFunction(() => !document.body.classList.contains('stale'));
    assert.equal(await layers.getAttribute('aria-invalid'), null);
    await page.locator('#controls-message').waitFor({ state: 'hidden' });
  },
);

pageTest('a megabyte of pasted text is refused in words, and kept', {}, async (page) => {
  const begun = Date.now();
  await sentence(page).evaluate((field) => {
    /** @type {HTMLTextAreaElement} */ (field).value = 'word '.repeat(200_000);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await page.locator('#notice').getByText('4,096').waitFor();
  assert.ok(Date.now() - begun < 10_000);
  assert.equal((await sentence(page).inputValue()).length, 1_000_000);
  assert.deepEqual(await chipTexts(page), dragon, 'the last picture stays');
  await sentence(page).fill('short again');
  await expectChips(page, ['short', 'again']);
  await page.locator('#notice').waitFor({ state: 'hidden' });
});

pageTest(
  'a text over 8 KB is shown with 500 chips, and saved as a file instead of a link',
  {},
  async (page) => {
    const long = 'word '.repeat(2000);
    await sentence(page).fill(long);
    await page.getByText('and 1,500 more').waitFor();
    assert.equal((await chipTexts(page)).length, 500);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByText('these lines come without it').waitFor();
    await page.getByRole('button', { name: 'Close sharing' }).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const download = await downloading;
    await sentence(page).fill('something else');
    await expectChips(page, ['something', 'else']);
    await page.getByRole('button', { name: 'examples' }).click();
    await page
      .getByRole('group', { name: 'Examples' })
      .locator('input[type=file]')
      .setInputFiles(await download.path());
    await page.getByText('and 1,500 more').waitFor();
    assert.equal(await sentence(page).inputValue(), long);
  },
);

pageTest(
  'a worker that dies is started again with the last request',
  {
    before: keepWorkers,
  },
  async (page) => {
    // The next answer takes the notice away, perhaps before anyone could ask for it: what it says is kept.
    await page.evaluate(() => {
      const { workers } = /** @type {any} */ (globalThis);
      const notice = /** @type {HTMLElement} */ (document.getElementById('notice'));
      /** @type {any} */ (globalThis).said = '';
      new MutationObserver(() => {
        /** @type {any} */ (globalThis).said += notice.textContent;
      }).observe(notice, { childList: true, subtree: true, characterData: true });
      workers[0].dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    });
    await page.waitForFunction(() =>
      /** @type {any} */ (globalThis).said.includes('out of memory'),
    );
    await page.waitForFunction(() => /** @type {any} */ (globalThis).workers.length === 2);
    await sentence(page).fill('alive again');
    await expectChips(page, ['alive', 'again']);
  },
);

for (const [lack, script, words] of /** @type {const} */ ([
  ['Web Workers', 'delete globalThis.Worker', 'Web Workers'],
  ['WebAssembly', 'delete globalThis.WebAssembly', 'WebAssembly is missing'],
  ['SIMD', 'WebAssembly.validate = () => false', 'SIMD'],
])) {
  pageTest(
    `without ${lack} the page says so and keeps the text`,
    { before: (page) => page.addInitScript(script), ready: false },
    async (page) => {
      await page.locator('#notice').getByText(words).waitFor();
      await sentence(page).fill('kept');
      assert.equal(await sentence(page).inputValue(), 'kept');
    },
  );
}

test('GPT-2’s tokenizer that cannot be fetched can be asked for again', async () => {
  const opened = await openPage({ hash: 'model=random&text=Hello+world' });
  const { page } = opened;
  try {
    await page.context().route('**/models/**', (route) => route.fulfill({ status: 503 }));
    await page.getByLabel('tokens', { exact: true }).selectOption('gpt2');
    await page.locator('#notice').getByText('GPT-2’s tokenizer').waitFor();
    await expectChips(page, ['Hello', 'world']);
    await page.context().unroute('**/models/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectChips(page, ['Hello', '·world']);
    await page.locator('#notice').waitFor({ state: 'hidden' });
  } finally {
    await opened.close();
  }
});

pageTest(
  'without anything computed, the panels show nothing',
  { hash: 'text=The+cat&heads=5&width=64', ready: false },
  async (page) => {
    await page.locator('#notice').getByText('64').waitFor();
    for (const id of ['row', 'matrix', 'heads', 'cell', 'export', 'table']) {
      await page.locator(`#${id}`).waitFor({ state: 'hidden' });
    }
    await page.getByLabel('heads', { exact: true }).fill('4');
    await page.getByRole('heading', { name: 'The attends to' }).waitFor();
  },
);

pageTest(
  'a head that is not there is named like what else is broken',
  { hash: 'model=random&text=one+two&head=9.9&heads=lots' },
  async (page) => {
    const notice = (await page.locator('#notice').textContent()) ?? '';
    assert.match(notice, /heads “lots”/);
    assert.match(notice, /head 9\.9 is not in 1 layer of 8 heads/);
    await page.evaluate(() => (location.hash = '#model=random&text=one+two&head=3.2'));
    await page.locator('#notice').getByText('head 3.2 is not in').waitFor();
  },
);

pageTest('a number that is none stays out of the request and of the address', {}, async (page) => {
  const message = page.locator('#controls-message');
  const field = (/** @type {string} */ name) => page.getByLabel(name, { exact: true });
  await field('temperature').fill('5');
  await waitForHash(page, 'temperature=5');
  const before = await page.evaluate(() => location.hash);
  for (const [wrong, said] of [
    ['0', 'temperature is a number from 0.01 to 100, not 0; 5 stays in force.'],
    ['-1', 'not -1; 5 stays in force.'],
    ['1000000000', 'not 1000000000; 5 stays in force.'],
    ['', 'temperature is empty; 5 stays in force.'],
  ]) {
    await field('temperature').fill(wrong);
    await message.getByText(said).waitFor();
    assert.equal(await field('temperature').getAttribute('aria-invalid'), 'true');
  }
  for (const [name, wrong, said] of [
    ['layers', '0', 'layers is a whole number from 1 to 96, not 0; 1 stays in force.'],
    ['heads', '1.5', 'heads is a whole number from 1 to 96, not 1.5; 8 stays in force.'],
    ['width', '63', 'width is a multiple of 8 heads, like 64, not 63; 64 stays in force.'],
    ['seed', '4294967296', 'not 4294967296; 1 stays in force.'],
  ]) {
    await field(name).fill(wrong);
    await message.getByText(said).waitFor();
  }
  await field('seed').blur();
  assert.equal(await field('seed').inputValue(), '1');
  await message.waitFor();
  assert.equal(await page.locator('[aria-invalid]').count(), 0);
  assert.equal(await page.evaluate(() => location.hash), before);
  assert.ok(!(await page.evaluate(() => document.body.classList.contains('stale'))));
  await field('layers').fill('2');
  await waitForHash(page, 'layers=2');
  await message.waitFor({ state: 'hidden' });
});

pageTest('a value typed after a slip is a step of its own', {}, async (page) => {
  const seed = page.getByLabel('seed', { exact: true });
  await seed.focus();
  await page.keyboard.press('Backspace');
  await page.keyboard.type('7');
  await waitForHash(page, 'seed=7');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(() => !location.hash.includes('seed'));
  assert.ok((await page.evaluate(() => location.hash)).includes('The+dragon'));
});
