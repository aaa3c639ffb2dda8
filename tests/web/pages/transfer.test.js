import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { openPage } from '../browser.js';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));

/** @param {Buffer} bytes */
const brotliSize = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

test('the files that the page asks for before its first matrix are at most 120 KB of brotli', async () => {
  /** @type {Set<string>} */
  const urls = new Set();
  const { url, close } = await openPage({
    before: async (page) => {
      page.context().on('request', (request) => urls.add(request.url().replace(/#.*/, '')));
    },
  });
  await close();
  const files = [...urls].map((requested) => requested.slice(url.length) || 'index.html');
  assert.ok(files.includes('app.js') && files.includes('index.html'), files.join(' '));
  // The worker fetches its own files, which the page's request events may not show.
  for (const file of ['worker.js', 'attention_core.wasm']) {
    if (!files.includes(file)) {
      files.push(file);
    }
  }
  const total = files.reduce((sum, file) => sum + brotliSize(readFileSync(dist + file)), 0);
  assert.ok(total <= 120 * 1024, `${total} bytes of brotli: ${files.join(' ')}`);
});

test('the WebAssembly is at most 150 KB', () => {
  assert.ok(readFileSync(`${dist}attention_core.wasm`).length <= 150 * 1024);
});
