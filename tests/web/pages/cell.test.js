import assert from 'node:assert/strict';
import { loadPlayground } from '../../../dist/playground.js';
import { pageTest } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const TEXT = 'The dragon guarded the treasure because it was valuable.';
const hash = (more = '') => `text=${encodeURIComponent(TEXT)}&mask=causal&cell=6,4${more}`;

const playground = await loadPlayground();

/** @param {Page} page */
const cellOf = (page) => page.getByRole('region', { name: 'This cell, by hand' });
/** @param {Page} page */
const rowOf = (page) => page.getByRole('region', { name: 'What this token attends to' });

/** A line of the way from the score to the weight. @param {Page} page  @param {string} name */
const line = (page, name) =>
  cellOf(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });

/** The full digits behind a shown number. @param {import('playwright-core').Locator} number */
const digitsOf = async (number) => Number(await number.getAttribute('value'));

/** @param {Page} page */
async function copyArithmetic(page) {
  await cellOf(page).getByRole('button', { name: 'Copy the arithmetic' }).click();
  await page.waitForFunction(
    () => document.getElementById('announcer')?.textContent?.trim() === 'Copied the arithmetic',
  );
  return page.evaluate(() => navigator.clipboard.readText());
}

/** @param {string} text  copied */
function parse(text) {
  const lines = text.split('\n');
  /** @param {string} start  of a line */
  const after = (start) => {
    const found = lines.find((each) => each.startsWith(start));
    assert.ok(found, `no line begins with “${start}”`);
    return found.slice(found.indexOf(': ', start.length - 1) + 2);
  };
  const numbers = (/** @type {string} */ start) => after(start).split(' ').map(Number);
  const table = lines.slice(lines.findIndex((each) => each.startsWith('key\ttoken')) + 1);
  const rows = table
    .filter((each) => /^\d+\t/.test(each))
    .map((each) => each.split('\t').slice(2).map(Number));
  return { after, numbers, number: (/** @type {string} */ start) => numbers(start)[0], rows };
}

/** @param {number} found  @param {number} wanted  @param {string} what */
function near(found, wanted, what) {
  const room = 1e-5 * Math.max(1, Math.abs(wanted));
  assert.ok(Math.abs(found - wanted) <= room, `${what}: ${found}, by hand ${wanted}`);
}

const dot = (/** @type {number[]} */ one, /** @type {number[]} */ other) =>
  one.reduce((sum, value, i) => sum + value * other[i], 0);

/** Redoes everything in double precision from the copied digits. @param {string} text */
function redo(text) {
  const { after, numbers, number, rows } = parse(text);
  near(number('number 1 of q'), dot(numbers('x of'), numbers('column 1 of W_Q')), 'number of q');
  assert.equal(numbers('q:')[0], number('number 1 of q'));

  const score = dot(numbers('q:'), numbers('k:'));
  near(
    dot(
      numbers('q × k:'),
      numbers('q × k:').map(() => 1),
    ),
    score,
    'products',
  );
  near(number('score'), score, 'score');
  near(number('scaled'), score * number('scale:'), 'scaled');

  const logits = rows.map(([logit]) => logit);
  const largest = Math.max(...logits);
  const raised = logits.map((logit) => Math.exp(logit - largest));
  const sum = dot(
    raised,
    raised.map(() => 1),
  );
  const isNone = largest === -Infinity;
  rows.forEach(([, weight], j) => near(weight, isNone ? 0 : raised[j] / sum, `weight ${j}`));
  rows.forEach(([, weight, length, ...v], j) =>
    near(length, weight * Math.hypot(...v), `length ${j}`),
  );
  numbers('output:').forEach((output, c) => {
    near(
      output,
      rows.reduce((total, row) => total + row[1] * row[3 + c], 0),
      `output ${c}`,
    );
  });
  if (isNone) return;
  const logit = (score * number('scale:')) / number('temperature:');
  near(number('sum of the row'), sum, 'sum');
  near(number('largest'), largest, 'largest');
  if (after('allowed') === 'yes') {
    near(number('logit'), logit, 'logit');
    near(number('shifted'), logit - largest, 'shifted');
    near(number('exponential'), Math.exp(logit - largest), 'exponential');
    near(number('weight'), Math.exp(logit - largest) / sum, 'weight');
  } else {
    assert.equal(number('logit'), -Infinity);
    assert.equal(number('exponential'), 0);
    assert.equal(number('weight'), 0);
  }
}

