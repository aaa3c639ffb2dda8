import assert from 'node:assert/strict';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadPlayground } from '../../../dist/playground.js';
import { openPage } from '../browser.js';
import { pageTest } from '../page_test.js';
import { runPython, withoutNumpy } from '../python.js';

/** @typedef {import('playwright-core').Page} Page */

const TEXT = 'The dragon guarded the treasure, because "it" was =valuable.';
const HASH = `text=${encodeURIComponent(TEXT)}&mask=causal&cell=6,4&head=1.3`;
const NOTICE = 'Untrained random weights: the arithmetic is real, the pattern means nothing.';

const playground = await loadPlayground();

/** @param {Page} page */
const exportOf = (page) => page.getByRole('region', { name: 'Copy and save' });

/** @param {Page} page  @param {string} button */
async function save(page, button) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    exportOf(page).getByRole('button', { name: button }).click(),
  ]);
  const name = download.suggestedFilename();
  return { name, bytes: await readFile(await download.path()) };
}

/** @param {Page} page  @param {string} button  @param {string} what */
async function copy(page, button, what) {
  await exportOf(page).getByRole('button', { name: button }).click();
  await page.waitForFunction(
    (wanted) => document.getElementById('announcer')?.textContent?.trim() === wanted,
    `Copied ${what}`,
  );
  return page.evaluate(() => navigator.clipboard.readText());
}

/** @param {Buffer} bytes  of an .npy file of float32 */
function readNpy(bytes) {
  const start = 10 + bytes.readUInt16LE(8);
  const shape = bytes.toString('latin1', 10, start).match(/\((\d+), (\d+)\)/) ?? [];
  const values = new Float32Array(new Uint8Array(bytes.subarray(start)).buffer);
  return { shape: shape.slice(1).map(Number), values };
}

for (const mask of ['causal', 'window:3', 'causal+noself', 'bits:3,ioA']) {
  test(
    `the program copied from the page prints this head's matrix: ${mask}`,
    { skip: withoutNumpy },
    async () => {
      const hash = HASH.replace('mask=causal', `mask=${encodeURIComponent(mask)}`);
      const opened = await openPage({ hash });
      try {
        const program = await copy(opened.page, 'Copy as NumPy', 'the NumPy program');
        const trace = playground.run({ text: TEXT, mask });
        const printed = runPython(
          program,
          'import json; print(json.dumps(weights.ravel().tolist()))',
        );
        const found = JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '');
        trace.weights(0, 2).forEach((weight, i) => {
          assert.ok(Math.abs(found[i] - weight) <= 1e-6, `${i}: ${found[i]}, ${weight}`);
        });
        assert.equal(found.length, trace.length ** 2);
        trace.delete();
      } finally {
        await opened.close();
      }
    },
  );
}

pageTest(
  'the copied programs have at most 25 lines and say what random weights are worth',
  { hash: HASH },
  async (page) => {
    for (const library of ['NumPy', 'PyTorch']) {
      const program = await copy(page, `Copy as ${library}`, `the ${library} program`);
      assert.ok(program.trimEnd().split('\n').length <= 25);
      assert.ok(program.includes(`# ${NOTICE}`));
    }
  },
);

pageTest(
  'an NPY file holds the bits of the matrix that is shown, or of one that is chosen for it',
  { hash: HASH },
  async (page) => {
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    const { name, bytes } = await save(page, 'Save as NPY');
    assert.equal(name, 'random-head-1.3-weights.npy');
    const { shape, values } = readNpy(bytes);
    assert.deepEqual(shape, [trace.length, trace.length]);
    assert.deepEqual(values, trace.weights(0, 2));

    await exportOf(page).getByLabel('Matrix').selectOption('concat');
    const concat = await save(page, 'Save as NPY');
    assert.equal(concat.name, 'random-layer-1-concat.npy');
    assert.deepEqual(readNpy(concat.bytes).values, trace.concat(0));
    assert.ok(
      !(await page.evaluate(() => location.hash)).includes('step='),
      'the page is as it was',
    );
    // Until the page itself shows another one.
    await page.evaluate(() => (location.hash += '&step=v'));
    await page.locator('[aria-current=step]', { hasText: /^V$/ }).waitFor();
    assert.equal((await save(page, 'Save as NPY')).name, 'random-head-1.3-v.npy');
    trace.delete();
  },
);

