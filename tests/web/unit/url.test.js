import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProblems, fitsInLink, formatHash, parseHash } from '../../../web/state/url.js';
import {
  defaultState,
  makeState,
  openingState,
  withRequest,
  withView,
} from '../../../web/state/state.js';

/** @param {string} hash */
function requestOf(hash) {
  return parseHash(hash).state.request;
}

test('the opening state is written as a readable hash', () => {
  assert.equal(
    formatHash(openingState),
    '#model=reader&text=The+dragon+guarded+the+treasure+because+it+was+valuable.&head=3.1&cell=6,4',
  );
});

test('the model is written even where everything is a default', () => {
  assert.equal(formatHash(defaultState), '#model=random');
});

test('a link with every setting comes back as it was', () => {
  const state = makeState(
    {
      text: 'a & b = 100 %, #1? “Ünï” + 龙\n\t🐉',
      model: 'random',
      tokenizer: 'bytepair:12',
      mask: 'causal+noself+window:4+dilated:3,2+global:0,5+bits:4,AbC-_w',
      scale: '0.25',
      temperature: 0.5,
      layers: 2,
      heads: 4,
      width: 32,
      seed: 4294967295,
      ablate: '1.2,2.4',
    },
    {
      layer: 1,
      head: 3,
      query: 2,
      key: 7,
      step: 'scores',
      order: 'entropy',
      theme: 'dark',
      range: 'own',
      lines: true,
      door: 'train',
      train: 'grammar:small,rate:0.003,seed:3',
      write: 'seed:3,prompt:a & b, “Ünï”: 100 % + more',
    },
  );
  assert.deepEqual(parseHash(formatHash(state)), { state, problems: [] });
});

test('heads count from 1 in a link, and the mean has a name', () => {
  const second = withView(defaultState, { layer: 1, head: 2 });
  assert.equal(formatHash(second), '#model=random&head=2.3');
  const mean = withView(defaultState, { layer: 1, head: -1 });
  assert.equal(formatHash(mean), '#model=random&head=2.mean');
  assert.equal(parseHash('#head=2.mean').state.view.head, -1);
});

test('a mask survives programs that turn its plus signs into spaces', () => {
  assert.equal(requestOf('#mask=causal+window:4').mask, 'causal+window:4');
  assert.equal(requestOf('#mask=causal%20window:4').mask, 'causal+window:4');
});

test('a mask is read in any order and written back in the canonical one', () => {
  assert.equal(requestOf('#mask=global:5,0+window:4+causal').mask, 'causal+window:4+global:0,5');
});

for (const [broken, name] of [
  ['heads=many', 'heads'],
  ['heads=2.5', 'heads'],
  ['model=elephant', 'model'],
  ['tokenizer=syllables', 'tokenizer'],
  ['mask=causal+causal', 'mask'],
  ['mask=window:0', 'mask'],
  ['mask=window', 'mask'],
  ['scale=big', 'scale'],
  ['scale=1e999', 'scale'],
  ['temperature=', 'temperature'],
  ['head=0.1', 'head'],
  ['cell=3', 'cell'],
  ['step=sideways', 'step'],
  ['lines=maybe', 'lines'],
  ['text=%E0%A4', 'text'],
]) {
  test(`${broken} falls back to its default and is named`, () => {
    const { state, problems } = parseHash(`#model=random&seed=7&${broken}`);
    assert.deepEqual(state, withRequest(defaultState, { seed: 7 }));
    assert.equal(problems.length, 1);
    assert.ok(problems[0].startsWith(`${name} `), problems[0]);
    assert.ok(describeProblems(problems).includes(problems[0]));
  });
}

test('a number outside its range moves to the nearest limit and is named', () => {
  const { state, problems } = parseHash('#heads=1000&temperature=0&seed=-3');
  assert.equal(state.request.heads, 96);
  assert.equal(state.request.temperature, 0.01);
  assert.equal(state.request.seed, 0);
  assert.equal(problems.length, 3);
});

test('a name that is no setting is reported, and does no harm', () => {
  const { state, problems } = parseHash('#model=random&__proto__=1&constructor=2');
  assert.deepEqual(state, defaultState);
  assert.equal(problems.length, 2);
});

test('width and heads that do not fit are left for the core to refuse: a link is never silently changed', () => {
  const { state, problems } = parseHash('#heads=5&width=64');
  assert.equal(state.request.heads, 5);
  assert.equal(state.request.width, 64);
  assert.deepEqual(problems, []);
});

test('half of a surrogate pair does not break the link', () => {
  const state = withRequest(defaultState, { text: 'a\uD83Db' });
  assert.equal(requestOf(formatHash(state)).text, 'a\uFFFDb');
});

test('a text over 8 KB in UTF-8 stays out of the hash', () => {
  const fits = 'é'.repeat(4096);
  assert.ok(fitsInLink(fits));
  assert.ok(!fitsInLink(`${fits}.`));
  assert.equal(formatHash(withRequest(defaultState, { text: `${fits}.` })), '#model=random');
});

test('a link with the settings of a training opens the door to it', () => {
  const opened = parseHash('#train=grammar:full,seed:3').state.view;
  assert.deepEqual([opened.door, opened.train], ['train', 'grammar:full,seed:3']);
  const shut = withView(defaultState, { train: 'seed:3' });
  assert.deepEqual(parseHash(formatHash(shut)), { state: shut, problems: [] });
});

test('what is no list of settings is named, and opens no door', () => {
  for (const broken of ['seed', 'seed:3,', 'Seed:3', 'seed:<b>', `seed:${'1'.repeat(40)}`]) {
    const { state, problems } = parseHash(`#train=${encodeURIComponent(broken)}`);
    assert.deepEqual([state.view.door, state.view.train], ['none', ''], broken);
    assert.match(problems[0], /^train “/);
  }
});

test('a model that was trained in a page is named only where it is', () => {
  const hash = '#model=trained&text=a&train=seed:3&door=none';
  assert.deepEqual(parseHash(hash, true).problems, []);
  assert.equal(parseHash(hash, true).state.request.model, 'trained');
  const { state, problems } = parseHash(hash);
  assert.equal(state.request.model, 'reader');
  assert.equal(state.view.door, 'train');
  assert.match(
    describeProblems(problems),
    /^The model was trained in a page that is gone; .*“Train again” makes the same model/,
  );
});

test('the bigram is a model in links, and its settings are its own', () => {
  const { state, problems } = parseHash('#model=bigram&text=The+dragon&cell=1,0');
  assert.deepEqual(problems, []);
  assert.equal(state.request.model, 'bigram');
  assert.equal(formatHash(state), '#model=bigram&text=The+dragon&cell=1,0');
  assert.match(parseHash('#model=bigram&heads=2').problems.join(), /heads belongs to the model/);
});