for (const [name, more] of /** @type {const} */ ([
  ['a causal mask', ''],
  ['another head, scale and temperature', '&heads=4&head=1.3&scale=0.8&temperature=0.5'],
  ['no scale', '&scale=none&layers=2&head=2.5'],
  ['a cell that is not allowed', '&cell=2,7'],
  ['a row with one allowed key', '&cell=0,0'],
  ['a row with no allowed key', '&mask=causal%2Bnoself&cell=0,3'],
])) {
  pageTest(
    `the copied arithmetic can be redone by hand: ${name}`,
    {
      hash:
        hash().replace(/&(mask|cell)=[^&]*/g, (part) =>
          more.includes(part.slice(0, 6)) ? '' : part,
        ) + more,
    },
    async (page) => redo(await copyArithmetic(page)),
  );
}

pageTest('the numbers shown are those of the trace', { hash: hash() }, async (page) => {
  const trace = playground.run({ text: TEXT, mask: 'causal' });
  const { length: n, headWidth } = trace;
  const table = cellOf(page).getByRole('table', { name: 'q, k and their products' });
  const cells = table.getByRole('cell');
  const shown = await cells.evaluateAll((all) =>
    all.map((each) => Number(/** @type {HTMLDataElement} */ (each).value)),
  );
  const q = [...trace.query(0, 0)].slice(6 * headWidth, 7 * headWidth);
  const k = [...trace.key(0, 0)].slice(4 * headWidth, 5 * headWidth);
  assert.deepEqual(
    Float32Array.from(shown),
    Float32Array.of(...q, ...k, ...q.map((x, c) => x * k[c])),
  );

  const score = line(page, 'q · k').locator('data').last();
  assert.equal(Math.fround(await digitsOf(score)), trace.scores(0, 0)[6 * n + 4]);
  const weight = line(page, '÷ row').locator('data').last();
  assert.equal(Math.fround(await digitsOf(weight)), trace.weights(0, 0)[6 * n + 4]);
  assert.match(await weight.innerText(), /^≈ 0\.\d{4}$/);
  trace.delete();
});

pageTest(
  'no number is a negative zero, and none is missing',
  { hash: hash('&temperature=3') },
  async (page) => {
    await cellOf(page).getByRole('group').first().click();
    for (const region of [cellOf(page), rowOf(page)]) {
      const text = await region.innerText();
      assert.doesNotMatch(text, /NaN|undefined|not a number|[\u2212-]0(\.0+)?(?![\d.×])/);
      const numbers = await region
        .locator('data')
        .evaluateAll((all) =>
          all.map((each) => [
            each.textContent,
            each.getAttribute('title'),
            /** @type {HTMLDataElement} */ (each).value,
          ]),
        );
      for (const [shown, title, value] of numbers) {
        assert.ok(shown && title && value, `${shown} ${title} ${value}`);
        assert.ok(!shown.includes('-'), shown);
      }
    }
  },
);

pageTest(
  'a row of numbers is one tab stop, and the arrows move in it',
  { hash: hash() },
  async (page) => {
    const table = cellOf(page).getByRole('table', { name: 'q, k and their products' });
    const stops = await cellOf(page).locator('data[tabindex="0"]').count();
    assert.ok(stops >= 4 && stops <= 6, `${stops} tab stops`);
    await table.locator('data[tabindex="0"]').focus();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('title'));
    const values = await table
      .getByRole('cell')
      .evaluateAll((all) => all.map((each) => each.getAttribute('title')));
    assert.equal(await focused(), values[0]);
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), values[1]);
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), values[9]);
    await page.keyboard.press('End');
    assert.equal(await focused(), values[23]);
    assert.equal(await table.locator('data[tabindex="0"]').count(), 1);
  },
);

pageTest(
  'a number shows all its digits on focus, and they are what is copied',
  { hash: hash() },
  async (page) => {
    const weight = line(page, '÷ row').locator('data').last();
    await weight.focus();
    const title = (await weight.getAttribute('title')) ?? '';
    await cellOf(page).getByText(title, { exact: true }).waitFor();
    await page.keyboard.press('Control+c');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await weight.getAttribute('value'));
  },
);

pageTest('selected text is copied with all digits', { hash: hash() }, async (page) => {
  await line(page, 'scale').evaluate((row) => getSelection()?.selectAllChildren(row));
  await page.keyboard.press('Control+c');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const exact = await line(page, 'scale').locator('data').last().getAttribute('value');
  assert.ok(exact && exact.length > 7 && copied.includes(exact), copied);
});

pageTest(
  'one column of the matrix makes one number of q, k or v',
  { hash: hash() },
  async (page) => {
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    const { headWidth, width } = trace;
    const projection = cellOf(page).getByRole('group').first();
    await projection.locator('summary').click();
    const table = cellOf(page).getByRole('table', { name: /x, one column/ });
    await cellOf(page).getByLabel('Number of the vector').fill('3');
    await cellOf(page).getByLabel('Vector', { exact: true }).selectOption('v');
    await cellOf(page).getByText('x · column 3 of WV → number 3 of v').waitFor();
    const result = await digitsOf(cellOf(page).locator('.cell-sum data'));
    assert.equal(Math.fround(result), trace.value(0, 0)[4 * headWidth + 2]);
    const products = await table
      .getByRole('row')
      .last()
      .getByRole('cell')
      .evaluateAll((all) => all.map((each) => Number(/** @type {HTMLDataElement} */ (each).value)));
    assert.equal(products.length, width);
    near(
      result,
      products.reduce((sum, one) => sum + one, 0),
      'the sum of the products',
    );
    trace.delete();
  },
);

