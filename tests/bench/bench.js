// ./play bench: see usage().
import { chromium } from 'playwright-core';
import { findBrowser, serve } from '../web/browser.js';
import { makeSite, site } from './site.js';
import { KINDS, SIZES } from './tasks.js';

const args = process.argv.slice(2);
await makeSite();
const server = await serve(site, '/', {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
});
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage();
page.on('console', (m) => console.error(m.text()));
page.on('response', (r) => r.status() > 300 && console.error(r.url()));
page.on('request', (r) => r.url().includes('peers') && console.error(r.url()));
page.on('pageerror', (m) => console.error(String(m)));
await page.goto(server.url + '?threads=1');
await page.waitForFunction(() => globalThis.bench);
for (const kind of KINDS)
  for (const size of SIZES) {
    if (args[0] && kind !== args[0]) continue;
    if (args[1] && size[0] > Number(args[1])) continue;
    const row = await page.evaluate(
      async ([k, s, o]) => (await globalThis.bench).row(k, s, o),
      [kind, size, { seconds: Number(args[2] ?? 1) }],
    );
    const own = row.candidates[0].median;
    console.log(
      kind,
      size.join(','),
      'limit',
      (row.limit / 1e9).toFixed(1),
      'share',
      ((row.flops / own / row.limit) * 100).toFixed(0) + '%',
      ((row.flops / row.candidates[0].best / row.limit) * 100).toFixed(0) + '%',
    );
    for (const c of row.candidates)
      console.log(
        '   ',
        c.name,
        (c.median * 1e3).toFixed(3),
        'ms',
        (c.median / own).toFixed(2) + 'x',
        (c.best * 1e3).toFixed(3),
        c.samples,
      );
  }
await browser.close();
await server.close();
process.exit(0);
