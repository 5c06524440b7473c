// `npm test`: everything, in the order that fails fastest. Arguments go to the test runner.
import { ensureBuilt, ensureInstalled, requireNode, run } from './lib/prepare.mjs';

requireNode();
ensureInstalled();
ensureBuilt();
if (process.argv.length === 2) run('npm', ['run', '--silent', 'check:static']);
run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]);