pageTest('the numbers can stand in the order of their products', { hash: hash() }, async (page) => {
  await cellOf(page).getByLabel('Order of the numbers').selectOption('by size of product');
  const table = cellOf(page).getByRole('table', { name: 'q, k and their products' });
  const read = (/** @type {number} */ row) =>
    table
      .getByRole('row')
      .nth(row)
      .getByRole('cell')
      .evaluateAll((all) => all.map((each) => Number(/** @type {HTMLDataElement} */ (each).value)));
  const [q, k, products] = [await read(1), await read(2), await read(3)];
  const sizes = products.map(Math.abs);
  assert.deepEqual(
    sizes,
    [...sizes].sort((one, other) => other - one),
  );
  products.forEach((product, c) => near(product, q[c] * k[c], `column ${c}`));
});

pageTest(
  'a forbidden cell says what the mask does to its score',
  { hash: hash().replace('6,4', '2,7') },
  async (page) => {
    const mask = await line(page, 'mask').innerText();
    assert.match(mask, /not allowed: the score becomes −∞, e−∞ = 0; the other keys share the 1/);
    assert.equal(await line(page, '÷ row').locator('data').last().innerText(), '0');
  },
);

pageTest(
  'a row without any allowed key is all 0 and says so',
  { hash: `text=${encodeURIComponent(TEXT)}&mask=causal%2Bnoself&cell=0,0` },
  async (page) => {
    assert.match(await line(page, '÷ row').innerText(), /no key is allowed: the row is all 0/);
    assert.match(await cellOf(page).innerText(), /Nothing is added: the output is 0/);
    assert.match(await rowOf(page).innerText(), /no key is allowed/);
  },
);

pageTest(
  'the mean of the heads asks for one head',
  { hash: hash('&head=1.mean') },
  async (page) => {
    assert.match(
      await cellOf(page).innerText(),
      /Choose one head: the mean of the heads has no single q and k/,
    );
    assert.equal(await cellOf(page).locator('data:visible').count(), 0);
  },
);

pageTest('all keys are listed on request', { hash: hash() }, async (page) => {
  const items = cellOf(page)
    .getByRole('list', { name: 'Weight times value' })
    .getByRole('listitem');
  assert.equal(await items.count(), 3);
  await cellOf(page).getByRole('button', { name: '4 more' }).click();
  assert.equal(await items.count(), 7);
  const weights = await items
    .locator('.share-weight data')
    .evaluateAll((all) => all.map((each) => Number(/** @type {HTMLDataElement} */ (each).value)));
  near(
    weights.reduce((sum, weight) => sum + weight, 0),
    1,
    'the sum of the weights',
  );
});

pageTest(
  'the row tells its largest weights and its entropy with the scale and without',
  { hash: hash() },
  async (page) => {
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    const row = [...trace.weights(0, 0)].slice(6 * trace.length, 7 * trace.length);
    const numbers = await rowOf(page)
      .locator('data')
      .evaluateAll((all) =>
        all.map((each) => Math.fround(Number(/** @type {HTMLDataElement} */ (each).value))),
      );
    const entropies = trace.entropies(0, 0);
    assert.deepEqual(numbers, [
      ...row.sort((one, other) => other - one).slice(0, 3),
      entropies[6],
      entropies[trace.length + 6],
    ]);
    assert.match(await rowOf(page).innerText(), /, sharper$/);
    trace.delete();
  },
);

pageTest(
  'with one number a head, the scale changes nothing and the row says why',
  { hash: hash('&width=8') },
  async (page) => {
    assert.match(await rowOf(page).innerText(), /the same, √d_k is 1/);
  },
);

pageTest(
  'on a phone nothing of the cell is wider than the screen',
  { hash: hash('&heads=1&width=64'), width: 360, height: 740, touch: true },
  async (page) => {
    const table = cellOf(page).getByRole('table', { name: 'q, k and their products' });
    assert.equal(await table.getByRole('cell').count(), 3 * 64);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
    const cut = await table
      .getByRole('cell')
      .evaluateAll((all) =>
        all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
      );
    assert.deepEqual(cut, []);
  },
);

