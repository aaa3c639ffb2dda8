/** Whether typing in an embed redraws its matrix, the same in every browser: only how a key is pressed differs. */
import assert from 'node:assert/strict';
import { SENTENCE } from './site.js';

/**
 * @typedef {object} Driver
 * @property {<Result>(inPage: () => Result | Promise<Result>) => Promise<Result>} evaluate in the embed's own document
 * @property {(text: string) => Promise<void>} type into what has the focus
 * @property {() => Promise<unknown>} [enter] the field of an embed, by a click: where a script cannot give it the focus
 */

/** In the page: a fingerprint of the matrix's pixels, '' before it is drawn. */
function picture() {
  const root = document.querySelector('attention-playground')?.shadowRoot;
  const canvas = /** @type {HTMLCanvasElement | null} */ (
    root?.querySelector('canvas.matrix-cells')
  );
  const context = canvas?.getContext('2d');
  if (!root || !canvas || !context || canvas.width === 0) return '';
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let hash = 0;
  let colours = 0;
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    if (at > 0 && data[at] !== data[at - 4]) colours += 1;
    hash = (Math.imul(hash, 31) + colour) | 0;
  }
  const shape = root.querySelector('.matrix-shape')?.textContent;
  const isWhole = root.querySelector('.stale') === null && colours > 20;
  return isWhole ? `${shape} ${hash}` : '';
}

/** @param {Driver} driver @param {(now: string) => boolean} isThere @param {string} what */
async function waitForPicture({ evaluate }, isThere, what) {
  const end = Date.now() + 20_000;
  let now = '';
  while (Date.now() < end) {
    now = await evaluate(picture);
    if (isThere(now)) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not come; the matrix is “${now}”.`);
}

/** @param {Driver} driver */
export async function checkTyping(driver) {
  const before = await waitForPicture(driver, (now) => now !== '', 'The first matrix');
  assert.ok(before.includes('6 × 6'), before);
  await driver.enter?.();
  await driver.evaluate(() => {
    const field = document
      .querySelector('attention-playground')
      ?.shadowRoot?.querySelector('textarea');
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
  await driver.type(' It');
  const after = await waitForPicture(driver, (now) => now.includes('7 × 7'), 'The new matrix');
  assert.notEqual(after, before);
  const text = await driver.evaluate(
    () => /** @type {any} */ (document.querySelector('attention-playground')).request.text,
  );
  assert.equal(text, `${SENTENCE} It`);
}
