import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { openPage, RANDOM_HASH } from '../browser.js';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));

/** @param {Buffer} bytes */
const brotliSize = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/**
 * The files that were asked for before the first matrix was drawn.
 * @param {string} hash
 */
async function firstFiles(hash) {
  const { page, url, close } = await openPage({ hash });
  const urls = await page.evaluate(() => {
    const [{ startTime: drawn }] = performance.getEntriesByName('first-attention');
    return performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime < drawn)
      .map(({ name }) => name);
  });
  await close();
  // What a worker fetches itself the page does not see.
  const files = urls.map((requested) => requested.slice(url.length).replace(/#.*/, ''));
  return [...new Set(['index.html', ...files, 'worker.js', 'attention_page.wasm'])];
}

/** @param {string[]} files */
const sizeOf = (files) =>
  files.reduce((sum, file) => sum + brotliSize(readFileSync(dist + file)), 0);

test('the files that the page asks for before its first matrix are at most 120 KB of brotli', async () => {
  const files = await firstFiles(RANDOM_HASH);
  assert.ok(files.includes('app.js'), files.join(' '));
  assert.ok(sizeOf(files) <= 120 * 1024, `${sizeOf(files)} bytes of brotli: ${files.join(' ')}`);
});

test('with the reader, which a visitor sees first, they are at most 220 KB', async () => {
  const files = await firstFiles('');
  assert.ok(files.includes('models/reader.safetensors'), files.join(' '));
  assert.ok(sizeOf(files) <= 220 * 1024, `${sizeOf(files)} bytes of brotli: ${files.join(' ')}`);
});

test('the models are at most 110 KB and 200 KB, the WebAssembly with its trainer at most 250 KB', () => {
  const [reader, writer] = ['reader', 'writer'].map((name) =>
    sizeOf([`models/${name}.safetensors`]),
  );
  assert.ok(reader <= 110 * 1024, `${reader}`);
  assert.ok(reader + writer <= 200 * 1024, `${reader + writer}`);
  assert.ok(readFileSync(`${dist}attention_core.wasm`).length <= 250 * 1024);
});

test('the element’s scripts are at most 110 KB without the reader, 240 KB with it; the frame’s helper 1 KB', () => {
  const [lite, whole] = ['attention-playground.lite.js', 'attention-playground.js'].map((name) =>
    sizeOf([name]),
  );
  assert.ok(lite <= 110 * 1024, `${lite}`);
  assert.ok(whole <= 240 * 1024, `${whole}`);
  assert.ok(readFileSync(`${dist}attention-playground.frames.js`).length <= 1024);
});
