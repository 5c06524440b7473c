// `node scripts/mutation/simulated.mjs [--seeds N] [--only TEXT]`: after how many simulated histories each mutant of the
// engine is found (`engine.mjs`). The table is for docs/reference/mutation.md.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ENGINE_MUTANTS } from './engine.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = `${root}node_modules/.cache/mutation/engine`;
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '2000' }, only: { type: 'string', default: '' } },
});

rmSync(copy, { recursive: true, force: true });
mkdirSync(copy, { recursive: true });
for (const name of ['src', 'test', 'package.json', 'tsconfig.json'])
  cpSync(`${root}${name}`, `${copy}/${name}`, { recursive: true });
if (!existsSync(`${copy}/node_modules`)) symlinkSync(`${root}node_modules`, `${copy}/node_modules`);

console.log('| Made wrong | First seed | Seen as |');
console.log('|---|---|---|');
for (const { name, file, from, to } of ENGINE_MUTANTS.filter((mutant) => mutant.name.includes(values.only))) {
  const path = `${copy}/${file}`;
  const source = readFileSync(path, 'utf8');
  if (!source.includes(from)) throw new Error(`${file} no longer has: ${from}`);
  writeFileSync(path, source.replaceAll(from, to));
  const told = firstFailure(Number(values.seeds));
  writeFileSync(path, source);
  console.log(`| ${name} | ${told} |`);
}

function firstFailure(seeds) {
  const loader = `${copy}/src/database/testing/load-typescript.mjs`;
  const args = ['--import', loader, `${copy}/test/simulation/cli.ts`, '--seeds', String(seeds), '--first'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28 });
  const [, seed] = /^seed (\d+) fails/m.exec(stdout) ?? [];
  if (seed === undefined) return `not within ${seeds} | `;
  const invariants = [...new Set([...stdout.matchAll(/^(I\d+): /gm)].map(([, id]) => id))];
  return `${seed} | ${invariants.join(' ')}`;
}
