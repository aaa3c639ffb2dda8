// The native build beside Eigen and, where it is installed, PyTorch, both on one thread.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { emptyResults, plannedRows, secondsFor } from './plan.js';
import { root } from './site.js';

/** @import { Choice, Results } from './plan.js' */

/**
 * @param {Choice} choice
 * @returns {Promise<Results>}
 */
export async function measureNative(choice) {
  const results = emptyResults('native');
  const sizes = plannedRows({ ...choice, only: 'core' }).map(({ size }) => size.join(','));
  const output = execFileSync(
    join(root, 'build/native/tests/bench/bench_native'),
    [String(secondsFor(choice)), ...sizes],
    { encoding: 'utf8' },
  );
  results.rows = JSON.parse(output);
  return results;
}
