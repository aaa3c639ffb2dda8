import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHash, readOffer, readState } from '../../../web/elements/attributes.js';
import { bytesOf, textOf } from '../../../web/elements/bytes_text.js';
import { readMessage } from '../../../web/elements/frame_protocol.js';
import { createLocks } from '../../../web/elements/locks.js';
import { readMatrices } from '../../../web/elements/own_matrices.js';
import { shadowStyles } from '../../../web/elements/shadow_styles.js';
import { elementLine, frameAddress, frameLine } from '../../../web/share/share_lines.js';
import { openingState } from '../../../web/state/state.js';

test('bytes come back from their text, whichever are frequent, and the text can stand in any script', () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  const skewed = Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 7) % 256);
  for (const bytes of [all, skewed, new Uint8Array(0), Uint8Array.of(0), Uint8Array.of(255, 255)]) {
    const text = textOf(bytes);
    assert.match(text, /^[ !#%&()*+,\-./0-9:;=>?@A-Z[\]^_a-z{|}~]*$/);
    assert.deepEqual(bytesOf(text), bytes);
  }
});

test('styles for a shadow tree: the root is the box, and narrow means a narrow box', () => {
  const css = `:root { --a: 1 }
:root[data-theme='dark'] { --a: 2 }
html { color: red }
body { margin: 0 }
@media (max-width: 760px), (pointer: coarse) {
  .b { color: blue }
}
@media print {
  .c { color: black }
}`;
  const made = shadowStyles(css);
  assert.ok(made.includes('.playground { --a: 1 }'));
  assert.ok(made.includes(".playground[data-theme='dark']"));
  assert.ok(made.includes('.playground { color: red }'));
  assert.ok(!made.includes('body'));
  assert.match(made, /@container \(max-width: 520px\) \{\s*\.b/);
  assert.match(made, /@media \(pointer: coarse\) \{\s*\.b/);
  assert.match(made, /@media print \{\s*\.c/);
});

/** @param {Record<string, string>} attributes */
const reader = (attributes) => (/** @type {string} */ name) => attributes[name] ?? null;

test('attributes are read as links are; what is broken is named', () => {
  const read = reader({ text: 'a + b', mask: 'causal+window:4', head: '2.3', seed: 'x' });
  const { request, view, problems } = readState(['text', 'mask', 'head', 'seed', 'cell'], read);
  assert.deepEqual({ ...request }, { text: 'a + b', mask: 'causal+window:4', seed: 1 });
  assert.deepEqual({ ...view }, { layer: 1, head: 2, query: 0, key: 0 });
  assert.deepEqual(problems, ['seed “x” is not understood (0 to 4294967295)']);
  const { offer, problems: more } = readOffer(
    reader({ view: 'matrix, cell', controls: 'mask nothing', locked: 'all', height: '1e3' }),
  );
  assert.deepEqual(offer.views, ['matrix', 'cell']);
  assert.deepEqual([...(offer.controls ?? [])], ['mask']);
  assert.ok(offer.locked.has('text') && offer.locked.has('head'));
  assert.equal(offer.height, 0);
  assert.equal(more.length, 2);
  assert.deepEqual(readState(['model'], reader({ model: 'bigram' })).problems, [
    'the bigram has no attention to show',
  ]);
});

test('only the protocol’s messages are read', () => {
  const show = { playground: 1, type: 'show', hash: '#text=a' };
  assert.deepEqual(readMessage(show), { type: 'show', hash: '#text=a' });
  assert.deepEqual(readMessage({ playground: 1, type: 'resize' }), { type: 'resize' });
  for (const wrong of [
    null,
    'show',
    5,
    { ...show, playground: 2 },
    { ...show, hash: 1 },
    { type: 'resize' },
  ]) {
    assert.equal(readMessage(wrong), null);
  }
});

test('what is locked or withheld stays, whoever asks', () => {
  const locks = createLocks(new Set(['text', 'mask', 'head']), new Set(['mask']));
  assert.deepEqual(locks.request({ text: 'a', mask: 'causal', seed: 3 }), { text: 'a' });
  assert.deepEqual(locks.selection({ layer: 1, head: 2, query: 3 }), { layer: 1, head: 2 });
  assert.deepEqual(locks.view({ range: 'own' }), { range: 'own' });
});

test('one’s own weights: statistics as the core counts them', () => {
  const rows = [
    [1, 0],
    [0.5, 0.5],
  ];
  const own = readMatrices({ tokens: ['a', 'b'], weights: [[rows]] });
  /** @type {any} */
  let answer;
  own.client({ onTrace: (given) => (answer = given) }).run({}, () => [
    ['weights', 0, 0],
    ['scores', 0, 0],
  ]);
  return Promise.resolve().then(() => {
    assert.deepEqual(answer.summary.statistics[0][0], {
      ...{ entropy: 0.5, distance: 0.25, sink: 0.75, previous: 0.25, diagonal: 0.75 },
    });
    assert.deepEqual(answer.keys, [['weights', 0, 0]]);
  });
});

test('what a teacher pastes says what is on screen, and is safe in HTML', () => {
  const settings = {
    ...{ views: ['matrix'], height: 400, needed: 700, controls: [], locked: [], ask: 'it' },
  };
  const { request, view } = openingState;
  const state = { request: { ...request, text: 'a "b" <c> & d' }, view };
  const line = elementLine('https://x/', /** @type {any} */ (state), settings);
  assert.ok(line.includes('text="a &quot;b&quot; &lt;c> &amp; d"'), line);
  assert.ok(line.includes('controls="none" ask="it" height="400"'), line);
  const address = frameAddress('https://x/', /** @type {any} */ (state), settings);
  const { read, unknown } = readHash(new URL(address).hash);
  assert.equal(read('text'), 'a "b" <c> & d');
  assert.equal(read('ask'), 'it');
  assert.deepEqual(unknown, []);
  const first = { ...state, view: { ...view, layer: 0, head: 0 } };
  assert.match(elementLine('https://x/', /** @type {any} */ (first), settings), / head="1\.1"/);
  const unasked = elementLine('https://x/', /** @type {any} */ (first), { ...settings, ask: '' });
  assert.doesNotMatch(unasked, / head=/, 'only a question chooses a head of its own');
  const growing = { ...settings, height: 0 };
  assert.doesNotMatch(elementLine('https://x/', /** @type {any} */ (state), growing), /height=/);
  assert.match(frameLine('https://x/', /** @type {any} */ (state), growing), / height="700"/);
});

test('weights whose rows do not sum to 1 are named; rounded and empty rows are not', () => {
  const warningOf = (/** @type {number[][]} */ ...rows) =>
    readMatrices({ tokens: ['a', 'b'], weights: [[rows]] }).warning;
  assert.equal(warningOf([1, 0], [0.33, 0.66]), '');
  assert.equal(warningOf([1, 0], [0, 0]), '');
  assert.match(
    warningOf([1, 0], [0.5, 0.6]),
    /first is row 2 \(“b”\) of head 1\.1: it sums to 1\.10/,
  );
});
