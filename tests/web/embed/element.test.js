/** The element's face: attributes, properties, events, what is withheld, what is asked first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { loadPlayground } from '../../../wasm/playground.js';
import { allReady, DRAGON, embed, inElement, lessonTests, said } from './embed_test.js';
import { SENTENCE } from './site.js';

const lesson = lessonTests();

test('element.trace has the trace’s names, the core’s numbers, and rejects once it is superseded', async () => {
  const { page, errors, close } = await lesson.open(embed('mask="causal" heads="4" seed="7"'));
  await allReady(page);
  const shown = await inElement(page, async (one) => ({
    weights: [...(await one.trace.weights(0, 3))],
    query: (await one.trace.query(0, 1)).length,
    tokens: one.trace.tokens.map((/** @type {any} */ { text }) => text),
    shape: [one.trace.layers, one.trace.heads, one.trace.length, one.trace.headWidth],
    request: { ...one.request },
  }));
  const playground = await loadPlayground();
  const trace = playground.run({ text: SENTENCE, mask: 'causal', heads: 4, seed: 7 });
  assert.deepEqual(shown.weights, [...trace.weights(0, 3)]);
  assert.deepEqual(shown.tokens, ['The', 'dragon', 'guarded', 'the', 'treasure', '.']);
  assert.deepEqual(shown.shape, [1, 4, 6, 16]);
  assert.equal(shown.query, 6 * 16);
  assert.deepEqual(shown.request, trace.request);
  trace.delete();
  playground.delete();
  const name = await inElement(page, async (one) => {
    const before = one.trace;
    one.request = { text: 'another one' };
    await new Promise((resolve) => {
      const look = () => (one.trace === before ? requestAnimationFrame(look) : resolve(undefined));
      look();
    });
    return before.weights(0, 0).then(
      () => 'answered',
      (/** @type {Error} */ error) => error.name,
    );
  });
  assert.equal(name, 'AbortError');
  assert.deepEqual(errors(), []);
  await close();
});

test('attributes that change together are one change; wrong ones are said and reported', async () => {
  const { page, close } = await lesson.open(embed('model="reader" head="3.1"', DRAGON));
  await allReady(page);
  await page.evaluate(() => {
    const { said: all } = /** @type {any} */ (window);
    all.length = 0;
  });
  await inElement(page, (one) => {
    one.setAttribute('text', 'The dragon ate the treasure.');
    one.setAttribute('cell', '1,4');
    one.setAttribute('head', '9.9');
  });
  await page.getByText('head 9.9 is not in 3 layers of 4 heads').waitFor();
  const changes = await said(page, 'change');
  assert.equal(changes.length, 1);
  assert.equal(changes[0].request.text, 'The dragon ate the treasure.');
  assert.equal((await said(page, 'error')).length, 1);
  await inElement(page, (one) => one.removeAttribute('head'));
  await page.getByRole('heading', { name: 'Head 1.1' }).waitFor();
  await close();
});

test('an embed that is built anew while its answer is out does not look old once that is late', async () => {
  const { page, close } = await lesson.open(embed('model="reader" view="matrix"', DRAGON), {
    before: (opened) => opened.clock.install(),
  });
  await allReady(page);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
  await inElement(page, (one) => {
    // What is computed first keeps the answer to the next from coming before the embed is gone.
    one.request = { text: 'the dragon '.repeat(150) };
    one.setAttribute('text', 'The dragon ate the treasure.');
    one.setAttribute('height', '300');
  });
  await allReady(page, 2);
  // Longer than anyone’s patience with an answer.
  await page.clock.runFor(5000);
  assert.equal(await page.locator('.stale').count(), 0);
  await close();
});

