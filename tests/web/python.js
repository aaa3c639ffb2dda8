/** Python with NumPy or PyTorch, where this machine has them. */
import { spawnSync } from 'node:child_process';

/** @param {string} library */
const has = (library) => spawnSync('python3', ['-c', `import ${library}`]).status === 0;

/** Why tests that run programs are skipped, or false where they are not. */
export const withoutNumpy =
  !has('numpy') && 'python3 with numpy is not installed here, so copied programs are not run';
export const withoutPytorch =
  !has('torch') && 'python3 with torch is not installed here, so copied programs are not run';

/**
 * Runs a program and what is added to it.
 * @param {string} program
 * @param {string} [more]
 * @param {string} [folder]  the current one by default
 * @returns {string} what it printed
 */
export function runPython(program, more = '', folder) {
  const { status, stdout, stderr } = spawnSync('python3', ['-'], {
    input: `${program}\n${more}`,
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
