import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dist, findBrowser, firstAttention, launch, launchArguments, serve } from '../browser.js';
import { drawIcon, iconPath, icons } from '../icons.js';
import { chromium } from 'playwright-core';

/** Of 255: what browsers' rounding of an edge may differ by. */
const SAME = 8;

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** @param {Buffer} png */
async function pixelsOf(png) {
  const page = await browser.newPage();
  const pixels = await page.evaluate(
    async (address) => {
      const image = await createImageBitmap(await (await fetch(address)).blob());
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      return { width: image.width, height: image.height, data: [...data] };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await page.close();
  return pixels;
}

test('Chromium offers to install the page, and no icon but the window’s is asked for before it does', async () => {
  const site = await serve(dist, '/some/where/');
  // A profile of its own: in a private window, as other tests have it, nothing can be installed.
  const context = await chromium.launchPersistentContext('', {
    executablePath: findBrowser(),
    args: launchArguments,
  });
  /** @type {string[]} */
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  try {
    const [page] = context.pages();
    await page.goto(site.url);
    await firstAttention(page);
    const protocol = await context.newCDPSession(page);
    assert.deepEqual((await protocol.send('Page.getAppManifest')).errors, []);
    const { installabilityErrors } = await protocol.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors, []);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const kept = await page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map(({ url }) => url);
    });
    assert.ok(kept.some((url) => url.endsWith('favicon.png')));
    assert.deepEqual(
      [...asked, ...kept].filter((url) => /(?<!favicon)\.png$/.test(url)),
      [],
    );
  } finally {
    await context.close();
    await site.close();
  }
});

test('the manifest and the page name icons that are there, of the sizes that they have', () => {
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.webmanifest'), 'utf8'));
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const [, own, sizes] = html.match(/rel="icon" href="([^"]+)" sizes="([^"]+)"/) ?? [];
  const [, touch] = html.match(/rel="apple-touch-icon" href="([^"]+)"/) ?? [];
  const named = [
    ...manifest.icons.filter((/** @type {any} */ { type }) => type === 'image/png'),
    { src: touch, sizes: '180x180' },
    { src: own, sizes },
  ];
  for (const { src, sizes: size } of named) {
    const png = readFileSync(join(dist, src));
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, size, src);
  }
  assert.equal(named.length, icons.length);
  const purposes = manifest.icons.map((/** @type {any} */ { purpose }) => purpose);
  assert.deepEqual(purposes, ['any', 'any', 'any', 'maskable']);
});

for (const icon of icons) {
  test(`${icon.file} is what web/favicon.svg draws`, async () => {
    const committed = await pixelsOf(readFileSync(iconPath(icon.file)));
    const drawn = await pixelsOf(await drawIcon(browser, icon));
    assert.deepEqual([committed.width, committed.height], [drawn.width, drawn.height]);
    const different = committed.data.filter((part, at) => Math.abs(part - drawn.data[at]) > SAME);
    assert.equal(different.length, 0, 'node tests/web/icons.js draws them anew');
    const clear = committed.data.some((part, at) => at % 4 === 3 && part < 255);
    assert.equal(clear, !icon.isCut, 'only what no system cuts has corners to see through');
  });
}
