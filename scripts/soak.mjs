// `npm run soak`: as many new seeds as the time allows; the ledger in docs/operations remembers which were tried.
import { ensureInstalled, requireNode } from './lib/prepare.mjs';
import { runTypeScript } from './lib/run-typescript.mjs';

requireNode();
ensureInstalled();
runTypeScript('test/simulation/soak.ts', process.argv.slice(2));