pageTest('masked scores are −∞ in a file', { hash: `${HASH}&step=masked` }, async (page) => {
  const trace = playground.run({ text: TEXT, mask: 'causal' });
  const { values } = readNpy((await save(page, 'Save as NPY')).bytes);
  const n = trace.length;
  values.forEach((value, i) => {
    assert.equal(value === -Infinity, i % n > Math.floor(i / n), `cell ${i}`);
  });
  trace.delete();
});

pageTest('NumPy itself reads the NPY file', { hash: HASH }, async (page) => {
  if (withoutNumpy) return;
  const folder = await mkdtemp(join(tmpdir(), 'attention-'));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    exportOf(page).getByRole('button', { name: 'Save as NPY' }).click(),
  ]);
  await download.saveAs(join(folder, 'w.npy'));
  const printed = runPython(
    'import numpy as np; w = np.load("w.npy")',
    'print(w.shape, w.dtype, bool(abs(w.sum(axis=1) - 1).max() < 1e-6))',
    folder,
  );
  await rm(folder, { recursive: true });
  assert.match(printed, /^\((\d+), \1\) float32 True$/m);
});

pageTest(
  'a CSV file has the tokens as headers and every number in full',
  { hash: HASH },
  async (page) => {
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    const { name, bytes } = await save(page, 'Save as CSV');
    assert.equal(name, 'random-head-1.3-weights.csv');
    const lines = bytes.toString('utf8').split('\r\n');
    assert.ok(lines[0].includes(NOTICE), lines[0]);
    assert.ok(lines[0].includes(`"treasure,"`) || lines[0].includes('treasure'), lines[0]);
    const weights = trace.weights(0, 2);
    const first = lines[1].split(',').slice(1).map(Number);
    assert.deepEqual(Float32Array.from(first), weights.slice(0, trace.length));
    assert.equal(lines.length, trace.length + 2);
    assert.ok(!/(^|,)=/m.test(bytes.toString('utf8')), 'a token would be run as a formula');
    trace.delete();
  },
);

pageTest(
  'a PNG shows the matrix at twice the size, with the notice',
  { hash: HASH },
  async (page) => {
    const { name, bytes } = await save(page, 'Save as PNG');
    assert.equal(name, 'random-head-1.3-weights.png');
    assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.ok(width > 800 && height > 800 && width < 2400 && height < 2400, `${width} × ${height}`);
  },
);

pageTest(
  'a long text is too much to paste, and its arrays can be saved instead',
  { hash: `text=${encodeURIComponent('word '.repeat(400))}&heads=1` },
  async (page) => {
    assert.match(await exportOf(page).innerText(), /76,800 numbers, too many to paste/);
    const program = await copy(page, 'Copy as NumPy', 'the NumPy program');
    const { name, bytes } = await save(page, 'Save its q, k and v as NPY');
    assert.ok(program.includes(`np.load("${name}")`), name);
    const trace = playground.run({ text: 'word '.repeat(400), heads: 1 });
    const start = 10 + bytes.readUInt16LE(8);
    const values = new Float32Array(new Uint8Array(bytes.subarray(start)).buffer);
    const [q, k, v] = [trace.query(0, 0), trace.key(0, 0), trace.value(0, 0)];
    assert.deepEqual(values, Float32Array.of(...q, ...k, ...v));
    trace.delete();
  },
);

pageTest(
  'the mean of the heads can be saved but not copied as a program',
  { hash: HASH.replace('1.3', '1.mean') },
  async (page) => {
    assert.ok(await exportOf(page).getByRole('button', { name: 'Copy as NumPy' }).isDisabled());
    const { name, bytes } = await save(page, 'Save as NPY');
    assert.equal(name, 'random-layer-1-mean-weights.npy');
    const trace = playground.run({ text: TEXT, mask: 'causal' });
    assert.deepEqual(readNpy(bytes).values, trace.meanWeights(0));
    trace.delete();
  },
);
