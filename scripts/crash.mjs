// `npm run crash -- --from 1 --scenarios 1000`: runs that die before and after every step, from the sources.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const loader = new URL('../src/database/testing/load-typescript.mjs', import.meta.url).href;
const file = fileURLToPath(new URL('../test/crash/crash.ts', import.meta.url));
const child = spawn(process.execPath, ['--import', loader, file, ...process.argv.slice(2)], { stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));
