// `./play attend show … --svg`: what a shell sees of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadPlayground } from '../../wasm/playground.js';
import { FIGURES } from '../../web/export/figures/kinds.js';
import { weightText } from '../../web/render/digits.js';
import { pageColours } from '../../web/render/palette.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'figures-'));
after(() => rmSync(folder, { recursive: true }));
const TEXT = 'The dragon guarded the treasure because it was hungry.';

/** @param {string[]} words  @param {string} [input] */
const attend = (words, input = '') =>
  spawnSync(process.execPath, [join(root, 'web/export/figure_command.js'), ...words], {
    encoding: 'utf8',
    input,
  });

/** @param {string[]} flags */
function figure(flags) {
  const file = join(folder, 'figure.svg');
  const { status, stderr, stdout } = attend(['show', TEXT, ...flags, '--svg', file]);
  assert.equal(stderr, `attend: wrote ${file}\n`);
  assert.equal(status, 0);
  assert.equal(stdout, '');
  return readFileSync(file, 'utf8');
}

test('the figure holds the trace’s own weights, the tokens, and the model’s version', async () => {
  const svg = figure(['--model', 'reader', '--layer', '3', '--head', '2']);
  const playground = await loadPlayground();
  await playground.load('reader');
  const trace = playground.run({ text: TEXT, model: 'reader' });
  const allowed = trace.allowed();
  const digits = [...trace.weights(2, 1)].filter((_, i) => allowed[i]).map(weightText);
  const shown = [...svg.matchAll(/>(≈?[01]|\.\d\d)<\/text>/g)].map(([, text]) => text);
  // The legend's ends stand there too.
  for (const text of digits) assert.ok(shown.includes(text), text);
  assert.equal(shown.length, digits.length + 2);
  for (const { text } of trace.tokens) assert.ok(svg.includes(`>${text}</text>`), text);
  const bytes = readFileSync(join(root, 'web/models/reader.safetensors'));
  const version = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  assert.ok(svg.includes(`model reader.${version}`));
  assert.match(
    svg,
    /role="img"[^>]*><title id="[^"]+">Attention Playground, head 3\.2.*<\/title><desc id=/,
  );
});

test('every view can be drawn, in both themes', () => {
  for (const { name } of FIGURES) {
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      const svg = figure(['--mask', 'causal', '--view', name, '--theme', theme, '--cell', '6,1']);
      assert.ok(svg.includes(`fill="${pageColours(theme).paper}"`), `${name} ${theme}`);
      assert.ok(!/NaN|undefined/.test(svg), name);
    }
  }
});

test('the text may come from the input', () => {
  const file = join(folder, 'input.svg');
  assert.equal(attend(['show', '-', '--svg', file], 'one two').status, 0);
  assert.match(readFileSync(file, 'utf8'), />two<\/text>/);
});

test('what is wrong is one line, and exit code 2', () => {
  const svg = ['--svg', join(folder, 'wrong.svg')];
  for (const [words, told] of /** @type {[string[], RegExp][]} */ ([
    [['show', TEXT, '--head', '9', ...svg], /head 1\.9 is not in 1 layer of 8 heads/],
    [['show', TEXT, '--mask', 'sideways', ...svg], /mask “sideways” is not understood/],
    [['show', TEXT, '--view', 'film', ...svg], /--view is matrix, heads, /],
    [['show', TEXT, '--colour', 'red', ...svg], /--colour/],
    [['show', TEXT, '--model', 'nowhere.safetensors', ...svg], /no such file/],
    [['show', TEXT, '--svg', join(folder, 'no/such/folder.svg')], /no such file/],
    [['show', '', ...svg], /no token/],
    [['show', TEXT, '--width', '10', '--heads', '4', ...svg], /equal heads/],
    [['tokenize', TEXT, ...svg], /--svg belongs to attend show/],
  ])) {
    const { status, stderr } = attend(words);
    assert.equal(status, 2, words.join(' '));
    assert.match(stderr, told);
    assert.match(stderr, /^attend: [^\n]*\n$/);
  }
});
