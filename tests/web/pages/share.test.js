import assert from 'node:assert/strict';
import axe from 'axe-core';
import { pageTest } from '../page_test.js';

/** @param {import('playwright-core').Page} page */
async function axeOnDialog(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await /** @type {any} */ (globalThis).axe.run('#share', { iframes: false });
    return found.violations.map((/** @type {any} */ { id, nodes }) => `${id} ${nodes[0].html}`);
  });
}

pageTest(
  'the share dialog gives a link, a frame and an element that show what is ticked, with a live preview',
  { hash: '' },
  async (page) => {
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share or embed' });
    await dialog.getByRole('checkbox', { name: 'lock mask' }).check();
    await dialog.getByRole('checkbox', { name: 'show temperature' }).check();
    await dialog.getByRole('checkbox', { name: 'heads', exact: true }).check();
    await dialog.getByLabel('predict first').fill('it');
    const line = (/** @type {RegExp} */ name) => dialog.getByRole('textbox', { name }).inputValue();
    const element = await line(/^Element/);
    assert.match(element, /<script src="http[^"]*\/attention-playground\.js"><\/script>/);
    assert.match(element, / model="reader" text="The dragon [^"]*" head="3\.1" cell="6,4"/);
    assert.match(
      element,
      / view="arcs,matrix,heads" controls="[^"]*temperature[^"]*" locked="mask" ask="it"/,
    );
    const frame = await line(/^Frame/);
    const [, source] = frame.match(/src="([^"]*)"/) ?? [];
    assert.match(source, /embed\.html#model=reader&amp;text=The\+dragon/);
    assert.match(await line(/^Link/), /#model=reader&text=The\+dragon/);
    const preview = dialog.frameLocator('iframe');
    await preview.getByText('attend to most in head 3.1').waitFor();
    await preview.getByRole('button', { name: 'treasure' }).click();
    await preview.getByText('You expected “treasure”').waitFor();
    assert.ok(await preview.getByRole('button', { name: /^mask/ }).isDisabled());
    assert.deepEqual(await axeOnDialog(page), []);
    await dialog.getByRole('button', { name: 'Copy: Link' }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await line(/^Link/));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save as PNG' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /\.png$/);
    await dialog.getByRole('button', { name: 'Close sharing' }).click();
    assert.equal(await page.frames().length, 2);
    assert.equal(await page.locator('iframe').getAttribute('src'), null);
  },
);

pageTest('the share dialog offers what will appear', { hash: '' }, async (page) => {
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share or embed' });
  const show = (/** @type {string} */ name) =>
    dialog.getByRole('checkbox', { name: `show ${name}`, exact: true });
  await show('ablate').waitFor();
  for (const fixed of ['tokenizer', 'layers', 'heads', 'width', 'seed']) {
    await show(fixed).waitFor({ state: 'hidden' });
  }
  await dialog.getByRole('checkbox', { name: 'arcs' }).uncheck();
  await show('ablate').waitFor({ state: 'hidden' });
  const lock = dialog.getByRole('checkbox', { name: 'lock temperature' });
  assert.ok(await lock.isDisabled());
  await show('temperature').check();
  await lock.check();
  const line = dialog.getByRole('textbox', { name: /^Element/ });
  assert.match(
    await line.inputValue(),
    / controls="text,mask,temperature,head,cell" locked="temperature"/,
  );
});

pageTest('what is shared is as high as it needs, or as is asked', { hash: '' }, async (page) => {
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share or embed' });
  const preview = dialog.frameLocator('iframe');
  const line = (/** @type {RegExp} */ name) => dialog.getByRole('textbox', { name }).inputValue();
  await preview.getByText('each row sums to 1').waitFor();
  await page.waitForFunction(() => {
    const frame = document.querySelector('iframe');
    const shown = frame?.contentDocument?.querySelector('attention-playground');
    const height = shown?.getBoundingClientRect().height ?? 0;
    return height > 600 && Math.ceil(height) === frame?.getBoundingClientRect().height;
  });
  const height = (await dialog.locator('iframe').boundingBox())?.height;
  assert.match(await line(/^Frame/), new RegExp(` height="${height}" `));
  assert.doesNotMatch(await line(/^Element/), / height=/);
  await dialog.getByLabel('height in pixels').fill('400');
  assert.match(await line(/^Frame/), / height="400" /);
  assert.match(await line(/^Element/), / height="400"/);
  await preview.locator('.room.more-below').waitFor();
});

pageTest(
  'on a phone the lines and the preview come first; what was chosen is told, and unfolds',
  { hash: '', width: 360, height: 740, touch: true },
  async (page) => {
    await page.getByRole('button', { name: 'Share' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Share or embed' });
    await dialog.frameLocator('iframe').getByText('each row sums to 1').waitFor();
    const preview = await dialog.getByRole('heading', { name: 'Preview' }).boundingBox();
    assert.ok(preview && preview.y + preview.height < 740, 'it is seen without scrolling');
    const lines = dialog.getByRole('textbox', { name: /^(Link|Frame|Element)/ });
    const heights = await lines.evaluateAll((all) => all.map(({ clientHeight }) => clientHeight));
    assert.equal(heights.length, 3);
    for (const height of heights) assert.ok(height >= 4 * 18, `${height} px for 18 px a line`);
    const lock = dialog.getByRole('checkbox', { name: 'lock mask' });
    assert.equal(await lock.isVisible(), false);
    await dialog.getByText('arcs, matrix; can be changed: text, mask, head, cell').tap();
    await lock.check();
    await dialog.getByLabel('predict first').fill('it');
    await dialog
      .getByText('arcs, matrix; asks for “it”; can be changed: text, head, cell, ablate')
      .waitFor();
    assert.deepEqual(await axeOnDialog(page), []);
    // Beside what comes of it the choice is open, whatever it was on the narrow screen.
    await dialog.getByText('Choose what is shown').tap();
    await lock.waitFor({ state: 'hidden' });
    await page.setViewportSize({ width: 1280, height: 740 });
    await lock.waitFor();
  },
);
