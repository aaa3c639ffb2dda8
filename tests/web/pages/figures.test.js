import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { pageTest } from '../page_test.js';

/** @typedef {import('playwright-core').Page} Page */

const TEXT = 'The <b>dragon</b> & "it" guarded it.';
const HASH = `model=random&text=${encodeURIComponent(TEXT)}&mask=causal&cell=6,4&head=1.3`;
/** Of 255: what a screen's rounding may differ by, not what an eye would see. */
const SAME = 13;
const MOST_DIFFERENT = 0.01;

const KINDS = [
  'the matrix',
  'all heads',
  'tokens and arcs',
  'tokens and lines',
  'this cell, by hand',
  'all steps',
];

/** @param {Page} page */
const exportOf = (page) => page.getByRole('region', { name: 'Copy and save' });

/** @param {Page} page  @param {string} kind  @param {'SVG' | 'PNG'} format  @param {number} [scale] */
async function save(page, kind, format, scale = 1) {
  const region = exportOf(page);
  await region.getByLabel('Figure').selectOption({ label: kind });
  await region.getByLabel('Size of the PNG').selectOption(`${scale}×`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    region.getByRole('button', { name: `Save as ${format}` }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/**
 * A figure as Chromium shows the file: its size, its words, and its pixels as a PNG.
 * @param {Page} page  of the same browser
 * @param {Buffer} svg
 */
async function opened(page, svg) {
  const tab = await page.context().newPage();
  try {
    await tab.setContent(`<!doctype html><style>body{margin:0}</style>`);
    const url = `data:image/svg+xml;base64,${svg.toString('base64')}`;
    await tab.goto(url);
    const facts = await tab.evaluate(() => {
      const { width, height } = document.documentElement.getBoundingClientRect();
      getSelection()?.selectAllChildren(document.documentElement);
      const texts = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
      return { width, height, texts, selected: getSelection()?.toString() ?? '' };
    });
    await tab.evaluate(() => getSelection()?.removeAllRanges());
    await tab.setViewportSize({ width: facts.width, height: facts.height });
    return { ...facts, png: await tab.screenshot() };
  } finally {
    await tab.close();
  }
}

/**
 * The share of pixels that differ visibly in a box of the first picture and, at its own corner, in the second.
 * @param {Page} page
 * @param {Buffer} one
 * @param {Buffer} other
 * @param {{ from: [number, number], to: [number, number], size: [number, number] } | null} box  null: all of it
 */
function differing(page, one, other, box = null) {
  return page.evaluate(
    async ({ pictures, where, same }) => {
      const images = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
          return createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        }),
      );
      const { width, height } = images[0];
      const { from, to, size } = where ?? { from: [0, 0], to: [0, 0], size: [width, height] };
      const [first, second] = images.map((image, at) => {
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
        context.drawImage(image, 0, 0);
        const [x, y] = at === 0 ? from : to;
        return context.getImageData(x, y, size[0], size[1]).data;
      });
      let different = 0;
      for (let i = 0; i < first.length; i += 4) {
        const furthest = Math.max(...[0, 1, 2].map((c) => Math.abs(first[i + c] - second[i + c])));
        if (furthest > same) different += 1;
      }
      return different / (first.length / 4);
    },
    { pictures: [one, other].map((png) => png.toString('base64')), where: box, same: SAME },
  );
}

