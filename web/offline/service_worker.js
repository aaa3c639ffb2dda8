/**
 * The site without a network, after one visit. With a network everything comes from it, so that no build is ever mixed
 * with an older one; without, from the one build that was kept whole.
 */
import { build, kept } from './build_files.js';

const scope = /** @type {import('./scope.js').ServiceWorkerScope} */ (
  /** @type {unknown} */ (self)
);
/** Other pages of the same origin have caches of their own. */
const PREFIX = `attention-playground ${scope.registration.scope} `;
const CACHE = PREFIX + build;
const addresses = new Set(kept.map((file) => new URL(file, scope.location.href).href));

async function keepAll() {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache: it may still hold files of an older build.
  await cache.addAll([...addresses].map((url) => new Request(url, { cache: 'reload' })));
  await scope.skipWaiting();
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  try {
    const response = await fetch(request);
    // What is large and rarely asked for is kept from when it was.
    if (response.status === 200 && !addresses.has(request.url)) {
      const copy = response.clone();
      const cache = await caches.open(CACHE);
      // No room, or no permission: it is still answered.
      await cache.put(request.url, copy).catch(() => {});
    }
    return response;
  } catch (error) {
    const isPage = request.mode === 'navigate';
    const cache = await caches.open(CACHE);
    const found = await cache.match(request.url, { ignoreSearch: isPage });
    if (found) return found;
    throw error;
  }
}

scope.addEventListener('install', (event) => event.waitUntil(keepAll()));
scope.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = request.method === 'GET' && request.url.startsWith(scope.registration.scope);
  // A part of a file is no file.
  if (isOurs && !request.headers.has('range')) event.respondWith(answer(request));
});
