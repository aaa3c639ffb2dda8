// Measures the built page in headless Chromium, as a visitor meets it:
//   cold start: from navigation to the reader's first matrix drawn, a new browser context each time; as with a visitor,
//   the window has been there before, and nobody asks the page anything meanwhile
//   keystroke: from the input event to the matrix redrawn (the page's own performance.measure)
//   transfer: the files requested before that, with the reader, each brotli -q 11
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { openPage } from '../web/browser.js';
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

async function coldStarts(/** @type {number} */ count) {
  const times = [];
  /** @type {Set<string>} */
  const files = new Set();
  // One page stays open, so that the browser itself does not start each time.
  const keeper = await openPage();
  for (let i = 0; i < count; ++i) {
    const { page, url, close } = await openPage({ hash: '', ready: false, before: aSecond });
    await aSecond();
    const { drawn, asked } = await page.evaluate(() => {
      const { startTime } = performance.getEntriesByName('first-attention')[0];
      const before = performance
        .getEntriesByType('resource')
        .filter((entry) => entry.startTime < startTime);
      return { drawn: startTime, asked: before.map(({ name }) => name) };
    });
    times.push(drawn);
    for (const file of ['', ...asked.map((name) => name.slice(url.length).replace(/#.*/, ''))])
      files.add(file);
    await close();
  }
  await keeper.close();
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
