// `npm run simulate`: simulated histories of the whole engine, from the sources as they stand.
import { ensureInstalled, requireNode } from './lib/prepare.mjs';
import { runTypeScript } from './lib/run-typescript.mjs';

requireNode();
ensureInstalled();
runTypeScript('test/simulation/cli.ts', process.argv.slice(2));
