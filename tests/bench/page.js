// Measures the built page in headless Chromium, as a visitor meets it:
//   cold start: from navigation to the reader's first matrix drawn, a new browser context each time; as with a visitor,
//   the window has been there before, and nothing that drives the browser is attached to the page meanwhile
//   keystroke: from the input event to the matrix redrawn (the page's own performance.measure)
//   transfer: the files requested before that, with the reader, each brotli -q 11
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { launch, openPage, serve } from '../web/browser.js';
import { spreadOf } from './statistics.js';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** @param {Buffer} bytes */
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** @param {string[]} files */
function transfer(files) {
  return files.map((file) => {
    const bytes = readFileSync(dist + (file === '' ? 'index.html' : file));
    return { file: file || 'index.html', bytes: bytes.length, brotli: brotli(bytes) };
  });
}

const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1000));

/**
 * One command to a page that nothing is attached to, before or after.
 * @param {import('playwright-core').CDPSession} session the browser's
 * @param {string} targetId
 * @param {'Page.navigate' | 'Runtime.evaluate'} method
 * @param {object} params
 */
async function ask(session, targetId, method, params) {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  const answered = new Promise((resolve) => {
    session.on('Target.receivedMessageFromTarget', (received) => {
      if (received.sessionId === sessionId) resolve(JSON.parse(received.message));
    });
  });
  const message = JSON.stringify({ id: 1, method, params });
  await session.send('Target.sendMessageToTarget', { sessionId, message });
  const { result } = await answered;
  await session.send('Target.detachFromTarget', { sessionId });
  return result;
}

/** Runs in the page. @returns {string} when its first matrix was drawn, and what had been asked for by then */
function firstAttention() {
  const { startTime } = performance.getEntriesByName('first-attention')[0];
  const before = performance
    .getEntriesByType('resource')
    .filter((entry) => entry.startTime < startTime);
  return JSON.stringify({ drawn: startTime, asked: before.map(({ name }) => name) });
}

async function coldStarts(/** @type {number} */ count) {
  const times = [];
  /** @type {Set<string>} */
  const files = new Set(['']);
  const browser = await launch();
  const session = await browser.newBrowserCDPSession();
  for (let i = 0; i < count; ++i) {
    const { url, close } = await serve(dist);
    const { browserContextId } = await session.send('Target.createBrowserContext');
    const window = { url: 'about:blank', width: 1280, height: 720 };
    const { targetId } = await session.send('Target.createTarget', { ...window, browserContextId });
    await aSecond();
    await ask(session, targetId, 'Page.navigate', { url });
    await aSecond();
    const { result } = await ask(session, targetId, 'Runtime.evaluate', {
      expression: `(${firstAttention})()`,
    });
    const { drawn, asked } = JSON.parse(result.value);
    times.push(drawn);
    for (const name of asked) files.add(name.slice(url.length).replace(/#.*/, ''));
    await session.send('Target.disposeBrowserContext', { browserContextId });
    await close();
  }
  await browser.close();
  return { times, files: [...files] };
}

async function keystrokes(/** @type {number} */ count) {
  const text = Array.from({ length: 31 }, (_, i) => `word${i}`).join(' ');
  const { page, close } = await openPage({ hash: `model=random&text=${encodeURIComponent(text)}` });
  const box = page.getByRole('textbox', { name: 'Type a sentence' });
  await box.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' ');
  for (let i = 0; i < count; ++i) {
    const before = await page.evaluate(() => performance.getEntriesByName('keystroke').length);
    await page.keyboard.type(String.fromCharCode(97 + (i % 26)));
    await page.waitForFunction(
      (seen) => performance.getEntriesByName('keystroke').length > seen,
      before,
    );
  }
  const times = await page.evaluate(() =>
    performance.getEntriesByName('keystroke').map(({ duration }) => duration),
  );
  await close();
  return times.slice(5);
}

/** @param {boolean} quick */
export async function measurePage(quick) {
  const { times, files } = await coldStarts(quick ? 5 : 15);
  const sizes = transfer(files.filter((file) => !file.startsWith('http')));
  return {
    cold: spreadOf(times.map((time) => time / 1000)),
    keystroke: spreadOf((await keystrokes(quick ? 20 : 60)).map((time) => time / 1000)),
    bytes: sizes.reduce((sum, { brotli: size }) => sum + size, 0),
  };
}
