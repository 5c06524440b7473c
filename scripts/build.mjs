import { buildPage, buildProgram, ensureInstalled, requireNode } from './lib/prepare.mjs';

requireNode();
ensureInstalled();
buildProgram();
buildPage();
