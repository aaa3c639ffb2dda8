// What drawing costs the page's main thread: scripts, layout and paint together, as Chromium counts them, without the
// commands by which it is driven here. Time of the thread itself: on two cores the worker, the compositor and the raster
// threads would otherwise be counted where they make it wait.
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
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
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

/**
 * Points at a head's tile; what is returned clicks it and waits for its matrix.
 * @param {Page} page  @param {number} head  from 1
 */
async function pointAtHead(page, head) {
  await page.locator(`.head-tile[data-key="0.${head - 1}"]`).hover();
  await drawn(page);
  return async () => {
    // Waiting for it frame by frame would be work of its own.
    const arrived = page.evaluate(
      (chosen) =>
        new Promise((resolve) => {
          const heading = /** @type {HTMLElement} */ (document.querySelector('#matrix-title'));
          new MutationObserver(() => {
            if (heading.textContent?.includes(`Head 1.${chosen}`)) resolve(null);
          }).observe(heading, { childList: true, subtree: true, characterData: true });
        }),
      head,
    );
    await page.mouse.down();
    await page.mouse.up();
    await arrived;
    await drawn(page);
  };
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
  // Each of the other heads once: none of them is on the page before.
  for (let head = 2; head <= 8; head += 1) {
    first.push(await stopwatch(await pointAtHead(page, head)));
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
