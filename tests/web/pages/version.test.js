import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bundledModels } from '../../../web/build_models.js';
import { dist, openPage } from '../browser.js';
import { pageTest } from '../page_test.js';

const TEXT = 'text=The+dragon+guarded+the+treasure.';
const models = await bundledModels();
const { version } = /** @type {{ version: string }} */ (
  models.find(({ name }) => name === 'reader')
);
const older = version === '1a2b3c4d' ? '5e6f7a8b' : '1a2b3c4d';

pageTest(
  'a link of another version says so, and loads that version where it was kept',
  {
    hash: `model=reader&${TEXT}&version=${older}`,
    before: async (page) => {
      await page.route('**/models/versions.json', (route) =>
        route.fulfill({ json: [`reader.${older}`] }),
      );
      await page.route(`**/models/reader.${older}.safetensors`, (route) =>
        route.fulfill({ body: readFileSync(`${dist}models/reader.safetensors`) }),
      );
    },
  },
  async (page) => {
    const notice = page.getByRole('status').filter({ hasText: 'made with' });
    await notice.getByText(`made with reader ${older}; numbers may differ`).waitFor();
    await notice.getByRole('button', { name: 'Load that version' }).click();
    await page.waitForFunction((part) => location.hash.includes(part), `model=reader.${older}`);
    const menu = page.getByLabel('model', { exact: true });
    assert.equal(await menu.inputValue(), `reader.${older}`);
    await notice.waitFor({ state: 'hidden' });
    await page.locator('body:not(.stale)').waitFor();
  },
);

pageTest(
  'a copied link names the version of its model, and opens without a word',
  { hash: `model=reader&${TEXT}&version=${version}` },
  async (page) => {
    await page.locator('#notice').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Copy link|^Link/ }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(
      copied,
      new RegExp(`#model=reader&${TEXT.replaceAll('+', '\\+')}.*&version=${version}$`),
    );
    await page.getByRole('button', { name: 'Share' }).click();
    const line = (/** @type {RegExp} */ name) => page.getByRole('textbox', { name }).inputValue();
    assert.match(await line(/^Element/), new RegExp(` version="${version}"`));
    assert.match(await line(/^Frame/), new RegExp(`&amp;version=${version}`));
    await page.frameLocator('iframe').getByText('dragon').first().waitFor();
  },
);

pageTest(
  'a version that is not kept is not offered',
  { hash: `model=reader&${TEXT}&version=${older}` },
  async (page) => {
    const notice = page.getByRole('status').filter({ hasText: 'made with' });
    await notice.getByText(`made with reader ${older}; numbers may differ`).waitFor();
    assert.equal(await notice.getByRole('button', { name: 'Load that version' }).count(), 0);
  },
);

test('a link that asks for a version that is gone says so in words', async () => {
  const { page, close } = await openPage({ hash: `model=reader.${older}&${TEXT}`, ready: false });
  const said = page.getByText(`The model reader, version ${older}, could not be fetched`);
  await said.waitFor();
  assert.doesNotMatch((await said.textContent()) ?? '', /http|status/);
  await close();
});

test('the list of kept versions names today’s models, which are there', () => {
  const kept = JSON.parse(readFileSync(`${dist}models/versions.json`, 'utf8'));
  assert.ok(kept.includes(`reader.${version}`));
  for (const name of kept) assert.ok(readFileSync(`${dist}models/${name}.safetensors`).length > 0);
});
