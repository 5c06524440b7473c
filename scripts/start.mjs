// `npm start`: from a bare checkout to a running demo. Ctrl-C ends it; the data stays in .raccordo/demo.
import { spawn } from 'node:child_process';
import { ensureBuilt, ensureInstalled, requireNode, root } from './lib/prepare.mjs';

requireNode();
ensureInstalled();
ensureBuilt();

const demo = spawn(process.execPath, ['dist/src/cli/main.js', 'demo', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to both; this process only has to outlive the child.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