for (const kind of KINDS) {
  pageTest(
    `${kind} as SVG: XML that parses, text that can be selected, the same picture as the PNG`,
    { hash: HASH },
    async (page) => {
      const svg = await save(page, kind, 'SVG');
      assert.match(svg.name, /^random-.*\.svg$/);
      const found = await page.evaluate((source) => {
        const document = new DOMParser().parseFromString(source, 'application/xml');
        const active = 'script, foreignObject, image, use, style, [href], [onload]';
        return {
          error: document.querySelector('parsererror')?.textContent ?? '',
          first: [...document.documentElement.children].slice(0, 2).map(({ tagName }) => tagName),
          title: document.querySelector('title')?.textContent ?? '',
          description: document.querySelector('desc')?.textContent ?? '',
          labelled: document.documentElement.getAttribute('aria-labelledby'),
          ids: [...document.querySelectorAll('title, desc')].map(({ id }) => id).join(' '),
          active: document.querySelectorAll(active).length,
        };
      }, svg.bytes.toString('utf8'));
      assert.equal(found.error, '');
      assert.deepEqual(found.first, ['title', 'desc']);
      assert.equal(found.labelled, found.ids);
      assert.match(found.title, /^Attention Playground/);
      assert.ok(found.description.includes(TEXT), found.description);
      assert.equal(found.active, 0);

      const shown = await opened(page, svg.bytes);
      assert.ok(shown.texts.includes('model random, seed 1, mask causal'), shown.texts.join('|'));
      if (!['all heads', 'all steps', 'this cell, by hand'].includes(kind)) {
        for (const token of ['<', 'b', 'dragon', '&']) {
          assert.ok(shown.texts.includes(token), `${token} in ${shown.texts.join('|')}`);
        }
        assert.ok(shown.selected.includes('dragon'), shown.selected);
      }
      const png = await save(page, kind, 'PNG');
      const share = await differing(page, png.bytes, shown.png);
      assert.ok(share <= MOST_DIFFERENT, `${(100 * share).toFixed(2)} % of pixels differ`);
    },
  );
}

for (const theme of /** @type {const} */ (['light', 'dark'])) {
  pageTest(
    `the matrix as SVG has the pixels of the page’s own canvas, ${theme}`,
    { hash: HASH.replace(/text=[^&]*/, 'text=A+%3Cb%3E+%26+it+was.'), theme, height: 1200 },
    async (page) => {
      const svg = await save(page, 'the matrix', 'SVG');
      const shown = await opened(page, svg.bytes);
      const canvas = await page.locator('.matrix-cells').evaluate((element) => {
        const { left, top, cellWidth } = /** @type {HTMLElement} */ (element.parentElement).dataset;
        const url = /** @type {HTMLCanvasElement} */ (element).toDataURL();
        return { png: url.split(',')[1], left, top, cell: Number(cellWidth) };
      });
      assert.equal(canvas.cell, 44, 'the figure has cells of the same size');
      const corner = svg.bytes.toString('utf8').match(/matrix\(1 0 0 1 (\d+) (\d+)\)/) ?? [];
      const N = await page.getByRole('list', { name: 'Tokens' }).getByRole('button').count();
      const share = await differing(page, Buffer.from(canvas.png, 'base64'), shown.png, {
        from: [Number(canvas.left), Number(canvas.top)],
        to: [Number(corner[1]), Number(corner[2])],
        size: [44 * N, 44 * N],
      });
      assert.ok(share <= MOST_DIFFERENT, `${(100 * share).toFixed(2)} % of pixels differ`);
    },
  );
}

pageTest(
  'a PNG is 1 to 4 times as large; a dark page can save a light one',
  { hash: HASH, theme: 'dark' },
  async (page) => {
    /** @type {number[]} */
    const sizes = [];
    for (const scale of [1, 2, 4]) {
      const { bytes } = await save(page, 'the matrix', 'PNG', scale);
      sizes.push(bytes.readUInt32BE(16) / scale);
    }
    assert.ok(
      sizes.every((width) => Math.abs(width - sizes[0]) < 1),
      sizes.join(' '),
    );
    const dark = (await save(page, 'the matrix', 'SVG')).bytes.toString('utf8');
    await exportOf(page).getByLabel('light, for paper').check();
    const light = (await save(page, 'the matrix', 'SVG')).bytes.toString('utf8');
    assert.ok(
      dark.includes('fill="rgb(21, 21, 23)"') && light.includes('fill="rgb(252, 250, 246)"'),
    );
  },
);

pageTest(
  'the mean of the heads has every figure but the arithmetic of a cell',
  { hash: HASH.replace('1.3', '1.mean') },
  async (page) => {
    const options = exportOf(page).getByLabel('Figure').locator('option:disabled');
    assert.deepEqual(await options.allTextContents(), ['this cell, by hand']);
    const { name } = await save(page, 'all steps', 'SVG');
    assert.equal(name, 'random-layer-1-mean-steps.svg');
  },
);
