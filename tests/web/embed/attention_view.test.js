/** Python's attention_view: the weights that go in are the weights that a browser shows. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, launch, serve, watch } from '../browser.js';
import { runPython, withoutPytorch } from '../python.js';

const withoutPython =
  spawnSync('python3', ['--version']).status !== 0 && 'python3 is not installed here';
const notebook = new URL('../../../examples/jupyter/attention_view.ipynb', import.meta.url);
const IMPORT = `import sys
sys.path.insert(0, ${JSON.stringify(dist)})
from attention_view import attention_view
import json
`;
/** Unequal numbers without a random generator: 2 layers, 3 heads, 5 tokens. */
const MADE = `${IMPORT}
tokens = ["The", "<cat>", "</script>", "ſat\\u2028", "naïve 🐉"]
def row(*place):
    parts = [((sum(p * f for p, f in zip(place, (7, 5, 3))) + key * key) % 11 + 1) / 3 for key in range(5)]
    return [part / sum(parts) for part in parts]
attentions = [[[row(l, h, q) for q in range(5)] for h in range(3)] for l in range(2)]
`;

/** @type {import('playwright-core').Browser} */
let browser;
const folder = mkdtempSync(join(tmpdir(), 'attention-view-'));
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** In the page of an element. */
async function shown() {
  const element = /** @type {any} */ (document.querySelector('attention-playground'));
  while (!element.trace) await new Promise((next) => requestAnimationFrame(next));
  const { layers, heads, tokens } = element.trace;
  const weights = [];
  for (let layer = 0; layer < layers; layer += 1) {
    for (let head = 0; head < heads; head += 1) {
      weights.push(...(await element.trace.weights(layer, head)));
    }
  }
  return { weights, tokens: tokens.map((/** @type {any} */ { text }) => text) };
}

/** @param {string} url what is asked for and said while the page shows its matrix @param {boolean} [isFramed] */
async function open(url, isFramed = false) {
  const page = await browser.newPage();
  const { errors, asked } = watch(page);
  await page.goto(url);
  const [, inner] = page.frames();
  const found = await (isFramed ? inner : page).evaluate(shown);
  const matrix = (isFramed ? page.frameLocator('iframe') : page).locator('#matrix canvas').first();
  await matrix.waitFor();
  await page.close();
  assert.deepEqual(errors, []);
  assert.deepEqual(
    asked.filter((other) => other !== url && !/^(?:about|blob|data):/.test(other)),
    [],
  );
  return found;
}

/** @param {number[]} weights @param {number[]} given */
function assertEqual(weights, given) {
  assert.equal(weights.length, given.length);
  const worst = Math.max(...weights.map((weight, at) => Math.abs(weight - given[at])));
  assert.ok(worst <= 1e-6, `off by up to ${worst}`);
}

test(
  'a file made of nested lists shows their numbers, from the disk and without a request',
  { skip: withoutPython },
  async () => {
    const path = join(folder, 'lists.html');
    const made = `${MADE}
view = attention_view(tokens, attentions, ${JSON.stringify(path)})
assert open(${JSON.stringify(path)}, encoding="utf-8").read() == view.html
print(json.dumps([tokens, attentions]))`;
    const [tokens, attentions] = JSON.parse(runPython(made));
    const { weights, tokens: seen } = await open(pathToFileURL(path).href);
    assert.deepEqual(seen, tokens);
    assertEqual(weights, attentions.flat(3));
  },
);

test('in a notebook it is a frame with the same numbers', { skip: withoutPython }, async () => {
  // A layer of batch 1, as Hugging Face gives it.
  const made = `${MADE}
view = attention_view(tokens, tuple((layer,) for layer in attentions))
with open(${JSON.stringify(join(folder, 'cell.html'))}, "w", encoding="utf-8") as file:
    file.write("<!doctype html><title>cell</title><link rel=icon href=data:,>" + view._repr_html_())
print(json.dumps(attentions))`;
  const attentions = JSON.parse(runPython(made));
  const site = await serve(folder);
  const { weights } = await open(`${site.url}cell.html`, true).finally(site.close);
  assertEqual(weights, attentions.flat(3));
});

