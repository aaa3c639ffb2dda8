import assert from 'node:assert/strict';
import axe from 'axe-core';
import { chipTexts, dragon, pageTest } from '../page_test.js';

/** @typedef {import('../browser.js').PageOptions} PageOptions */

pageTest(
  'right-to-left text has its chips from right to left',
  { hash: 'model=random&text=حرس+التنين+الكنز' },
  async (page) => {
    const lefts = await page
      .getByRole('list', { name: 'Tokens' })
      .getByRole('button')
      .evaluateAll((chips) => chips.map((chip) => chip.getBoundingClientRect().left));
    assert.equal(lefts.length, 3);
    assert.ok(lefts[0] > lefts[1] && lefts[1] > lefts[2], String(lefts));
  },
);

pageTest('the theme is the visitor’s, and stays over undo', { theme: 'light' }, async (page) => {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), 'light');
  await page.getByLabel('seed').fill('3');
  await page.getByLabel('theme').selectOption('dark');
  assert.equal(await theme(), 'dark');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(() => !location.hash.includes('seed'));
  assert.equal(await theme(), 'dark');
});

pageTest('the page works under any path', { base: '/some/where/' }, async (page, { url }) => {
  assert.ok(url.endsWith('/some/where/'));
  assert.deepEqual(await chipTexts(page), dragon);
});

for (const [name, options] of /** @type {[string, PageOptions][]} */ ([
  ['a wide screen', {}],
  ['the dark theme', { theme: 'dark' }],
  ['a phone', { width: 390, height: 844, touch: true }],
])) {
  pageTest(`axe finds nothing on ${name}`, options, async (page) => {
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const results = await /** @type {any} */ (globalThis).axe.run();
      return results.violations.map((/** @type {any} */ { id, nodes }) => ({
        id,
        where: nodes.map((/** @type {any} */ node) => node.html.slice(0, 120)),
      }));
    });
    assert.deepEqual(violations, []);
  });
}

for (const [width, most] of [
  [360, 0.1],
  [1000, 0.06],
  [1280, 0.02],
]) {
  pageTest(`nothing jumps while the page loads, ${width} px`, { width, hash: '' }, async (page) => {
    await page.addInitScript(() => {
      const own = /** @type {any} */ (globalThis);
      own.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) own.moved += /** @type {any} */ (entry).value;
      }).observe({ type: 'layout-shift' });
    });
    await page.reload();
    await page.locator('#cell .number').first().waitFor();
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const moved = await page.evaluate(() => /** @type {any} */ (globalThis).moved);
    // Cumulative Layout Shift: web.dev calls 0.1 good.
    assert.ok(moved < most, `shifted by ${moved}`);
  });
}

for (const width of [360, 480, 760, 1024, 1280, 2560]) {
  pageTest(`nothing is wider than a window of ${width} px`, { width }, async (page) => {
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(widest <= width, `${widest} px`);
  });
}

pageTest(
  'nor is the reader, with numbers of any length beside its bars',
  { hash: '', width: 360 },
  async (page) => {
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(widest <= 360, `${widest} px`);
  },
);

pageTest('header and settings take at most 80 px at 1280', { width: 1280 }, async (page) => {
  const box = await page.locator('#header').boundingBox();
  assert.ok(box && box.height <= 80, `${box?.height} px`);
});

pageTest(
  'on a phone the line of steps fades where it goes on',
  { width: 390, height: 844, touch: true },
  async (page) => {
    const strip = page.locator('.strip');
    assert.match((await strip.getAttribute('class')) ?? '', /more-after/);
    await strip.evaluate((line) => (line.scrollLeft = line.scrollWidth));
    await page.waitForFunction(() => !document.querySelector('.strip')?.matches('.more-after'));
    assert.match((await strip.getAttribute('class')) ?? '', /more-before/);
  },
);

