// The same request gives the same bits natively and in WebAssembly: 100 random requests, every tensor.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadPlayground } from '../../wasm/playground.js';
import { npyBytes } from '../../web/export/npy.js';

const attend = fileURLToPath(new URL('../../build/native/attend', import.meta.url));

const WORDS =
  'the dragon guarded a treasure, because it was valuable! don’t 中文 👍🏽 é \n x_1 42'.split(' ');
const MASKS = [
  'none',
  'causal',
  'noself',
  'causal+window:3',
  'dilated:3,2',
  'window:2+global:0,4',
  'causal+noself',
];
const TOKENIZERS = ['words', 'characters', 'bytepair:0', 'bytepair:12'];
const SCALES = ['sqrt', 'none', '0.37', '-2'];

/** A small generator of our own (mulberry32), so that the requests stay the same. */
function makeRandom(/** @type {number} */ seed) {
  let state = seed;
  return (/** @type {number} */ limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

function randomRequest(/** @type {(limit: number) => number} */ random) {
  const pick = (/** @type {string[]} */ list) => list[random(list.length)];
  const heads = 1 + random(5);
  return {
    text: Array.from({ length: random(40) }, () => pick(WORDS)).join(' '),
    tokenizer: pick(TOKENIZERS),
    mask: pick(MASKS),
    scale: pick(SCALES),
    temperature: pick(['1', '0.3', '2.5']),
    layers: 1 + random(3),
    heads,
    width: heads * (1 + random(12)),
    seed: random(1e9),
  };
}

/** @param {string} file */
const numbersOf = (file) => {
  const bytes = readFileSync(file);
  return bytes.subarray(10 + bytes.readUInt16LE(8));
};

/** @param {Float32Array[]} slices */
const bytesOf = (slices) =>
  Buffer.concat(
    slices.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );

test('100 random requests give the same bits natively and in WebAssembly', async () => {
  const playground = await loadPlayground();
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  const random = makeRandom(7);
  for (let i = 0; i < 100; ++i) {
    const request = randomRequest(random);
    const { text, ...flags } = request;
    const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    execFileSync(attend, ['show', '-', ...words, '--npy', folder], { input: text });
    const trace = playground.run(request);
    const layers = Array.from({ length: trace.layers }, (_, layer) => layer);
    const heads = layers.flatMap((layer) =>
      Array.from({ length: trace.heads }, (_, head) => [layer, head]),
    );
    for (const name of /** @type {const} */ ([
      'weights',
      'scores',
      'query',
      'key',
      'value',
      'output',
    ])) {
      const slices = heads.map(([layer, head]) => trace[name](layer, head));
      assert.ok(
        bytesOf(slices).equals(numbersOf(join(folder, `${name}.npy`))),
        `${name} of ${JSON.stringify(request)}`,
      );
    }
    for (const name of /** @type {const} */ (['stream', 'input', 'concat', 'projected'])) {
      const slices = [...layers, ...(name === 'stream' ? [trace.layers] : [])].map((layer) =>
        trace[name](layer),
      );
      assert.ok(
        bytesOf(slices).equals(numbersOf(join(folder, `${name}.npy`))),
        `${name} of ${JSON.stringify(request)}`,
      );
    }
    trace.delete();
  }
  rmSync(folder, { recursive: true });
  playground.delete();
});

test('the fixtures’ weights and outputs are the same bits natively and in WebAssembly', async () => {
  const playground = await loadPlayground();
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  const fixture = (/** @type {string} */ name) =>
    fileURLToPath(new URL(`../fixtures/attention/${name}`, import.meta.url));
  const cases = JSON.parse(readFileSync(fixture('cases.json'), 'utf8'));
  const data = Uint8Array.from(numbersOf(fixture('numbers.npy')));
  const numbers = new Float32Array(data.buffer);
  const file = (/** @type {string} */ name) => join(folder, `${name}.npy`);
  assert.ok(cases.length >= 40);
  for (const { length, width, heads, mask, scale, temperature, offset } of cases) {
    const size = length * width;
    const [q, k, v] = [0, 1, 2].map((part) =>
      numbers.slice(offset + part * size).subarray(0, size),
    );
    for (const [name, values] of Object.entries({ q, k, v }))
      writeFileSync(file(name), npyBytes(values, [length, width]));
    const files = ['q', 'k', 'v', 'weights', 'output'].flatMap((name) => [`--${name}`, file(name)]);
    const settings = Object.entries({ heads, mask, scale, temperature });
    const flags = settings.map(([name, value]) => `--${name}=${value}`);
    execFileSync(attend, ['kernel', ...files, ...flags]);
    const { weights, output } = playground.attention({
      ...{ q, k, v, length, width, heads, mask, scale, temperature },
    });
    for (const [name, values] of Object.entries({ weights, output })) {
      const label = `${name} of ${length} × ${width}, ${heads} heads, ${mask}, ${scale}`;
      assert.ok(numbersOf(file(name)).equals(bytesOf([values])), label);
    }
  }
  rmSync(folder, { recursive: true });
  playground.delete();
});