test(
  'in a cell that is a sandboxed frame, the figure’s is as high as it needs and dark where letters are light',
  { skip: withoutPython },
  async () => {
    const path = join(folder, 'nested.html');
    runPython(`${MADE}
import html
cell = "<!doctype html><html lang=en><title>cell</title><body style='color: #ddd'>"
with open(${JSON.stringify(path)}, "w", encoding="utf-8") as file:
    file.write("<!doctype html><title>notebook</title><link rel=icon href=data:,>")
    for height in (None, 300):
        output = cell + attention_view(tokens, attentions, height=height)._repr_html_()
        file.write('<iframe sandbox="allow-scripts" srcdoc="%s"></iframe>' % html.escape(output))`);
    const page = await browser.newPage({ colorScheme: 'light' });
    const { errors } = watch(page);
    await page.goto(pathToFileURL(path).href);
    const heights = [];
    for (const place of [0, 1]) {
      const cell = page.frameLocator('iframe').nth(place);
      const frame = cell.locator('iframe[title=Attention]');
      await cell
        .frameLocator('iframe')
        .locator('attention-playground[theme=dark] #matrix canvas')
        .first()
        .waitFor();
      const inner = cell.frameLocator('iframe').locator('html');
      const fits = (/** @type {HTMLElement} */ { scrollHeight }) => scrollHeight <= innerHeight;
      if (place === 0) while (!(await inner.evaluate(fits))) await page.waitForTimeout(50);
      heights.push(await frame.evaluate(({ clientHeight }) => clientHeight));
    }
    assert.notEqual(heights[0], 640, 'the height that a notebook without scripts gives');
    assert.equal(heights[1], 300);
    await page.close();
    assert.deepEqual(errors, []);
  },
);

test('where a notebook takes frames and scripts out, words stay', { skip: withoutPython }, () => {
  const output = runPython(`${MADE}
print(attention_view(tokens, attentions)._repr_html_())`);
  const left = output.replace(/<script>.*<\/script>/s, '').replace(/<[^>]*>/g, '');
  assert.equal(left.trim(), 'The figure is shown where this notebook is trusted: run the cell.');
});

test('what does not fit is refused in words', { skip: withoutPython }, () => {
  /** @param {string} call @param {RegExp} message */
  const refused = (call, message) => {
    const said = runPython(`${MADE}
try:
    ${call}
    print("taken")
except (ValueError, FileNotFoundError) as error:
    print(error)`);
    assert.match(said, message);
  };
  refused('attention_view(tokens, attentions[0])', /four levels deep; this has 3/);
  refused('attention_view(tokens[1:], attentions)', /\[0\]\[0\] has to have 4 rows of 4 numbers/);
  refused(
    'attention_view(tokens, [attentions[0], attentions[1][:2]])',
    /\[1\] has 2 heads, and the first layer 3/,
  );
  refused('attention_view(tokens, [attentions, attentions])', /\[0\] holds a batch of 2/);
  refused(
    'attention_view(["a"], [[[[float("nan")]]]])',
    /\[0\]\[0\]\[0\] has numbers that are not finite/,
  );
  refused('attention_view(tokens, attentions, script="no.js")', /is not in no\.js/);
});

test(
  'the weights of PyTorch’s MultiheadAttention are shown as they are, to 1e-6',
  { skip: withoutPytorch },
  async () => {
    const path = join(folder, 'torch.html');
    const made = `${IMPORT}
import torch
torch.manual_seed(1)
layer = torch.nn.MultiheadAttention(32, 4, batch_first=True)
x = torch.randn(1, 12, 32)
_, weights = layer(x, x, x, average_attn_weights=False)
attention_view([f"t{i}" for i in range(12)], (weights, weights.flip(1)), ${JSON.stringify(path)})
print(json.dumps(torch.cat((weights, weights.flip(1))).tolist()))`;
    const given = JSON.parse(runPython(made));
    const { weights } = await open(pathToFileURL(path).href);
    assertEqual(weights, given.flat(3));
  },
);

test(
  'the example notebook is one, and its cells without PyTorch run',
  { skip: withoutPython },
  () => {
    const { cells, nbformat } = JSON.parse(readFileSync(notebook, 'utf8'));
    assert.equal(nbformat, 4);
    const programs = cells
      .filter((/** @type {any} */ cell) => cell.cell_type === 'code')
      .map((/** @type {any} */ cell) => cell.source.join(''));
    assert.equal(programs.length, 3);
    const [lists, torch, save] = programs;
    runPython(
      `${IMPORT}\n${lists}\nview = attention_view(tokens, [[even, before]])\n${save}`,
      '',
      folder,
    );
    if (!withoutPytorch) runPython(`${IMPORT}\n${lists}\n${torch}\n${save}`, '', folder);
    assert.match(readFileSync(join(folder, 'attention.html'), 'utf8'), /attention-playground/);
  },
);
