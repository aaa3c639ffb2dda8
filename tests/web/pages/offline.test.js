import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dist, firstAttention, launch, serve } from '../browser.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('playwright-core').Browser} */
let browser;
const folder = mkdtempSync(join(tmpdir(), 'playground-offline-'));
before(async () => {
  cpSync(dist, folder, { recursive: true });
  browser = await launch();
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** @param {string} file @param {string} before @param {string} now */
function change(file, before, now) {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(before));
  writeFileSync(path, text.replaceAll(before, now));
}

/** The site is kept: its service worker has all of it and has taken the page. @param {Page} page */
const isKept = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) {
      await new Promise((taken) =>
        navigator.serviceWorker.addEventListener('controllerchange', taken, { once: true }),
      );
    }
    return caches.keys();
  });

/** @param {(context: import('playwright-core').BrowserContext, site: Awaited<ReturnType<typeof serve>>) => Promise<void>} body */
async function withSite(body) {
  const site = await serve(folder, '/some/where/');
  const context = await browser.newContext();
  /** @type {string[]} */
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  try {
    await body(context, site);
    const own = new URL(site.url).origin;
    assert.deepEqual(
      asked.filter((url) => new URL(url).origin !== own),
      [],
    );
  } finally {
    await context.close();
    await site.close();
  }
}

test('after one visit the site works without a network, with the reader and what opens on demand', async () => {
  await withSite(async (context, site) => {
    const page = await context.newPage();
    await page.goto(site.url);
    await firstAttention(page);
    await isKept(page);
    await site.close();
    await page.goto(`${site.url}#model=reader&text=The+dragon+guarded+the+egg.`);
    await page.reload();
    await firstAttention(page);
    await page.getByRole('button', { name: 'egg' }).first().waitFor();
    await page.getByRole('button', { name: 'Write', exact: true }).click();
    await page.locator('#write canvas, #write button').first().waitFor();
    await page.getByLabel('model', { exact: true }).selectOption('writer');
    await page.waitForFunction(() => location.hash.includes('model=writer'));
    await page.locator('body:not(.stale)').waitFor();
    await page.locator('#notice').waitFor({ state: 'hidden' });
  });
});

test('a new build is seen at once, and leaves nothing of the older one', async () => {
  await withSite(async (context, site) => {
    const page = await context.newPage();
    await page.goto(site.url);
    await firstAttention(page);
    const [first, ...others] = await isKept(page);
    assert.deepEqual(others, []);
    const [, build] = first.match(/([0-9a-f]{8})$/) ?? [];
    change('index.html', '<title>Attention Playground</title>', '<title>A newer one</title>');
    const next = build === '00000000' ? '00000001' : '00000000';
    change('service_worker.js', build, next);
    await page.reload();
    assert.equal(await page.title(), 'A newer one');
    const names = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const newer = registration.installing ?? registration.waiting;
      while (newer && newer.state !== 'activated') {
        await new Promise((next) => newer.addEventListener('statechange', next, { once: true }));
      }
      return caches.keys();
    });
    assert.deepEqual(names, [first.replace(build, next)]);
    await site.close();
    await page.reload();
    await firstAttention(page);
    assert.equal(await page.title(), 'A newer one');
  });
});

test('in a frame, and where storage is refused, nothing is kept and nothing breaks', async () => {
  await withSite(async (context, site) => {
    writeFileSync(
      join(folder, 'frame.html'),
      '<!doctype html><title>a frame</title><iframe src="./index.html"></iframe>',
    );
    const framed = await context.newPage();
    await framed.goto(`${site.url}frame.html`);
    await framed.frameLocator('iframe').locator('body:not(.blank) #table > *').first().waitFor();
    assert.equal(await framed.evaluate(async () => (await caches.keys()).length), 0);
    const registrations = () =>
      framed.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    assert.equal(await registrations(), 0);
    const refusing = await context.newPage();
    /** @type {string[]} */
    const errors = [];
    refusing.on('pageerror', (error) => errors.push(String(error)));
    await refusing.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage', 'caches']) {
        Object.defineProperty(window, name, { get: refuse });
      }
      Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: refuse });
    });
    await refusing.goto(site.url);
    await firstAttention(refusing);
    assert.deepEqual(errors, []);
    assert.equal(await registrations(), 0);
  });
});