for (const [scale, factor] of /** @type {const} */ ([
  ['none', 1],
  ['0.7', 0.7],
])) {
  pageTest(
    `with scale ${scale} the row's own entropy comes first, then the one with 1/√d_k`,
    { hash: hash(`&scale=${scale}&temperature=2`) },
    async (page) => {
      const trace = playground.run({ text: TEXT, mask: 'causal', scale, temperature: 2 });
      const n = trace.length;
      const scores = [...trace.scores(0, 0)].slice(6 * n, 6 * n + 7);
      const bits = (/** @type {number} */ by) => {
        const powers = scores.map((score) => Math.exp((score * by) / 2));
        const sum = powers.reduce((all, one) => all + one, 0);
        return powers.reduce((all, one) => all - (one / sum) * Math.log2(one / sum), 0);
      };
      const numbers = await rowOf(page)
        .locator('p data')
        .evaluateAll((all) =>
          all.map((each) => Number(/** @type {HTMLDataElement} */ (each).value)),
        );
      near(numbers[0], bits(factor), 'as shown');
      near(numbers[1], bits(1 / Math.sqrt(8)), 'with 1/√d_k');
      assert.match(await rowOf(page).innerText(), /bits; with ÷ √8 ≈ [\d.]+, flatter$/);
      trace.delete();
    },
  );
}

pageTest(
  'a row with one allowed key compares nothing',
  { hash: `text=one+two&mask=causal&cell=0,0` },
  async (page) => {
    assert.match(await rowOf(page).innerText(), /entropy 0 bits: only one key is allowed$/);
  },
);

pageTest(
  'the names of the rows stand in every band after the window was narrowed and widened',
  { hash: hash('&heads=4') },
  async (page) => {
    const names = () =>
      cellOf(page)
        .locator('.number-name')
        .evaluateAll((all) =>
          all.filter((each) => each.checkVisibility()).map((e) => e.textContent),
        );
    for (const width of [1000, 1280, 700, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))),
      );
      const found = await names();
      assert.ok(found.length >= 6 && found.every((name) => name?.trim()), `${width}: ${found}`);
    }
  },
);

pageTest(
  'the pipeline divides by the temperature where the cell does: before the mask',
  { hash: hash('&temperature=2&step=scaled') },
  async (page) => {
    const strip = page.getByRole('navigation', { name: 'Steps of attention' });
    assert.match(
      await strip.innerText(),
      /scores\s*÷ √8 ÷ 2\s*scaled\s*→\s*masked\s*softmax\s*weights/,
    );
    const trace = playground.run({ text: TEXT, mask: 'causal', temperature: 2 });
    const logit = trace.scores(0, 0)[6 * trace.length + 4] / Math.sqrt(8) / 2;
    const caption = await page.locator('#matrix-caption').textContent();
    assert.ok(caption?.includes(logit.toFixed(2).replace('-', '−')), `${caption}: ${logit}`);
    trace.delete();
  },
);

pageTest(
  'where the matrix shows Q, the cell opens how the chosen number of q comes about',
  { hash: hash('&step=q') },
  async (page) => {
    const details = cellOf(page).locator('details');
    await cellOf(page).getByText('the sum of the 64 products').waitFor();
    await page.getByRole('application').focus();
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
    await details.getByText('number 5 of q').first().waitFor();
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    await page.waitForFunction(
      (wanted) =>
        Math.fround(
          Number(
            /** @type {HTMLDataElement | null} */ (document.querySelector('.cell-sum data'))?.value,
          ),
        ) === wanted,
      trace.query(0, 0)[6 * 8 + 4],
    );
    trace.delete();
    await page.getByRole('button', { name: 'V', exact: true }).first().click();
    await details.getByText('number 5 of v').first().waitFor();
    await page.getByRole('button', { name: 'weights', exact: true }).first().click();
    await page.waitForFunction(() => !document.querySelector('details')?.open);
  },
);

pageTest(
  'no minus stands before a negative number',
  { hash: `text=one+two+three&mask=noself&cell=0,1` },
  async (page) => {
    for (let query = 0; query < 3; query += 1) {
      for (let seed = 1; seed < 6; seed += 1) {
        await page.evaluate(
          (to) => (location.hash = to),
          `text=one+two+three&mask=noself&cell=${query},1&seed=${seed}`,
        );
        await page.waitForFunction(
          (wanted) => document.querySelector('.cell-head bdi')?.textContent === wanted,
          ['one', 'two', 'three'][query],
        );
        assert.doesNotMatch(await cellOf(page).innerText(), /− −/);
      }
    }
  },
);

// These weights are written with four and with five decimals.
const UNEVEN = `text=${'abcdefghij'.repeat(9)}+short`;

pageTest('all bars of a list begin at the same place', { hash: UNEVEN }, async (page) => {
  const lefts = await page
    .locator('#row .attends li:not([hidden]) .share-bar')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
  assert.equal(new Set(lefts).size, 1, String(lefts));
});