test('a click selects, and says so; what is locked or withheld cannot be changed', async () => {
  const { page, close } = await lesson.open(
    embed('model="reader" view="arcs,matrix" controls="mask,head,cell" locked="mask"', DRAGON),
  );
  await allReady(page);
  await page.getByRole('list', { name: 'Tokens' }).getByRole('button', { name: 'it' }).click();
  await page.waitForFunction(() =>
    /** @type {any} */ (window).said.some((/** @type {any} */ { type }) => type === 'select'),
  );
  assert.equal((await said(page, 'select')).at(-1).query, 6);
  const mask = page.getByRole('button', { name: 'mask none, but not itself' });
  assert.ok(await mask.isDisabled());
  const [looks, told] = await mask.evaluate((button) => {
    const holder = /** @type {HTMLElement} */ (button.closest('.control'));
    const contents = [getComputedStyle(button, '::after'), getComputedStyle(holder, '::after')];
    return [contents.map(({ content }) => content), holder.title];
  });
  assert.deepEqual(looks, ['none', '"fixed"']);
  assert.equal(told, 'Fixed by the author of this lesson');
  assert.ok(await page.getByLabel('head', { exact: true }).isEnabled());
  for (const hidden of ['model', 'temperature', 'scale']) {
    assert.equal(await page.getByLabel(hidden, { exact: true }).isVisible(), false, hidden);
  }
  assert.equal(await page.getByRole('textbox', { name: 'Type a sentence' }).isVisible(), false);
  // The views' own ways to change the text are gone with the field.
  assert.equal(await page.getByRole('button', { name: 'hide “it”' }).isVisible(), false);
  await close();
});

test('nobody chose a cell: an embed begins where its head has something to say', async () => {
  const { page, close } = await lesson.open(embed('model="reader" head="3.1" view="arcs"', DRAGON));
  await allReady(page);
  const pressed = page.getByRole('list', { name: 'Tokens' }).locator('[aria-pressed=true]');
  assert.equal(await pressed.textContent(), 'it');
  await close();
});

test('locked without a value locks whatever is shown; a name that it does not know is said', async () => {
  const attributes = 'model="reader" view="arcs,matrix" controls="text,mask,head,cell"';
  const { page, close } = await lesson.open(embed(`${attributes} locked`, DRAGON));
  await allReady(page);
  assert.ok(await page.getByRole('button', { name: 'mask none, but not itself' }).isDisabled());
  assert.ok(await page.getByLabel('head', { exact: true }).isDisabled());
  assert.ok(!(await page.getByRole('textbox', { name: 'The sentence' }).isEditable()));
  await page.getByRole('list', { name: 'Tokens' }).getByRole('button', { name: 'was' }).click();
  const pressed = page.getByRole('list', { name: 'Tokens' }).locator('[aria-pressed=true]');
  assert.equal(await pressed.textContent(), 'it');
  await inElement(page, (one) => one.setAttribute('locked', 'masks'));
  await page.getByRole('status').getByText('locked “masks” is none of text, model,').waitFor();
  await inElement(page, (one) => one.setAttribute('controls', 'heads,wheels'));
  await page.getByRole('status').getByText('controls “wheels” is none of text, model,').waitFor();
  await close();
});

