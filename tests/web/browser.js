/**
 * The built page in Chromium, for tests: serves dist/ on a free port and opens it.
 * The browser is $CHROME, else the first of chromium, chromium-browser and google-chrome on PATH.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** The built site; another build can be tried by naming its folder. */
export const dist =
  process.env.PLAYGROUND_DIST ?? fileURLToPath(new URL('../../dist/', import.meta.url));

/** @type {Record<string, string>} */
const mimeTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export function findBrowser() {
  if (process.env.CHROME) return process.env.CHROME;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const folder = folders.find((candidate) => existsSync(join(candidate, name)));
    if (folder) return join(folder, name);
  }
  throw new Error('No browser: set $CHROME, or install chromium.');
}

/**
 * Serves a folder under a path.
 * @param {string} root
 * @param {string} base begins and ends with a slash
 * @param {Record<string, string>} headers of every answer
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export function serve(root, base = '/', headers = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inside = pathname.startsWith(base) ? pathname.slice(base.length) : '../';
    const file = join(root, normalize(`/${decodeURIComponent(inside)}`));
    const path = existsSync(file) && statSync(file).isDirectory() ? join(file, 'index.html') : file;
    if (inside === '../' || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    const type = mimeTypes[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, ...headers });
    createReadStream(path).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        url: `http://127.0.0.1:${address.port}${base}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** What most tests are about: numbers that every seed gives, without a model to wait for. */
export const RANDOM_HASH =
  'model=random&text=The+dragon+guarded+the+treasure+because+it+was+valuable.&mask=causal&cell=6,4';

/** Milliseconds in which the next test of a file opens its page: starting a browser takes longer than most tests. */
const PAUSE = 500;

/** @type {Promise<import('playwright-core').Browser> | null} */
let shared = null;
let openPages = 0;
/** @type {NodeJS.Timeout | undefined} */
let idle;

async function closeBrowser() {
  const unused = shared;
  shared = null;
  await (await unused)?.close();
}

/**
 * A window's suggestion lists are pages of Chromium's own, which it loads beside ours: a user's window has had them long
 * before. The others are off in every browser that Playwright starts; of two such lists Chromium takes the last.
 */
const featuresOff = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync'],
  ...['DestroyProfileOnBrowserClose', 'HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades'],
  ...['LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints'],
  ...['PaintHolding', 'PreconnectToSearch', 'ThirdPartyStoragePartitioning'],
];

export const launchArguments = [
  `--disable-features=${featuresOff.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  return chromium.launch({ executablePath: findBrowser(), args: launchArguments });
}

/**
 * What a page says wrong and what it asks for, from now on.
 * @param {import('playwright-core').Page} page
 */
export function watch(page) {
  /** @type {string[]} */
  const errors = [];
  /** @type {string[]} */
  const asked = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => asked.push(request.url()));
  return { errors, asked };
}

/**
 * @typedef {object} PageOptions
 * @property {string} [hash] with or without '#'; default the random model on the lesson's sentence; '' is the opening
 * @property {number} [width] of the window in CSS pixels; default 1280
 * @property {number} [height] default 720
 * @property {'light' | 'dark'} [theme] what the system prefers; default light
 * @property {number} [scale] device pixels per CSS pixel; default 1
 * @property {boolean} [touch] a touch screen
 * @property {boolean} [reducedMotion]
 * @property {boolean} [keeps] lets the site be kept for use without a network; tests that answer requests themselves cannot
 * @property {string} [root] the folder to serve; default $PLAYGROUND_DIST, else dist/
 * @property {string} [base] the path it is served under; default '/'
 * @property {boolean} [ready] wait for the first attention; default true
 * @property {(page: import('playwright-core').Page) => Promise<unknown>} [before] runs before the page is opened
 */

/**
 * Opens the page.
 * @param {PageOptions} [options]
 */
export async function openPage(options = {}) {
  openPages += 1;
  clearTimeout(idle);
  shared ??= launch();
  const browser = await shared;
  const server = await serve(options.root ?? dist, options.base);
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 720 },
    colorScheme: options.theme ?? 'light',
    deviceScaleFactor: options.scale ?? 1,
    hasTouch: options.touch ?? false,
    isMobile: options.touch ?? false,
    serviceWorkers: options.keeps ? 'allow' : 'block',
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();

  const { errors: consoleErrors } = watch(page);
  /** @type {string[]} */
  const offOrigin = [];
  const { origin } = new URL(server.url);
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`blob:${origin}/`)) offOrigin.push(url);
  });

  await options.before?.(page);
  const wanted = options.hash ?? RANDOM_HASH;
  const hash = wanted ? `#${wanted.replace(/^#/, '')}` : '';
  await page.goto(server.url + hash);
  if (options.ready ?? true) await firstAttention(page);

  return {
    page,
    url: server.url,
    consoleErrors,
    offOrigin,
    async close() {
      await context.close();
      await server.close();
      openPages -= 1;
      if (openPages === 0) idle = setTimeout(closeBrowser, PAUSE);
    },
  };
}

/**
 * Waits until the first matrix has been drawn, and in the frame after it everything else.
 * @param {import('playwright-core').Page} page
 */
export async function firstAttention(page) {
  await page.waitForFunction(
    () =>
      performance.getEntriesByName('first-attention').length > 0 &&
      document.querySelector('#table')?.childElementCount,
  );
  const nextFrame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await page.evaluate(nextFrame);
}
