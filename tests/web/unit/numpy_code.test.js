import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numpyCode } from '../../../web/export/numpy_code.js';
import { pytorchCode } from '../../../web/export/pytorch_code.js';
import { runPython, withoutNumpy, withoutPytorch } from '../python.js';

const N = 6;
const K = 4;
const TOKENS = ['The', '"quoted"', 'back\\slash', 'two\nlines', '龍', '🐉'];

/** Repeatable numbers between −2 and 2. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return Float32Array.from({ length: N * K }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return (state / 2 ** 31) * 4 - 2;
  });
}

const near = (/** @type {number} */ i, /** @type {number} */ j) => Math.abs(i - j) < 2;
const stepped = (/** @type {number} */ i, /** @type {number} */ j) =>
  Math.abs(i - j) % 2 === 0 && Math.abs(i - j) < 4;
const fixed = (/** @type {number} */ i, /** @type {number} */ j) =>
  [i, j].some((place) => place === 0 || place === 4);
/** The rows 10 and 01, so that only [0, 1] and [1, 0] are cut. */
const painted = (/** @type {number} */ i, /** @type {number} */ j) => i > 1 || j > 1 || i === j;

/** Masks and what they mean, said once more. @type {Record<string, (i: number, j: number) => boolean>} */
const MASKS = {
  none: () => true,
  causal: (i, j) => j <= i,
  'causal+noself': (i, j) => j < i,
  'window:2': near,
  'causal+window:2+global:0,4': (i, j) => j <= i && (near(i, j) || fixed(i, j)),
  'dilated:2,2': stepped,
  'noself+window:2+dilated:2,2': (i, j) => i !== j && (near(i, j) || stepped(i, j)),
  'causal+bits:2,kA': (i, j) => j <= i && painted(i, j),
};

/** @param {string} mask  @param {{ scale?: string, temperature?: number }} [options] */
function headWith(mask, { scale = 'sqrt', temperature = 1 } = {}) {
  const allows = MASKS[mask];
  const scaleFactor = scale === 'sqrt' ? 1 / Math.sqrt(K) : scale === 'none' ? 1 : Number(scale);
  const tokens = TOKENS.map((text, id) => ({ id, text }));
  return {
    trace: /** @type {any} */ ({
      ...{ tokens, length: N, headWidth: K, scaleFactor },
      request: { model: 'random', mask, scale, temperature },
    }),
    selection: { layer: 1, head: 2, query: 3, key: 1 },
    q: numbers(1),
    k: numbers(2),
    v: numbers(3),
    allowed: Uint8Array.from({ length: N * N }, (_, at) =>
      Number(allows(Math.floor(at / N), at % N)),
    ),
  };
}

/** In double precision, by the definition. @param {ReturnType<typeof headWith>} head */
function expected({ trace, q, k, allowed }) {
  const factor = trace.scaleFactor / trace.request.temperature;
  return Array.from({ length: N }, (_, i) => {
    const raised = Array.from({ length: N }, (__, j) => {
      let score = 0;
      for (let c = 0; c < K; c += 1) score += q[i * K + c] * k[j * K + c];
      return allowed[i * N + j] ? Math.exp(score * factor) : 0;
    });
    const sum = raised.reduce((one, other) => one + other, 0);
    return raised.map((value) => (sum === 0 ? 0 : value / sum));
  });
}

/** @param {string} printed  as NumPy prints a matrix  @returns {number[][]} */
const matrixIn = (printed) =>
  printed
    .slice(printed.indexOf('[['), printed.indexOf(']]'))
    .split('\n')
    .map((line) => (line.match(/[\d.]+(e[-+]?\d+)?/g) ?? []).map(Number));

const LIBRARIES = /** @type {const} */ ([
  ['NumPy', numpyCode, withoutNumpy],
  ['PyTorch', pytorchCode, withoutPytorch],
]);

for (const [name, write, skip] of LIBRARIES) {
  for (const mask of Object.keys(MASKS)) {
    test(`the ${name} program prints the weights and the cell, mask ${mask}`, { skip }, () => {
      const head = headWith(mask, { scale: '0.75', temperature: 0.5 });
      const printed = runPython(write(head));
      const weights = expected(head);
      const found = matrixIn(printed);
      weights.forEach((row, i) =>
        row.forEach((weight, j) => {
          assert.ok(Math.abs(found[i][j] - weight) < 1e-6, `${i}, ${j}: ${found[i][j]} ${weight}`);
        }),
      );
      const cell = printed.trimEnd().split('\n').at(-1) ?? '';
      const [, weight] = cell.match(/takes ([\d.]+) of its mix/) ?? [];
      assert.ok(Math.abs(Number(weight) - weights[3][1]) < 1e-6, cell);
    });
  }
}

test('tokens survive in Python, whatever is in them', { skip: withoutNumpy }, () => {
  const printed = runPython(numpyCode(headWith('none')), 'print(ascii(tokens))');
  const last = printed.trimEnd().split('\n').at(-1);
  assert.equal(
    last,
    `['The', '"quoted"', 'back\\\\slash', 'two\\nlines', '\\u9f8d', '\\U0001f409']`,
  );
});

test('the output is there too', { skip: withoutNumpy }, () => {
  const head = headWith('causal');
  const printed = runPython(numpyCode(head), 'import json; print(json.dumps(output.tolist()))');
  const output = JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '');
  expected(head).forEach((row, i) => {
    const wanted = row.reduce((sum, weight, j) => sum + weight * head.v[j * K], 0);
    assert.ok(Math.abs(output[i][0] - wanted) < 1e-6);
  });
});

for (const [name, write] of LIBRARIES) {
  test(`the ${name} program has at most 25 lines, with every mask`, () => {
    for (const mask of Object.keys(MASKS)) {
      const lines = write(headWith(mask)).trimEnd().split('\n');
      assert.ok(lines.length <= 25, `${mask}: ${lines.length}`);
    }
  });

  test(`the ${name} program holds the very float32 numbers`, () => {
    const head = headWith('none');
    const program = write(head);
    const [, list] = program.match(/^Q = .*?\[([^\]]*)\]/m) ?? [];
    assert.deepEqual(Float32Array.from(list.split(', '), Number), head.q);
  });

  test(`the ${name} program says what random weights are worth, and only theirs`, () => {
    const head = headWith('none');
    assert.match(write(head), /^# Untrained random weights: .* means nothing\.$/m);
    head.trace.request.model = 'reader';
    assert.doesNotMatch(write(head), /Untrained/);
  });

  test(`the ${name} program reads a file where the arrays are too large to paste`, () => {
    const head = headWith('none');
    head.trace.length = 4096;
    head.trace.headWidth = 64;
    const program = write(head);
    assert.match(program, /load\("head-2\.3-qkv\.npy"\)/);
    assert.ok(program.length < 10_000);
  });
}

test('a causal mask is written as the triangle that it is', () => {
  assert.match(numpyCode(headWith('causal')), /^allowed = np\.tril\(/m);
  assert.match(pytorchCode(headWith('causal')), /^allowed = .*\.tril\(\)$/m);
});
