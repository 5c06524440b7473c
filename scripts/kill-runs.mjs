// `npm run kill-runs`: histories with real worker processes that are killed with -9, on either database.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, requireNode, root } from './lib/prepare.mjs';

requireNode();
ensureInstalled();
ensureBuilt({ page: false });
const loader = pathToFileURL(`${root}/src/database/testing/load-typescript.mjs`).href;
const program = ['--import', loader, 'test/killed/kill-runs.ts', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
