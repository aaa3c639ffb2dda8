// What is handed out, made from dist/: `./play dist` puts a zip of the site and the playground as one HTML file into build/.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf } from './build_offline.js';
import { quoted, stateAttributes } from './share/share_lines.js';
import { openingState } from './state/state.js';
import { zip } from './zip.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const NAME = 'attention-playground';

/** Scripts that the element would fetch from beside itself. */
const SCRIPTS = [
  ...['attention-playground.js', 'attention-playground.more.js'],
  ...['models/writer.js', 'models/reader-causal.js'],
];

/** @param {string} file in dist/ */
async function inlineScript(file) {
  const source = await readFile(join(dist, file), 'utf8');
  // Nothing in a script may end the element that it stands in.
  const safe = source.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  return `<script>${safe}</script>`;
}

/** The playground as one file that asks for nothing: for a USB stick, a mail, a course system. */
async function singleFile() {
  const scripts = await Promise.all(SCRIPTS.map(inlineScript));
  const opening = stateAttributes(openingState).map(
    ([name, value]) => `${name}="${quoted(value)}"`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; worker-src blob:; img-src data: blob:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Attention Playground</title>
<style>
:root { color-scheme: light dark }
body { margin: 0 auto; padding: 8px; max-width: 1400px; font: 16px/1.5 system-ui, sans-serif }
h1, h2 { font-size: 18px; margin: 16px 8px 8px }
</style>
${scripts.join('\n')}
</head>
<body>
<main>
<h1>Attention Playground</h1>
<attention-playground view="all" ${opening.join(' ')}>This file needs JavaScript.</attention-playground>
<h2>Write</h2>
<attention-playground view="generate"></attention-playground>
<h2>Train</h2>
<attention-playground view="train"></attention-playground>
</main>
</body>
</html>
`;
}

const names = await filesOf(dist);
const files = await Promise.all(
  names.map(async (name) => ({ name: `${NAME}/${name}`, bytes: await readFile(join(dist, name)) })),
);
await writeFile(join(root, `build/${NAME}.zip`), zip(files));
await writeFile(join(root, `build/${NAME}.html`), await singleFile());
