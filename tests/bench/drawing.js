// What drawing costs the page's main thread: scripts, layout and paint together, as Chromium counts them, without the
// commands by which it is driven here.
import { openPage } from '../web/browser.js';
import { spreadOf } from './statistics.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {number} count */
const words = (count) => Array.from({ length: count }, (_, i) => `w${i % 97}`).join('+');

/**
 * @param {Page} page
 * @returns {Promise<(act: () => Promise<void>) => Promise<number>>} seconds of the main thread's work for one act
 */
async function stopwatchOf(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    const valueOf = (/** @type {string} */ wanted) =>
      metrics.find(({ name }) => name === wanted)?.value ?? NaN;
    return valueOf('TaskDuration') - valueOf('DevToolsCommandDuration');
  };
  return async (act) => {
    const before = await busy();
    await act();
    return (await busy()) - before;
  };
}

/** Two frames: what was asked for in between is on screen. @param {Page} page */
const drawn = (page) =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );

/** @param {Page} page  @param {number} head  from 1 */
async function chooseHead(page, head) {
  await page.evaluate(async (chosen) => {
    const heading = /** @type {HTMLElement} */ (document.querySelector('#matrix-title'));
    // Waiting for it frame by frame would be work of its own.
    const arrived = new Promise((resolve) =>
      new MutationObserver(() => {
        if (heading.textContent?.includes(`Head 1.${chosen}`)) resolve(null);
      }).observe(heading, { childList: true, subtree: true, characterData: true }),
    );
    location.hash = location.hash.replace(/&head=[\d.]*|$/, `&head=1.${chosen}`);
    await arrived;
  }, head);
  await drawn(page);
}

/** @param {Page} page  @param {number} count */
async function hoverTimes(page, count) {
  const stopwatch = await stopwatchOf(page);
  const grid = page.locator('#matrix-grid');
  const { left, top } = await grid.evaluate((element) => {
    const { x, y } = element.getBoundingClientRect();
    return { left: x + Number(element.dataset.left), top: y + Number(element.dataset.top) };
  });
  const times = [];
  for (let i = 0; i < count; i += 1) {
    times.push(
      await stopwatch(async () => {
        await page.mouse.move(left + 20 + 3 * i, top + 20 + 2 * i);
        await drawn(page);
      }),
    );
  }
  return times;
}

/** A causal matrix of 2,048 × 2,048. @param {number} count */
async function measureLarge(count) {
  const { page, close } = await openPage({ hash: `model=random&mask=causal&text=${words(2048)}` });
  const stopwatch = await stopwatchOf(page);
  const first = [];
  for (let i = 0; i < Math.min(count, 8); i += 1) {
    first.push(await stopwatch(() => chooseHead(page, (i % 7) + 2)));
  }
  const hover = await hoverTimes(page, count);
  await page.locator('#matrix-grid').focus();
  const zoom = [];
  for (let i = 0; i < count; i += 1) {
    zoom.push(
      await stopwatch(async () => {
        await page.keyboard.press(i % 12 < 6 ? '+' : '-');
        await drawn(page);
      }),
    );
  }
  await close();
  return { first: spreadOf(first), hover: spreadOf(hover), zoom: spreadOf(zoom) };
}

/** 144 heads beside the matrix of 32 tokens. @param {number} count */
async function measureGrid(count) {
  const { page, close } = await openPage({
    hash: `model=random&mask=causal&layers=12&heads=12&width=768&text=${words(32)}`,
  });
  await page.locator('.head-tile').first().waitFor();
  const hover = await hoverTimes(page, count);
  await close();
  return spreadOf(hover);
}

/** @param {boolean} quick */
export async function measureDrawing(quick) {
  const count = quick ? 10 : 40;
  return { ...(await measureLarge(count)), grid: await measureGrid(count) };
}
