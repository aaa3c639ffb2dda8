/**
 * What embeds cost the page that they stand in: `node tests/bench/embed.js` after ./play build. Prints how long twenty
 * take to be ready, the longest task of the page's own thread while they load, and the heap before and after 500 have come
 * and gone. For a quiet machine; not a test.
 */
import { launch } from '../web/browser.js';
import { comeAndGo, heapInUse, randomEmbed } from '../web/embed/embed_test.js';
import { ELEMENT, html, openSite } from '../web/embed/site.js';

const ROUNDS = 5;
const TIMES = 500;

const SCRIPT = '<script src="attention-playground.js"></script>';

const site = await openSite({
  'one.html': html(ELEMENT, SCRIPT),
  'all.html': html(ELEMENT.replace('view="matrix"', 'view="all"'), SCRIPT),
  'twenty.html': html(Array.from({ length: 20 }, (_, i) => randomEmbed(i + 1)).join(''), SCRIPT),
  'none.html': html('<div id="place"></div>', SCRIPT),
});
const browser = await launch();

/** @param {string} name @param {number} count */
async function load(name, count) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 8000 } });
  await page.addInitScript(() => {
    const all = /** @type {any} */ (window);
    Object.assign(all, { readyAt: [], tasks: [] });
    document.addEventListener('ready', () => all.readyAt.push(performance.now()));
    const noteTasks = (/** @type {PerformanceObserverEntryList} */ list) =>
      all.tasks.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(noteTasks).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(site.url + name);
  await page.waitForFunction((n) => /** @type {any} */ (window).readyAt.length >= n, count);
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  const { readyAt, tasks } = await page.evaluate(() => ({
    readyAt: Math.max(.../** @type {any} */ (window).readyAt),
    tasks: /** @type {number[]} */ (/** @type {any} */ (window).tasks),
  }));
  await page.close();
  return { ready: Math.round(readyAt), longest: Math.round(Math.max(0, ...tasks)) };
}

for (const [name, count] of /** @type {const} */ ([
  ['one.html', 1],
  ['all.html', 1],
  ['twenty.html', 20],
])) {
  /** @type {Awaited<ReturnType<typeof load>>[]} */
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await load(name, count));
  const list = (/** @type {'ready' | 'longest'} */ what) =>
    rounds.map((one) => one[what]).join(' ');
  console.log(
    `${name}: ready after ${list('ready')} ms; longest task over 50 ms: ${list('longest')}`,
  );
}

const page = await browser.newPage();
await page.goto(`${site.url}none.html`);
const session = await page.context().newCDPSession(page);
const heap = () => heapInUse(session);
await comeAndGo(page, 20);
const before = await heap();
await comeAndGo(page, TIMES / 2);
const half = await heap();
await comeAndGo(page, TIMES / 2);
const after = await heap();
console.log(
  `heap after ${TIMES} that came and went: ${before} → ${half} → ${after} bytes (${((after / before - 1) * 100).toFixed(2)} %)`,
);
await browser.close();
await site.close();
