import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bundledModels, versionsSource } from '../../../web/build_models.js';
import { describeProblems, parseHash } from '../../../web/state/url.js';
import { madeWith, versionProblem } from '../../../web/state/version.js';

test('a model’s version is the beginning of its file’s SHA-256', async () => {
  const models = await bundledModels();
  assert.deepEqual(
    models.map(({ name }) => name),
    ['reader-causal', 'reader', 'writer'],
  );
  for (const { name, version } of models) {
    const bytes = readFileSync(new URL(`../../../web/models/${name}.safetensors`, import.meta.url));
    const hash = createHash('sha256').update(bytes).digest('hex');
    assert.equal(version.length, 8);
    assert.ok(hash.startsWith(version));
    assert.match(await versionsSource(), new RegExp(`"${name}":"${version}"`));
  }
});

test('only another version than the page’s is worth a word', () => {
  const known = { reader: '0000ffff' };
  assert.equal(versionProblem('reader', '0000ffff', known), '');
  assert.equal(versionProblem('reader', '', known), '');
  assert.equal(versionProblem('random', '1a2b3c4d', known), '');
  const problem = versionProblem('reader', '1a2b3c4d', known);
  assert.equal(
    describeProblems([problem]),
    'This was made with reader 1a2b3c4d; numbers may differ.',
  );
  assert.equal(madeWith(problem), 'reader.1a2b3c4d');
  assert.equal(madeWith('seed “x” is not understood'), '');
  assert.match(
    describeProblems([problem, 'seed “x” is not understood']),
    /may differ\. Part of this link is broken.*: seed “x” is not understood\.$/,
  );
});

test('a version in a link is no setting, and a broken one is named', () => {
  assert.deepEqual(parseHash('#model=reader&version=1a2b3c4d').problems, []);
  assert.equal(parseHash('#model=reader.1a2b3c4d').state.request.model, 'reader.1a2b3c4d');
  assert.match(parseHash('#version=new').problems.join(), /version/);
  assert.match(parseHash('#model=reader.new').problems.join(), /model “reader\.new”/);
});
