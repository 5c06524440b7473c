import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/** Runs a TypeScript file of the repository as it stands, without a build, and ends as it ends. */
export function runTypeScript(path, args) {
  const loader = join(root, 'src/database/testing/load-typescript.mjs');
  const { status } = spawnSync(process.execPath, ['--import', loader, join(root, path), ...args], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
