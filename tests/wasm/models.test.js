// The bundled models through WebAssembly, and what they do natively.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { exampleGroups } from '../../web/views/example_texts.js';
import { openingState } from '../../web/state/state.js';
import { loadPlayground } from '../../wasm/playground.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const attend = join(root, 'build/native/attend');
const { pairs } = JSON.parse(
  readFileSync(new URL('../fixtures/paraphrases.json', import.meta.url), 'utf8'),
);

const playground = await loadPlayground();
await playground.load('reader');
await playground.load('writer');

/** The head that finds most pronouns' nouns, as the model's file says. */
function pronounHead() {
  const { scores, heads } = playground.model('reader');
  const shares = scores?.probes.pronoun.shares ?? [];
  const head = shares.indexOf(Math.max(...shares));
  return { layer: Math.floor(head / heads), head: head % heads };
}

/** Where the largest weight of “it” is. @param {string} text */
function lookedAt(text) {
  const trace = playground.run({ text, model: 'reader' });
  const { layer, head } = pronounHead();
  const it = trace.tokens.findIndex((token) => token.text === 'it');
  const row = trace.weights(layer, head).subarray(it * trace.length, (it + 1) * trace.length);
  const { text: word } = trace.tokens[row.indexOf(Math.max(...row))];
  trace.delete();
  return word;
}

test('the lesson’s sentence: it points to the treasure, and to the dragon when “valuable” becomes “hungry”', () => {
  assert.equal(lookedAt('The dragon guarded the treasure because it was valuable.'), 'treasure');
  assert.equal(lookedAt('The dragon guarded the treasure because it was hungry.'), 'dragon');
});

test('the opening shows the head that was measured to look for a pronoun’s noun', () => {
  const { layer, head } = pronounHead();
  assert.deepEqual([openingState.view.layer, openingState.view.head], [layer, head]);
  const { scores, heads } = playground.model('reader');
  assert.equal(scores?.heads[layer * heads + head].role, 'pronoun');
});

test('what the examples say of the reader is so: its words, its head, and where the row points', () => {
  const ofReader = exampleGroups
    .flatMap(({ examples }) => examples)
    .filter(({ request }) => request.model === 'reader');
  assert.ok(ofReader.length > 5);
  for (const { request, head, cell } of ofReader) {
    const [layer, place] = /** @type {[number, number]} */ (head);
    const [query, key] = /** @type {[number, number]} */ (cell);
    const trace = playground.run({ ...request, model: 'reader' });
    assert.ok(
      trace.tokens.every((token) => !token.unknown),
      request.text,
    );
    const row = trace
      .weights(layer, place)
      .subarray(query * trace.length, (query + 1) * trace.length);
    assert.equal(row.indexOf(Math.max(...row)), key, request.text);
    trace.delete();
  }
});

test('most hand-written pairs of sentences flip with the word that decides', () => {
  const flipped = pairs.filter((/** @type {any} */ [text, ...cases]) =>
    cases.every((/** @type {any} */ [word, noun]) => lookedAt(text.replace('{}', word)) === noun),
  );
  assert.ok(flipped.length >= 27, `${flipped.length} of ${pairs.length}`);
});

test('the reader fills a hidden word, the writer goes on, and what belongs to a model is refused in words', () => {
  const { words, position } = playground.predict({
    text: 'The dragon [MASK] hungry.',
    model: 'reader',
  });
  assert.equal(position, 2);
  assert.ok(['was', 'is', 'looked', 'seemed', 'felt'].includes(words[0].text), words[0].text);
  const next = playground.predict({ text: 'The', model: 'writer', count: 600 });
  const sum = next.words.reduce((total, { probability }) => total + probability, 0);
  assert.ok(Math.abs(sum - 1) < 1e-4);
  assert.throws(
    () => playground.run({ text: 'a', model: 'reader', heads: 8 }),
    /heads belongs to the model reader/,
  );
  assert.throws(() => playground.predict({ text: 'a', model: 'random' }), /never trained/);
  assert.throws(() => playground.predict({ text: 'a', model: 'reader' }), /\[MASK\]/);
});

test('a word that the model does not know is spelled, marked, and a near one is offered', () => {
  const trace = playground.run({ text: 'The dragn slept.', model: 'reader' });
  assert.deepEqual(
    trace.tokens.map(({ text, unknown }) => text + (unknown ? '?' : '')),
    ['The', 'd?', 'r?', 'a?', 'g?', 'n?', 'slept', '.'],
  );
  trace.delete();
  assert.equal(playground.nearWord('reader', 'dragn'), 'dragon');
});

test('a head that is switched off changes the answer, and only from its layer on', () => {
  const { layer, head } = pronounHead();
  const text = 'The dragon guarded the treasure because it was valuable.';
  const on = playground.run({ text, model: 'reader' });
  const off = playground.run({ text, model: 'reader', ablate: `${layer + 1}.${head + 1}` });
  assert.deepEqual(off.stream(layer), on.stream(layer));
  assert.notDeepEqual(off.probabilities(6), on.probabilities(6));
  assert.ok(off.output(layer, head).every((value) => value === 0));
  on.delete();
  off.delete();
});

