import { launch, serve } from '../web/browser.js';
import { measureDrawing } from './drawing.js';
import { measurePage } from './page.js';
import { emptyResults, isWanted, plannedRows, secondsFor } from './plan.js';
import { makeSite, site } from './site.js';

/** @import { Choice, Results } from './plan.js' */

/** What lets a page measure in microseconds and use threads. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * @param {Choice} choice
 * @returns {Promise<Results>}
 */
export async function measureInBrowser(choice) {
  await makeSite();
  const server = await serve(site, '/', ISOLATED);
  const browser = await launch();
  const results = emptyResults(`Chromium ${browser.version()}`);
  const seconds = secondsFor(choice);

  /** A page with peers on so many threads; rows and paths by their names. @param {number} threads */
  const openRows = async (threads) => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(String(error)));
    await page.goto(`${server.url}?threads=${threads}`);
    await page.waitForFunction(() => 'bench' in globalThis);
    /** @param {string} method @param {unknown[]} given @returns {Promise<any>} */
    const call = (method, ...given) =>
      page.evaluate(async ([name, values]) => {
        const bench = await /** @type {any} */ (globalThis).bench;
        return bench[name](...values);
      }, /** @type {[string, unknown[]]} */ ([method, given]));
    return { call, close: () => page.close() };
  };

  try {
    const one = await openRows(1);
    for (const { kind, size } of plannedRows(choice)) {
      process.stderr.write(`bench: ${kind} ${size.join(' × ')}\n`);
      results.rows.push(await one.call('row', kind, size, { seconds }));
    }
    results.paths = {};
    for (const path of ['windows', 'trainingStep', 'generation']) {
      if (!isWanted(choice, path)) continue;
      process.stderr.write(`bench: ${path}\n`);
      results.paths[path] = await one.call(path, { seconds: 2 * seconds });
    }
    await one.close();
    if (!choice.quick && isWanted(choice, 'threads')) {
      const two = await openRows(2);
      results.twoThreads = [];
      for (const { kind, size } of plannedRows({ ...choice, only: '' })) {
        process.stderr.write(`bench: two threads, ${kind} ${size.join(' × ')}\n`);
        const groups = ['onnxruntime-web'];
        results.twoThreads.push(await two.call('row', kind, size, { seconds, groups }));
      }
      await two.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  if (isWanted(choice, 'page')) {
    process.stderr.write('bench: the page\n');
    results.page = await measurePage(choice.quick);
  }
  if (isWanted(choice, 'drawing')) {
    results.drawing = await measureDrawing(choice.quick);
  }
  return results;
}
