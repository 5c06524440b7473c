// `npm run bench -- administration`: one benchmark, from the sources. What follows its name goes to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const [name = '', ...rest] = process.argv.slice(2);
const file = join(here, `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  console.error('Which benchmark? npm run bench -- administration');
  process.exit(2);
}
const loader = new URL('../src/database/testing/load-typescript.mjs', import.meta.url).href;
const bench = spawn(process.execPath, ['--import', loader, file, ...rest], { stdio: 'inherit' });
bench.on('exit', (code) => process.exit(code ?? 1));
