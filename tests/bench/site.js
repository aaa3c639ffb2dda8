// Puts the bench's page together in build/bench: its bundle, the built playground, the peers' modules.
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const here = dirname(fileURLToPath(import.meta.url));
export const site = join(root, 'build/bench');
const modules = join(here, 'node_modules');

/** Folders of the peers' WebAssembly. */
const peerFolders = {
  onnxruntime: join(modules, 'onnxruntime-web/dist'),
  tensorflow: join(modules, '@tensorflow/tfjs-backend-wasm/dist'),
};

/** The playground as it is shipped. */
export const playgroundFiles = [
  'playground.js',
  'attention_core.wasm',
  'models/writer.safetensors',
].map((name) => join(root, 'dist', name));
export const plainFile = join(root, 'build/wasm/bench_plain.wasm');

/** @type {import('esbuild').BuildOptions} */
const bundling = {
  outdir: site,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  external: ['node:*'],
  legalComments: 'none',
  logLevel: 'warning',
};

/** The rows for Node, which cannot import TensorFlow.js as it is. @returns {Promise<string>} the bundle's file */
export async function bundleForNode() {
  await build({
    ...bundling,
    entryPoints: { rows_in_node: join(here, 'rows.js') },
    platform: 'node',
    // A module has neither, and TensorFlow.js asks for both where it finds itself in Node.
    banner: {
      js: [
        "import { createRequire } from 'node:module';",
        'const require = createRequire(import.meta.url);',
        'const __dirname = import.meta.dirname;',
      ].join('\n'),
    },
  });
  return join(site, 'rows_in_node.js');
}

export async function makeSite() {
  await rm(site, { recursive: true, force: true });
  await mkdir(join(site, 'peers'), { recursive: true });
  await build({ ...bundling, entryPoints: [join(here, 'in_browser.js')] });
  const page =
    '<!doctype html><meta charset="utf-8"><script type="module" src="in_browser.js"></script>';
  await writeFile(join(site, 'index.html'), page);
  for (const file of [...playgroundFiles, plainFile]) {
    await cp(file, join(site, file.slice(file.lastIndexOf('/') + 1)));
  }
  for (const folder of Object.values(peerFolders)) {
    for (const name of await readdir(folder)) {
      // Not the builds for WebGPU, which are of no use to one core.
      const wanted = /^(ort-wasm-simd-threaded\.(mjs|wasm)|tfjs-backend-wasm.*\.wasm)$/;
      if (wanted.test(name)) await cp(join(folder, name), join(site, 'peers', name));
    }
  }
}
