// `npm run mutation`: changes the planner in every small way there is and looks whether its tests notice. Then judges
// the report: the score, a killed mutant for each rule of the specification, and a reason for each survivor in
// docs/reference/mutation.md. `npm run mutation -- --judge` judges the last report again; other arguments go to Stryker.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RULES } from './mutation/rules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const REPORT = `${root}/node_modules/.cache/mutation/report.json`;
const SURVIVORS = `${root}/docs/reference/mutation.md`;
const LEAST_SCORE = 90;
const FOLDER = 'src/sync/';

const args = process.argv.slice(2);
if (!args.includes('--judge')) {
  const { status } = spawnSync('npx', ['stryker', 'run', ...args], { cwd: root, stdio: 'inherit' });
  // Below the score it ends with 1, and what follows tells more.
  if (status !== 0 && status !== 1) process.exit(status ?? 1);
}
process.exitCode = judge(JSON.parse(readFileSync(REPORT, 'utf8'))) ? 0 : 1;

function judge(report) {
  const mutants = Object.entries(report.files).flatMap(([file, { source, mutants: all }]) =>
    all.map((mutant) => ({ ...mutant, file: file.slice(file.indexOf(FOLDER) + FOLDER.length), source })),
  );
  const noticed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  const unnoticed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const score = (100 * noticed.length) / (noticed.length + unnoticed.length);
  console.log(`${noticed.length} of ${noticed.length + unnoticed.length} mutants noticed: ${score.toFixed(2)} %`);
  const problems = [
    ...(score > LEAST_SCORE ? [] : [`the score is not above ${LEAST_SCORE} %`]),
    ...blindRules(report, mutants),
    ...unexplained(unnoticed),
  ];
  for (const problem of problems) console.log(`! ${problem}`);
  return problems.length === 0;
}

/** Rules of which no mutant was noticed, or whose lines are not where the list says. */
function blindRules(report, mutants) {
  const problems = [];
  console.log(`\n${'rule'.padEnd(44)}mutants  noticed`);
  for (const [rule, file, text, count] of RULES) {
    const source = report.files[`${FOLDER}${file}`]?.source ?? '';
    const first = source.split('\n').findIndex((line) => line.includes(text)) + 1;
    if (first === 0) {
      problems.push(`${rule}: ${file} has no line with ${text}`);
      continue;
    }
    const own = mutants.filter(
      ({ file: where, location }) =>
        where === file && location.start.line < first + count && location.end.line >= first && isSmall(location, count),
    );
    const killed = own.filter(({ status }) => status === 'Killed' || status === 'Timeout');
    console.log(`${rule.padEnd(44)}${String(own.length).padStart(7)}${String(killed.length).padStart(9)}`);
    if (killed.length === 0) problems.push(`${rule}: no mutant of its lines was noticed`);
  }
  return problems;
}

/** A mutant of a whole function says nothing about one of its rules. */
function isSmall({ start, end }, count) {
  return end.line - start.line < count + 2;
}

/** Survivors without a reason, and reasons of those that do not survive any more. */
function unexplained(unnoticed) {
  const survivors = unnoticed.map((mutant) => ({ ...mutant, key: keyOf(mutant) }));
  const reasons = new Set(
    readFileSync(SURVIVORS, 'utf8')
      .split('\n')
      .flatMap((line) => /^\| (\S+\.ts) \| (`.*` → `.*`) \|/.exec(line)?.slice(1, 3).join(' ') ?? []),
  );
  const keys = new Set(survivors.map(({ key }) => key));
  return [
    ...survivors
      .filter(({ key }) => !reasons.has(key))
      .map(({ key, location, status }) => `${status}, line ${location.start.line}: ${key}`),
    ...[...reasons].filter((key) => !keys.has(key)).map((key) => `does not survive any more: ${key}`),
  ];
}

/** What was changed, without line numbers: they move. */
function keyOf({ file, source, location, replacement }) {
  const { start, end } = location;
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return `${file} \`${oneLine(lines.join('\n'))}\` → \`${oneLine(replacement)}\``;
}

function oneLine(text) {
  const flat = text.replace(/\s+/g, ' ').replaceAll('`', '´').replaceAll('|', '¦').trim();
  return flat.length > 90 ? `${flat.slice(0, 60)} … ${flat.slice(-25)}` : flat;
}
