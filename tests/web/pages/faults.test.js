import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../browser.js';
import { chipTexts, dragon, expectChips, keepWorkers, pageTest, sentence } from '../page_test.js';

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
  {},
  async (page) => {
    const width = page.getByLabel('width');
    await width.fill('63');
    await page.locator('#controls-message.refusal').waitFor();
    assert.equal(await width.getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await chipTexts(page), dragon);
    assert.ok(await page.evaluate(() => document.body.classList.contains('stale')));
    await width.fill('128');
    await page.waitForFunction(() => !document.body.classList.contains('stale'));
    assert.equal(await width.getAttribute('aria-invalid'), null);
    assert.ok(await page.locator('#controls-message').isHidden());
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
  assert.ok(await page.locator('#notice').isHidden());
});

pageTest(
  'a text over 8 KB is shown with 500 chips, and saved as a file instead of a link',
  {},
  async (page) => {
    const long = 'word '.repeat(2000);
    await sentence(page).fill(long);
    await page.getByText('and 1,500 more').waitFor();
    assert.equal((await chipTexts(page)).length, 500);
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
    assert.ok(await page.locator('#notice').isHidden());
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
      assert.ok(await page.locator(`#${id}`).isHidden(), id);
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

pageTest('a message is about the field that was edited last', {}, async (page) => {
  const message = page.locator('#controls-message');
  const field = (/** @type {string} */ name) => page.getByLabel(name, { exact: true });
  await field('layers').fill('0');
  await message.getByText('layers is a whole number from 1 to 96, not 0').waitFor();
  await field('temperature').fill('1000');
  await message.getByText('temperature is a number from 0.01 to 100, not 1000').waitFor();
  assert.equal(await field('layers').getAttribute('aria-invalid'), 'true');
  await field('temperature').fill('2000');
  await message.getByText('not 2000').waitFor();
  await field('temperature').fill('2');
  await message.getByText('layers is').waitFor();
  assert.equal(await field('temperature').getAttribute('aria-invalid'), null);
  await field('layers').fill('');
  await message.getByText('layers is empty').waitFor();
  await field('layers').fill('1');
  await page.waitForFunction(() => !document.body.classList.contains('stale'));
  assert.ok(await message.isHidden());
  assert.equal(await page.locator('[aria-invalid]').count(), 0);
});