test('generation is the same natively and in WebAssembly, over 200 tokens', () => {
  const tokens = [];
  for (const { text, end } of playground.generate({ text: 'the dragon', seed: 5 })) {
    tokens.push(end ? '\n' : text);
    if (tokens.length === 200) break;
  }
  const native = execFileSync(attend, [
    ...['generate', 'the dragon', '--seed', '5', '--tokens', '200', '--stories', '1000'],
  ]).toString();
  const words = (/** @type {string} */ text) => text.toLowerCase().match(/[a-z]+|[.,]/g) ?? [];
  const ours = words(`the dragon ${tokens.join(' ')}`);
  assert.deepEqual(words(native).slice(0, ours.length), ours);
});

test('so many stories are written as were asked for, the same as without an end', () => {
  const some = [...playground.generate({ text: 'the dragon', seed: 5, stories: 2 })];
  assert.deepEqual(some.map(({ end }) => end).filter(Boolean), [true, true]);
  assert.ok(some[some.length - 1].end);
  let at = 0;
  for (const { id } of playground.generate({ text: 'the dragon', seed: 5 })) {
    if (at === some.length) break;
    assert.equal(id, some[at].id);
    at += 1;
  }
  assert.deepEqual([...playground.generate({ stories: 0 })], []);
  assert.throws(
    () => [...playground.generate(/** @type {any} */ ({ story: 1 }))],
    /generate has no “story”/,
  );
});

test('training gives the same model natively and in WebAssembly, and a saved one can be loaded', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'training-'));
  const options = {
    grammar: 'small',
    layers: 1,
    heads: 2,
    width: 16,
    steps: 12,
    batch: 8,
    seed: 4,
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const file = join(folder, 'native.safetensors');
  execFileSync(attend, ['train', ...flags, '--quiet', '--output', file]);
  const training = playground.train(/** @type {any} */ (options));
  while (!training.step(5).finished);
  const trace = training.trace({ text: 'The dragon slept.' });
  await playground.load('native', readFileSync(file));
  const other = playground.run({ text: 'The dragon slept.', model: 'native' });
  assert.deepEqual(trace.stream(1), other.stream(1));
  await playground.load('saved', training.save());
  const saved = playground.run({ text: 'The dragon slept.', model: 'saved' });
  assert.deepEqual(saved.stream(1), other.stream(1));
  assert.equal(playground.model('saved').scores?.heads.length, 2);
  for (const one of [trace, other, saved, training]) one.delete();
  rmSync(folder, { recursive: true });
});

test('counter-examples are what a trace of their text shows, and the same natively', () => {
  const { layer, head } = pronounHead();
  for (const right of [false, true]) {
    const examples = playground.counterExamples('reader', 'pronoun', layer, head, 5, 3, { right });
    assert.equal(examples.length, 5);
    for (const { text, query, target, pointed, ...weights } of examples) {
      const trace = playground.run({ text, model: 'reader' });
      const row = trace.weights(layer, head).subarray(query * trace.length);
      const largest = Math.max(...row.subarray(0, trace.length));
      assert.match(trace.tokens[query].text, /^(he|she|it|they|him|her|them)$/i);
      assert.equal(row.indexOf(largest), pointed);
      assert.equal(pointed === target, right);
      assert.ok(Math.abs(row[target] - weights.target_weight) < 1e-6, text);
      assert.ok(Math.abs(row[pointed] - weights.pointed_weight) < 1e-6, text);
      trace.delete();
    }
    const flags = ['--head', `${layer + 1}.${head + 1}`, '--examples', '5', '--seed', '3'];
    const native = execFileSync(attend, [
      'probe',
      ...flags,
      '--json',
      ...(right ? ['--right'] : []),
    ]);
    assert.deepEqual(JSON.parse(native.toString()), examples);
  }
  assert.deepEqual(playground.counterExamples('reader', 'first', 0, 0, 0), []);
  assert.throws(() => playground.counterExamples('reader', 'pronoun', 9, 0), /no head 10\.1/);
  assert.throws(
    () => playground.counterExamples('reader', /** @type {any} */ ('noun'), 0, 0),
    /one of: pronoun/,
  );
  assert.throws(() => playground.counterExamples('nobody', 'pronoun', 0, 0), /not loaded/);
});

test('a broken model file is refused in words and leaves the module usable', async () => {
  await assert.rejects(playground.load('broken', new Uint8Array(100)), /safetensors/);
  assert.throws(() => playground.run({ text: 'a', model: 'broken' }), /not loaded/);
  assert.equal(lookedAt('The cat ate the fish because it was hungry.'), 'cat');
});
