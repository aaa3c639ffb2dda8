// ./play bench: measures, prints and keeps what the playground reaches beside others (usage: ./play help).
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { comparisonText } from './compare.js';
import { measureInBrowser } from './in_chromium.js';
import { measureInNode } from './in_node.js';
import { measureNative } from './native.js';
import { writeReadme } from './readme.js';
import { reportText } from './report.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    node: { type: 'boolean', default: false },
    native: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    readme: { type: 'boolean', default: false },
    against: { type: 'string' },
  },
});

/** @param {string} file */
const readResults = async (file) => JSON.parse(await readFile(file, 'utf8'));

const measure = values.native ? measureNative : values.node ? measureInNode : measureInBrowser;
const [newer] = positionals;
const results = newer
  ? await readResults(newer)
  : await measure({ quick: values.quick, only: values.only });
if (!newer) console.log(reportText(results));
if (values.json) await writeFile(values.json, `${JSON.stringify(results, undefined, 1)}\n`);
if (values.readme) await writeReadme(results);
if (values.against) console.log(comparisonText(await readResults(values.against), results));
