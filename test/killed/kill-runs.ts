// The program behind `npm run kill-runs`.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { HistoryResult } from './history.ts';
import { killedHistories } from './many-histories.ts';
import type { DatabaseKind } from './prepared.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LEDGER = join(ROOT, 'docs/operations/kill-ledger.md');
const USAGE = 'npm run kill-runs -- --runs N --database pglite|postgres [--from SEED] [--lanes N] [--no-ledger]';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    database: { type: 'string', default: 'pglite' },
    from: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    'no-ledger': { type: 'boolean', default: false },
  },
});
const { database } = values;
const numbers = [values.runs, values.lanes, values.from ?? '1'].map(Number);
if (!isKind(database) || numbers.some((one) => !Number.isInteger(one) || one < 1)) {
  console.error(USAGE);
  process.exit(2);
}
const [runs = 1, lanes = 1] = numbers;
const from = values.from === undefined ? Math.floor(Math.random() * 2 ** 30) : Number(values.from);
console.info(`${runs} runs on ${database} from seed ${from}`);

const result = await killedHistories({
  database,
  from,
  runs,
  lanes,
  limitMs: Number.POSITIVE_INFINITY,
  onResult: tell,
});
const { kills, to, failed, durationMs } = result;
console.info(
  `${result.runs} runs, ${kills} kills, seeds ${from} to ${to}, ${failed.length} with violations, ${Math.round(durationMs / 1000)} s`,
);
if (!values['no-ledger']) {
  const day = new Date().toISOString().slice(0, 10);
  const row = [
    day,
    commit(),
    database,
    `${from}–${to}`,
    result.runs,
    kills,
    failed.length,
    `${Math.round(durationMs / 1000)} s`,
  ];
  appendFileSync(LEDGER, `| ${row.join(' | ')} |\n`);
}
process.exit(failed.length === 0 ? 0 : 1);

function tell({ seed, kills: hits, violations, log }: HistoryResult): void {
  console.info(`seed ${seed}: ${hits} kills${violations.length === 0 ? '' : `, ${violations.length} VIOLATIONS`}`);
  if (violations.length === 0) return;
  for (const violation of violations) console.info(`  ${violation}`);
  const folder = join(ROOT, 'node_modules', '.cache', 'raccordo-kill-runs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${database}-${seed}.log`);
  writeFileSync(file, [...violations, '--- history', ...log, ''].join('\n'));
  console.info(`  everything: ${file}`);
  console.info(`  again: npm run kill-runs -- --runs 1 --database ${database} --from ${seed} --lanes 1`);
}

function isKind(text: string | undefined): text is DatabaseKind {
  return text === 'pglite' || text === 'postgres';
}

function commit(): string {
  try {
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' }).trim() !== '';
    const head = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
    return changed ? `${head}+` : head;
  } catch {
    return '';
  }
}
