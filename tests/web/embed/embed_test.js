/** Tests of lessons with embeds in Chromium: what they have in common. */
import { after, before } from 'node:test';
import { launch, watch } from '../browser.js';
import { html, openSite, SENTENCE } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

export const DRAGON = 'The dragon guarded the treasure because it was valuable.';

/** In the page: notes what the embeds say, in order. */
function listen() {
  const all = /** @type {any} */ (window);
  all.said = [];
  for (const type of ['ready', 'change', 'select', 'error', 'answer', 'done']) {
    document.addEventListener(type, (event) =>
      all.said.push({ type, detail: /** @type {CustomEvent} */ (event).detail }),
    );
  }
}

/** A browser and a site for the tests of one file. */
export function lessonTests() {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {import('./site.js').Site} */
  let site;
  let count = 0;
  before(async () => {
    site = await openSite();
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  return {
    site: () => site,
    /**
     * @param {string} body
     * @param {object} [options]
     * @param {string} [options.script]
     * @param {string} [options.head] before the script
     * @param {number} [options.height]
     * @param {(page: Page) => Promise<unknown>} [options.before]
     */
    async open(
      body,
      { script = 'attention-playground.js', head = '', height = 900, ...more } = {},
    ) {
      count += 1;
      const name = `lesson-${count}.html`;
      site.write(name, html(body, `${head}<script src="${script}"></script>`));
      const context = await browser.newContext({ viewport: { width: 1000, height } });
      const page = await context.newPage();
      const { errors, asked } = watch(page);
      await page.addInitScript(listen);
      await more.before?.(page);
      await page.goto(site.url + name);
      return {
        page,
        errors: () => errors.filter((text) => !/favicon|404/.test(text)),
        offOrigin: () =>
          asked.filter((url) => !url.startsWith(site.url) && !url.startsWith('blob:')),
        close: () => context.close(),
      };
    },
  };
}

/** @param {Page} page @param {number} [count] */
export const allReady = (page, count = 1) =>
  page.waitForFunction(
    (wanted) =>
      /** @type {any} */ (window).said.filter((/** @type {any} */ { type }) => type === 'ready')
        .length >= wanted,
    count,
  );

/** @param {Page} page @param {string} type */
export const said = (page, type) =>
  page.evaluate(
    (wanted) =>
      /** @type {any} */ (window).said
        .filter((/** @type {any} */ one) => one.type === wanted)
        .map((/** @type {any} */ { detail }) => detail),
    type,
  );

/** @param {string} attributes @param {string} [text] */
export const embed = (attributes, text = SENTENCE) =>
  `<attention-playground text="${text}" ${attributes}></attention-playground>`;

/**
 * @template Result
 * @param {Page} page
 * @param {(one: any) => Result | Promise<Result>} inPage
 * @returns {Promise<Result>}
 */
export const inElement = (page, inPage) =>
  page.locator('attention-playground').first().evaluate(inPage);

/** @param {number} seed @param {string} [more] */
export const randomEmbed = (seed, more = 'height="320"') =>
  `<attention-playground text="${SENTENCE}" mask="causal" seed="${seed}" view="matrix" ${more}></attention-playground>`;

/**
 * An embed comes into the page's #place and goes, so many times.
 * @param {Page} page
 * @param {number} times
 */
export const comeAndGo = (page, times) =>
  page.evaluate(
    async ([count, markup]) => {
      const { said } = /** @type {any} */ (window);
      const place = /** @type {HTMLElement} */ (document.querySelector('#place'));
      for (let i = 0; i < Number(count); i += 1) {
        place.innerHTML = String(markup);
        await new Promise((resolve) => place.addEventListener('ready', resolve, { once: true }));
        place.replaceChildren();
      }
      // What the tests note of the embeds would be kept, not the embeds.
      if (said) said.length = 0;
    },
    [times, randomEmbed(1)],
  );

/**
 * Bytes of the page's heap after garbage collection, without compiled code: that grows with use until V8 has compiled what
 * it wants to, whatever is kept.
 * @param {import('playwright-core').CDPSession} session
 */
export async function heapInUse(session) {
  let text = '';
  const listener = (/** @type {{ chunk: string }} */ { chunk }) => (text += chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', listener);
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', {});
  session.off('HeapProfiler.addHeapSnapshotChunk', listener);
  const { snapshot, nodes } = JSON.parse(text);
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = ['type', 'self_size'].map((name) => fields.indexOf(name));
  const code = types[type].indexOf('code');
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (nodes[at + type] !== code) bytes += nodes[at + size];
  }
  return bytes;
}
