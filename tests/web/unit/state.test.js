import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMask, noMask, parseMask } from '../../../web/state/mask.js';
import {
  clampSelection,
  defaultRequest,
  defaultState,
  defaultView,
  sameRequest,
  sameState,
  withRequest,
  withView,
} from '../../../web/state/state.js';
import { nearestWidth } from '../../../web/state/width.js';
import { suggestionsFor } from '../../../web/views/suggestions.js';

test('the defaults are those that links rely on', () => {
  assert.deepEqual(defaultRequest, {
    text: '',
    model: 'random',
    tokenizer: 'words',
    mask: 'none',
    scale: 'sqrt',
    temperature: 1,
    layers: 1,
    heads: 8,
    width: 64,
    seed: 1,
    ablate: 'none',
  });
});

test('a state cannot be changed in place', () => {
  assert.throws(() => {
    /** @type {any} */ (defaultState.request).seed = 2;
  }, TypeError);
  assert.throws(() => {
    /** @type {any} */ (defaultState).view = {};
  }, TypeError);
});

test('a change of the view is not a change of the request', () => {
  const moved = withView(defaultState, { query: 3 });
  assert.ok(sameRequest(defaultState, moved));
  assert.ok(!sameState(defaultState, moved));
  assert.ok(!sameRequest(defaultState, withRequest(defaultState, { seed: 2 })));
});

test('a selection is clamped to the trace, and is null where there is no token', () => {
  const view = { ...defaultView, layer: 5, head: 9, query: 100, key: 2 };
  const shape = { layers: 2, heads: 4, length: 3 };
  assert.deepEqual(clampSelection(view, shape), { layer: 1, head: 3, query: 2, key: 2 });
  assert.equal(clampSelection({ ...view, head: -1 }, shape)?.head, -1);
  assert.equal(clampSelection(view, { ...shape, length: 0 }), null);
});

test('every mask is written in the canonical order, and read back', () => {
  for (const text of [
    'none',
    'causal',
    'noself',
    'causal+noself+window:4+dilated:4,2+global:0,5+bits:3,_w',
    'dilated:1,1',
    'global:7',
  ]) {
    const parts = parseMask(text);
    assert.ok(parts, text);
    assert.equal(formatMask(parts), text);
  }
});

test('global positions are written in order, each once', () => {
  assert.equal(formatMask({ ...noMask(), global: [5, 0, 5] }), 'global:0,5');
});

test('what is not a mask is not taken for one', () => {
  for (const text of [
    '',
    'Causal',
    'causal:1',
    'none+causal',
    'window:',
    'window:-1',
    'window:1.5',
    'window:1,2',
    'dilated:4',
    'global:',
    'bits',
    'bits:999,x',
    'causal+',
  ]) {
    assert.equal(parseMask(text), null, text);
  }
});

test('the width moves to the nearest multiple of the heads, inside the limit', () => {
  assert.equal(nearestWidth(64, 5, 1024), 65);
  assert.equal(nearestWidth(64, 7, 1024), 63);
  assert.equal(nearestWidth(64, 8, 1024), 64);
  assert.equal(nearestWidth(1, 96, 1024), 96);
  assert.equal(nearestWidth(1024, 96, 1024), 960);
});

test('the lesson’s sentence can be turned by one word, and back', () => {
  const sentence = 'The dragon guarded the treasure because it was valuable.';
  const [hungry, swap] = suggestionsFor(sentence);
  assert.equal(hungry.label, 'valuable → hungry');
  assert.equal(hungry.text, 'The dragon guarded the treasure because it was hungry.');
  assert.equal(suggestionsFor(hungry.text)[0].text, sentence);
  assert.equal(swap.text, 'The treasure guarded the dragon because it was valuable.');
  assert.equal(suggestionsFor(swap.text)[1].text, sentence);
});

test('a text without such words has nothing to try', () => {
  assert.deepEqual(suggestionsFor('Nothing here.'), []);
  assert.deepEqual(suggestionsFor(''), []);
});
