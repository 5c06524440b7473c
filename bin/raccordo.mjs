#!/usr/bin/env node
// The command, from a checkout: builds what is older than its sources, then runs it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireNode, root } from '../scripts/lib/prepare.mjs';

requireNode();
if (existsSync(join(root, 'tsconfig.build.json'))) {
  ensureInstalled();
  ensureBuilt();
}
await import('../dist/src/cli/main.js');
