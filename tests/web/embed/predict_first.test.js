/** Predict first: what is covered, asked, said and kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allReady, DRAGON, embed, inElement, lessonTests, said } from './embed_test.js';

const lesson = lessonTests();

test('predict first: covered until the learner has clicked, then shown; the result can be copied', async () => {
  const { page, close } = await lesson.open(
    embed('model="reader" head="3.1" view="arcs,matrix" ask="it,valuable"', DRAGON),
  );
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const chip = (/** @type {string} */ name) =>
    page.getByRole('list', { name: 'Tokens' }).getByRole('button', { name, exact: true });
  await page.getByText('attend to most in head 3.1').waitFor();
  await allReady(page);
  const grid = page.getByRole('application');
  assert.equal(await grid.count(), 0, 'the matrix is covered');
  const ground = (/** @type {string} */ name) =>
    chip(name).evaluate((one) => getComputedStyle(one).backgroundColor);
  assert.equal(await ground('treasure'), await ground('dragon'), 'no chip tells');
  const heightNow = () => inElement(page, (one) => one.getBoundingClientRect().height);
  assert.ok((await heightNow()) < 280, 'what is covered takes no room');
  await chip('dragon').click();
  await page.getByText('You expected “dragon”').waitFor();
  assert.equal(await page.getByText('Click the one').count(), 0, 'the invitation is over');
  await page.getByText(/it \(row\) takes [.\d]+ of its mix from treasure \(column\)/).waitFor();
  assert.equal(await chip('it').getAttribute('aria-pressed'), 'true', 'the row that was asked for');
  assert.notEqual(await ground('treasure'), await ground('dragon'));
  await grid.waitFor();
  await page.getByRole('button', { name: 'Next question' }).click();
  assert.equal(await grid.count(), 0);
  await chip('treasure').click();
  await page.getByRole('button', { name: 'Copy my result' }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /“it” attends to: I expected “dragon” .* “treasure” .*Not this time/);
  assert.match(text, /[12] of 2 right\.$|0 of 2 right\.$/);
  const answers = await said(page, 'answer');
  assert.equal(answers.length, 2);
  assert.equal(answers[0].isRight, false);
  assert.equal(answers[0].strongest.token, 'treasure');
  const [done] = await said(page, 'done');
  assert.deepEqual(done.answers, answers);
  await close();
});

test('a question without a head is about the one that is best for such a word; a named head stays', async () => {
  const asked = (/** @type {string} */ attributes) =>
    embed(`model="reader" view="arcs,matrix" ${attributes}`, DRAGON);
  for (const [attributes, head] of [
    ['ask="it"', '3.1'],
    ['ask="it" head="1.1"', '1.1'],
    ['ask="because"', '1.1'],
  ]) {
    const { page, close } = await lesson.open(asked(attributes));
    await page.getByText(`attend to most in head ${head}`).waitFor();
    await page.getByRole('button', { name: 'dragon', exact: true }).click();
    await page.getByText(/You expected “dragon”/).waitFor();
    const [answer] = await said(page, 'answer');
    assert.equal(answer.head, head, attributes);
    await close();
  }
});

test('in a room of little height the question and what came of it stay in sight', async () => {
  const { page, close } = await lesson.open(
    embed('model="reader" head="3.1" view="arcs,matrix" ask="it" height="260"', DRAGON),
  );
  const outcome = page.getByText('You expected “treasure”');
  await page.getByText('attend to most in head 3.1').waitFor();
  await page.getByRole('button', { name: 'treasure', exact: true }).click();
  await outcome.waitFor();
  const fits = await outcome.evaluate((line) => {
    const room = /** @type {Element} */ (line.closest('.room')).getBoundingClientRect();
    const { top, bottom } = line.getBoundingClientRect();
    return top >= room.top && bottom <= room.bottom;
  });
  assert.ok(fits);
  await close();
});

test('the tokens of a question stay beside its verdict in a view that has none, until the view changes', async () => {
  const { page, close } = await lesson.open(
    embed('model="reader" head="3.1" view="matrix" ask="it"', DRAGON),
  );
  const tokens = page.getByRole('list', { name: 'Tokens' });
  await tokens.getByRole('button', { name: 'dragon' }).click();
  await page.getByText('You expected “dragon”').waitFor();
  await page.getByRole('application').waitFor();
  assert.ok(await tokens.isVisible());
  const more = page.getByRole('button', { name: 'lines for all tokens' });
  assert.equal(await more.isVisible(), false, 'the tokens, and nothing more of their view');
  await inElement(page, (one) => {
    one.removeAttribute('ask');
    one.setAttribute('view', 'heads');
  });
  await page.getByRole('group', { name: 'Heads' }).waitFor();
  assert.equal(await tokens.isVisible(), false);
  await close();
});

test('a question to an untrained model says that there is nothing to learn from it', async () => {
  const { page, close } = await lesson.open(embed('view="matrix" ask="it"', DRAGON));
  await page.getByText('attend to most in head 1.1').waitFor();
  const warning = page.getByText('This model is untrained: what it attends to means nothing.');
  assert.ok(await warning.isVisible());
  await inElement(page, (one) => one.setAttribute('model', 'reader'));
  await warning.waitFor({ state: 'hidden' });
  await close();
});
