import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPlayground } from '../../../wasm/playground.js';
import { createPace, createRate, durationText } from '../../../web/doors/train_pace.js';
import { bestHead } from '../../../web/doors/train_scores.js';
import {
  formatSettings,
  OPENING_SETTINGS,
  parseSettings,
} from '../../../web/doors/train_settings.js';

const { trainTable: table } = await loadPlayground();

test('a training’s settings come back from a link as they were', () => {
  assert.deepEqual(parseSettings('', table), { settings: OPENING_SETTINGS, problems: [] });
  const settings = { ...OPENING_SETTINGS, objective: 'writer', rate: 0.0125, seed: 4294967295 };
  assert.deepEqual(parseSettings(formatSettings(settings), table), { settings, problems: [] });
});

test('broken settings become those of the page, or the nearest limit, and are named', () => {
  const { settings, problems } = parseSettings(
    'objective:poet,layers:99,rate:fast,steps:1.5,heads:,size:3,batch:1,seed:7',
    table,
  );
  assert.deepEqual(settings, { ...OPENING_SETTINGS, layers: 8, seed: 7 });
  assert.deepEqual(problems, [
    'objective is reader or writer, not “poet”.',
    'layers is a whole number from 1 to 8, not 99.',
    'rate is a number from 0.000001 to 1, not fast.',
    'steps is a whole number from 1 to 100,000, not 1.5.',
    'heads is a whole number from 1 to 16, not nothing.',
    '“size” is not a setting of a training.',
    '“batch” is not a setting of a training.',
  ]);
});

test('a width that its heads cannot share is named', () => {
  const { settings, problems } = parseSettings('heads:3,width:32', table);
  assert.deepEqual(settings, { ...OPENING_SETTINGS, heads: 3, width: 32 });
  assert.deepEqual(problems, ['width 32 cannot be split into 3 equal heads.']);
});

test('a slice has as many steps as fit into about a tenth of a second', () => {
  const pace = createPace();
  assert.equal(pace.next(), 1);
  pace.took(1, 20);
  assert.equal(pace.next(), 6);
  for (let i = 0; i < 20; i += 1) pace.took(6, 6000);
  assert.equal(pace.next(), 1);
  for (let i = 0; i < 60; i += 1) pace.took(1, 0);
  assert.equal(pace.next(), 200);
});

test('the rate is that of the last seconds, and begins anew after a pause', () => {
  const rate = createRate();
  assert.deepEqual(rate.now(), { steps: 0, tokens: 0 });
  rate.mark(0, 0, 0);
  assert.deepEqual(rate.now(), { steps: 0, tokens: 0 });
  rate.mark(1000, 10, 5000);
  assert.deepEqual(rate.now(), { steps: 10, tokens: 5000 });
  for (let s = 2; s <= 6; s += 1) rate.mark(s * 1000, s * 40, s * 20000);
  assert.deepEqual(rate.now(), { steps: 40, tokens: 20000 });
  rate.restart();
  rate.mark(90_000, 240, 120_000);
  assert.deepEqual(rate.now(), { steps: 0, tokens: 0 });
});

test('durations are rounded as people say them', () => {
  const texts = [0.2, 8.4, 89, 200, 7200].map(durationText);
  assert.deepEqual(texts, ['under 1 s', '8 s', '89 s', '3 min', '2.0 h']);
});

test('the best head is the one with the largest share', () => {
  const probe = { shares: [0.1, 0.2, 0.3, 0.9, 0.9, 0] };
  const scores = /** @type {any} */ ({ probes: { pronoun: probe } });
  assert.deepEqual(bestHead(scores, 'pronoun', 3), { layer: 1, head: 0, share: 0.9 });
});
