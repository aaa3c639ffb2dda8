import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, watch } from '../browser.js';
import { checkTyping } from './redraw.js';
import { contextsOf, openSite } from './site.js';

/** @type {import('./site.js').Site} */
let site;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  site = await openSite();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await site.close();
});

const NAMES = ['top level', 'file', 'sandbox', 'sandbox with CORS', 'cross-site'];

for (const face of /** @type {const} */ (['element', 'frame'])) {
  NAMES.forEach((name, place) => {
    test(`typing in the ${face} redraws its matrix: ${name}`, async () => {
      const { url, isFramed } = contextsOf(site, face)[place];
      const page = await browser.newPage();
      const { errors, asked } = watch(page);
      await page.goto(url);
      const inner = isFramed ? page.frames()[1] : page.mainFrame();
      await inner.waitForSelector('attention-playground');
      await checkTyping({
        evaluate: (inPage) => /** @type {any} */ (inner.evaluate(inPage)),
        type: (text) => page.keyboard.type(text),
      });
      assert.deepEqual(
        errors.filter((text) => !text.includes('favicon') && !text.includes('404')),
        [],
      );
      const places = [site.url, site.openUrl, site.otherSite, site.fileUrl, 'blob:', 'data:'];
      assert.deepEqual(
        asked.filter((one) => !places.some((start) => one.startsWith(start))),
        [],
      );
      await page.close();
    });
  });
}
