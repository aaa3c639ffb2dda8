/**
 * The icons as PNG, drawn from web/favicon.svg: `node tests/web/icons.js` writes web/icons/ and
 * web/favicon.png anew. They are kept with the sources, since only a browser can draw them, and the build needs none.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.js';

const web = new URL('../../web/', import.meta.url);
const PAPER = '#fcfaf6';

/**
 * Units: how many of the drawing's own, of which it has 16, are seen. What a system cuts into a shape of its own is paper up
 * to the edge; of a maskable icon only a circle of 80 % is sure to stay, in which the squares, 12 by 12, lie with 64/3.
 */
export const icons = [
  // A window's own: the drawing itself would be drawn anew, in the page's thread, wherever the page's address changes.
  { file: '../favicon.png', size: 48, units: 16, isCut: false },
  { file: 'icon-192.png', size: 192, units: 16, isCut: false },
  { file: 'icon-512.png', size: 512, units: 16, isCut: false },
  { file: 'icon-maskable-512.png', size: 512, units: 64 / 3, isCut: true },
  { file: 'apple-touch-icon.png', size: 180, units: 18, isCut: true },
];

/** @param {string} file */
export const iconPath = (file) => fileURLToPath(new URL(`icons/${file}`, web));

/**
 * @param {import('playwright-core').Browser} browser
 * @param {(typeof icons)[number]} icon
 * @returns {Promise<Buffer>} a PNG
 */
export async function drawIcon(browser, { size, units, isCut }) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const first = (16 - units) / 2;
  const svg = readFileSync(new URL('favicon.svg', web), 'utf8').replace(
    'viewBox="0 0 16 16"',
    `viewBox="${first} ${first} ${units} ${units}" width="${size}" height="${size}"`,
  );
  const ground = isCut ? PAPER : 'transparent';
  await page.setContent(
    `<style>body { margin: 0; background: ${ground} } svg { display: block }</style>${svg}`,
  );
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = await launch();
  for (const icon of icons) writeFileSync(iconPath(icon.file), await drawIcon(browser, icon));
  await browser.close();
}