pageTest('the help explains the page’s words', {}, async (page) => {
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('dialog', { name: 'Help' }).waitFor();
  const terms = await page.getByRole('dialog').locator('.terms dt').allTextContents();
  for (const word of ['entropy', 'residual', 'concat', 'W_O', 'temperature', 'token', 'id']) {
    assert.ok(terms.includes(word), word);
  }
});

const PHONE = { hash: '', width: 360, height: 740, touch: true };

pageTest(
  'on a phone the answer stands between the sentence and the matrix',
  PHONE,
  async (page) => {
    const top = async (/** @type {import('playwright-core').Locator} */ part) =>
      (await part.boundingBox())?.y ?? NaN;
    const answer = page.getByRole('heading', { name: 'The model’s answer' });
    const isBelow = (await top(answer)) > (await top(page.getByRole('list', { name: 'Tokens' })));
    assert.ok(isBelow && (await top(answer)) < (await top(page.getByRole('application'))));
    await page.getByRole('button', { name: 'valuable → hungry' }).tap();
    const dragon = page.getByRole('button', { name: /^dragon \d+ %/ });
    await dragon.waitFor();
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.ok((await top(dragon)) < 740 - 48, 'it is seen without scrolling');
  },
);

pageTest('on a phone all settings and sharing can be reached', PHONE, async (page) => {
  const more = page.getByRole('button', { name: 'more', exact: true });
  assert.ok(((await more.boundingBox())?.width ?? 0) >= 44);
  await more.tap();
  const link = page.getByRole('button', { name: 'switch to random weights' });
  const { x = 0, width = 0 } = (await link.boundingBox()) ?? {};
  assert.ok(x >= 0 && x + width <= 360, `${x} ${width}`);
  // A setting in it leaves it open, a tap elsewhere does not.
  await page.getByLabel('temperature').tap();
  assert.equal(await more.getAttribute('aria-expanded'), 'true');
  await page.getByRole('heading', { name: 'Attention Playground' }).tap();
  assert.equal(await more.getAttribute('aria-expanded'), 'false');
  await link.waitFor({ state: 'hidden' });
  await more.tap();
  await page.keyboard.press('Escape');
  await link.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Share' }).tap();
  await page.getByRole('dialog', { name: 'Share or embed' }).waitFor();
});

pageTest('on a phone the bar says model, mask and head in full', PHONE, async (page) => {
  const cut = () =>
    page
      .locator('.controls-bar')
      .evaluate((bar) =>
        [...bar.querySelectorAll('label, button, span')]
          .filter((part) => part.scrollWidth > part.clientWidth)
          .map((part) => part.textContent),
      );
  const bar = page.locator('.controls-bar');
  const model = page.getByLabel('model', { exact: true });
  await bar.getByText('reader', { exact: true }).waitFor();
  await bar.getByText('none, but not itself').waitFor();
  assert.deepEqual(await cut(), []);
  await page.getByRole('button', { name: 'mask none, but not itself' }).tap();
  await page.getByLabel('causal: nothing that comes later').check();
  await page.getByLabel('head', { exact: true }).selectOption('3.mean');
  await bar.getByText('causal, not itself').waitFor();
  assert.deepEqual(await cut(), []);
  await model.selectOption('writer: sees only the past, like GPT');
  await bar.getByText('writer', { exact: true }).waitFor();
});

pageTest('on a phone a finger finds targets of at least 24 px', PHONE, async (page) => {
  const small = await page
    .locator('button, select, summary, input:not(.unseen)')
    .evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility())
        .map((one) => ({ name: one.outerHTML.slice(0, 80), box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 24)
        .map(({ name, box }) => `${name}: ${box.height}`),
    );
  assert.deepEqual(small, []);
});

pageTest('on a phone the bars of a row are parts of the same length', PHONE, async (page) => {
  const lengths = await page
    .locator('.row-bar')
    .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
  assert.ok(lengths.length > 5);
  assert.equal(new Set(lengths).size, 1, lengths.join(' '));
});