test('one’s own weights are drawn as they are; wrong shapes are refused in words', async () => {
  const { page, errors, close } = await lesson.open(embed('view="arcs,matrix,heads"', ''), {
    script: 'attention-playground.lite.js',
  });
  const fault = await inElement(page, (one) => {
    try {
      one.matrices = { tokens: ['a', 'b'], weights: [[[[1, 0]]]] };
      return '';
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
  });
  assert.match(fault, /weights\[0\]\[0\] has to have 2 rows of 2 numbers/);
  await inElement(page, (one) => {
    const rows = [
      [1, 0, 0],
      [0.25, 0.75, 0],
      [0.125, 0.375, 0.5],
    ];
    one.matrices = { tokens: ['my', 'own', 'model'], weights: [[rows, rows.map(() => [0, 1, 0])]] };
    one.setAttribute('cell', '2,1');
  });
  await page.getByText('takes 0.38').or(page.getByText('0.375')).first().waitFor();
  await page.getByRole('heading', { name: 'Head 1.1' }).waitFor();
  const weights = await inElement(page, async (one) => [...(await one.trace.weights(0, 0))]);
  assert.deepEqual(weights, [1, 0, 0, 0.25, 0.75, 0, 0.125, 0.375, 0.5]);
  assert.deepEqual(errors(), []);
  await close();
});

test('weights whose rows do not sum to 1 are shown, with a word about the first', async () => {
  const { page, close } = await lesson.open(embed('view="matrix"', ''));
  await inElement(page, (one) => {
    one.matrices = {
      tokens: ['a', 'b'],
      weights: [
        [
          [
            [1, 0],
            [0.5, 0.6],
          ],
        ],
      ],
    };
  });
  await page.getByText('Not every row of these weights sums to 1.').waitFor();
  await page.getByText('The first is row 2 (“b”) of head 1.1: it sums to 1.10.').waitFor();
  await page.getByRole('application').waitFor();
  await page.getByText('each row sums to 1;').waitFor({ state: 'hidden' });
  await close();
});

test('a locked sentence is read, not typed', async () => {
  const { page, close } = await lesson.open(
    embed('model="reader" view="text" controls="text" locked="text"', DRAGON),
  );
  await allReady(page);
  const sentence = page.getByRole('textbox', { name: 'The sentence' });
  assert.equal(await sentence.inputValue(), DRAGON);
  assert.ok(!(await sentence.isEditable()));
  await close();
});

test('without a height an embed shows all; with one it says that there is more', async () => {
  const attributes = 'model="reader" head="3.1" view="arcs,matrix,heads"';
  for (const height of [0, 560]) {
    const { page, close } = await lesson.open(
      embed(height > 0 ? `${attributes} height="${height}"` : attributes, DRAGON),
    );
    await allReady(page);
    const room = page.locator('.playground:not(.fallback)');
    const hidden = () => room.evaluate((box) => box.scrollHeight - box.clientHeight);
    if (height === 0) {
      assert.equal(await hidden(), 0);
      const scroller = page.locator('.heads-scroll');
      assert.equal(await scroller.evaluate((box) => box.scrollHeight - box.clientHeight), 0);
    } else {
      assert.ok((await hidden()) > 50);
      await page.locator('.room.more-below').waitFor();
      await room.evaluate((box) => (box.scrollTop = box.scrollHeight));
      await page.locator('.room:not(.more-below)').waitFor();
    }
    const cell = Number(await page.getByRole('application').getAttribute('data-cell-width'));
    assert.ok(cell >= 22, `a number fits into ${cell} px`);
    await close();
  }
});

test('a presentation steps through its states by keys', async () => {
  const { page, close } = await lesson.open(
    embed('presentation states="mask=causal|text=A+dragon&mask=none"'),
  );
  await allReady(page);
  await page.getByText('1 / 3').waitFor();
  await page.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('PageDown');
  await page.getByText('2 / 3').waitFor();
  const request = () => inElement(page, (one) => ({ ...one.request }));
  assert.equal((await request()).mask, 'causal');
  await page.keyboard.press('PageDown');
  await page.getByText('3 / 3').waitFor();
  const { text, mask } = await request();
  assert.deepEqual([text, mask], ['A dragon', 'none']);
  await page.keyboard.press('PageUp');
  await page.getByText('2 / 3').waitFor();
  assert.equal((await request()).text, SENTENCE);
  await close();
});

const VIEWS = /** @type {const} */ ([
  ['text', 'list', 'Tokens'],
  ['arcs', 'group', 'What this token attends to'],
  ['heads', 'group', 'Heads'],
  ['cell', 'group', 'This cell, by hand'],
  ['pipeline', 'group', 'All steps'],
  ['all', 'group', 'Steps of attention'],
]);
for (const script of ['attention-playground.js', 'attention-playground.lite.js']) {
  for (const [view, role, name] of VIEWS) {
    test(`the view “${view}” by ${script}, without a complaint of axe`, async () => {
      const { page, errors, offOrigin, close } = await lesson.open(embed(`view="${view}"`), {
        script,
      });
      await allReady(page);
      await page.getByRole(role, { name }).waitFor();
      await page.addScriptTag({ content: axe.source });
      const violations = await page.evaluate(() =>
        /** @type {any} */ (window).axe.run().then((/** @type {any} */ found) => found.violations),
      );
      assert.deepEqual(
        violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html}`),
        [],
      );
      assert.deepEqual(errors(), []);
      assert.deepEqual(offOrigin(), []);
      await close();
    });
  }
}
