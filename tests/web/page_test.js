/** Tests of the page in Chromium: what they have in common. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './browser.js';

/** @typedef {import('./browser.js').PageOptions} PageOptions */
/** @typedef {import('playwright-core').Page} Page */

/**
 * A test with a page of its own, that must end without a console error and without a request to elsewhere.
 * @param {string} name
 * @param {PageOptions} options
 * @param {(page: Page, opened: Awaited<ReturnType<typeof openPage>>) => Promise<void>} body
 */
export function pageTest(name, options, body) {
  test(name, async () => {
    const opened = await openPage(options);
    try {
      await body(opened.page, opened);
      assert.deepEqual(opened.consoleErrors, []);
      assert.deepEqual(opened.offOrigin, []);
    } finally {
      await opened.close();
    }
  });
}

/** @param {Page} page */
export const chipTexts = (page) =>
  page.getByRole('list', { name: 'Tokens' }).getByRole('button').allTextContents();

/**
 * Waits until the chips are these.
 * @param {Page} page
 * @param {string[]} expected
 */
export async function expectChips(page, expected) {
  await page.waitForFunction(
    (texts) =>
      JSON.stringify(
        [...document.querySelectorAll('#text-tokens button')].map((chip) => chip.textContent),
      ) === texts,
    JSON.stringify(expected),
  );
}

/** @param {Page} page @param {string} part */
export const waitForHash = (page, part) =>
  page.waitForFunction((wanted) => decodeURIComponent(location.hash).includes(wanted), part);

/** @param {Page} page */
export const sentence = (page) => page.getByRole('textbox', { name: 'Type a sentence' });

/** The tokens of the lesson’s sentence. */
export const dragon = [
  'The',
  'dragon',
  'guarded',
  'the',
  'treasure',
  'because',
  'it',
  'was',
  'valuable',
  '.',
];

/**
 * For `before`: keeps every worker that the page starts, in order, as `workers` on its window.
 * @param {Page} page
 */
export const keepWorkers = (page) =>
  page.addInitScript(() => {
    const Real = Worker;
    const all = /** @type {any} */ (globalThis);
    all.workers = [];
    all.Worker = class extends Real {
      /** @param {ConstructorParameters<typeof Worker>} how */
      constructor(...how) {
        super(...how);
        all.workers.push(this);
      }
    };
  });
