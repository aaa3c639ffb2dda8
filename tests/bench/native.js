// The native build beside Eigen and, where it is installed, PyTorch, both on one thread.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyResults, plannedRows, secondsFor } from './plan.js';
import { root } from './site.js';
import { spreadOf } from './statistics.js';

/** @import { Choice, Results, Row } from './plan.js' */

/**
 * @param {Choice} choice
 * @returns {Promise<Results>}
 */
export async function measureNative(choice) {
  const results = emptyResults('native');
  const sizes = plannedRows({ ...choice, only: 'core' }).map(({ size }) => size.join(','));
  const output = execFileSync(
    join(root, 'build/native/tests/bench/bench_plain'),
    [String(secondsFor(choice)), ...sizes],
    { encoding: 'utf8' },
  );
  /** @type {Row[]} */
  const rows = JSON.parse(output);
  results.rows = rows;
  for (const { size, candidates } of rows) {
    const samples = byPyTorch(secondsFor(choice), size);
    if (samples === undefined) break;
    candidates.push({ name: 'PyTorch', group: 'PyTorch', ...spreadOf(samples) });
  }
  return results;
}

/** None where it is not installed. @param {number} seconds @param {number[]} size @returns {number[] | undefined} */
function byPyTorch(seconds, size) {
  const script = fileURLToPath(new URL('pytorch.py', import.meta.url));
  const words = [script, String(seconds), ...size.map(String)];
  const { status, stdout } = spawnSync('python3', words, { encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}
