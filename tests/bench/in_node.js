import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { emptyResults, isWanted, plannedRows, secondsFor } from './plan.js';
import { bundleForNode, makeSite, plainFile, playgroundFiles, site } from './site.js';

/** @import { Choice, Results } from './plan.js' */

/**
 * @param {Choice} choice
 * @returns {Promise<Results>}
 */
export async function measureInNode(choice) {
  await makeSite();
  const bundle = pathToFileURL(await bundleForNode()).href;
  /** @type {typeof import('./rows.js')} */
  const { createRows } = await import(bundle);
  const [playground, core, writer] = playgroundFiles;
  const rows = await createRows(
    {
      playground: pathToFileURL(playground).href,
      core: await readFile(core),
      plain: await readFile(plainFile),
      writer: await readFile(writer),
      onnxruntime: pathToFileURL(join(site, 'peers/')).href,
      tensorflow: join(site, 'peers/'),
    },
    1,
  );
  const results = emptyResults(`Node ${process.version}`);
  const seconds = secondsFor(choice);
  for (const { kind, size } of plannedRows(choice)) {
    process.stderr.write(`bench: ${kind} ${size.join(' × ')}\n`);
    results.rows.push(await rows.row(kind, size, { seconds }));
  }
  results.paths = {};
  for (const path of /** @type {const} */ (['windows', 'trainingStep', 'generation'])) {
    if (isWanted(choice, path)) results.paths[path] = await rows[path]({ seconds: 2 * seconds });
  }
  return results;
}
