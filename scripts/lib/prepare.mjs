// Shared by start, test and the command itself: makes a checkout ready to run, with nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const OLDEST_NODE = [20, 19];

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Raccordo needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Runs a command to its end; a failure ends this process with the same code.
 * What it prints goes to standard error: standard output belongs to `--json`.
 */
export function run(command, args) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status === 0) return;
  console.error(
    `${[command, ...args].join(' ')} failed${result.error ? `: ${result.error.message}` : ` with code ${result.status}`}`,
  );
  process.exit(result.status ?? 1);
}

/** Installs exactly what the lockfile says, once per lockfile. */
export function ensureInstalled() {
  const marker = join(root, 'node_modules', '.raccordo-lockfile');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  console.error('Installing dependencies …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(marker, wanted);
}

const PROGRAM_SOURCES = ['src', 'simulator', 'tsconfig.json', 'tsconfig.build.json'];
/** The page reads the types of the API and a few pure files of these folders. */
const SHARED_WITH_PAGE = ['api', 'messages', 'model', 'people', 'settings', 'sync'].map((folder) => `src/${folder}`);
const PAGE_SOURCES = ['web/src', 'web/index.html', 'web/vite.config.ts', 'web/package.json', ...SHARED_WITH_PAGE];

/** Builds what is older than its sources. */
export function ensureBuilt({ page = true } = {}) {
  if (isStale('dist/.built', PROGRAM_SOURCES)) buildProgram();
  if (page && isStale('web/dist/.built', PAGE_SOURCES)) buildPage();
}

/** Beside the program that is there, which stays whole when the build fails or is interrupted. */
export function buildProgram() {
  console.error('Building the program …');
  // As deep in the tree as `dist`, because the source maps point from there.
  const draft = join(root, `.dist-${process.pid}`);
  process.once('exit', () => rmSync(draft, { recursive: true, force: true }));
  run(process.execPath, ['node_modules/ts7/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', draft]);
  for (const folder of ['src', 'simulator']) copyAssets(join(root, folder), draft);
  writeFileSync(join(draft, '.built'), '');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  renameSync(draft, join(root, 'dist'));
}

export function buildPage() {
  console.error('Building the page …');
  run('npm', ['run', '--silent', 'build', '--workspace', 'web', '--', '--logLevel', 'warn']);
  writeFileSync(join(root, 'web/dist/.built'), '');
}

/** What the compiler does not copy: migrations, worker entries, and the simulator's page. */
function copyAssets(folder, draft) {
  for (const file of filesIn(folder)) {
    if (/\.(ts|md)$/.test(file)) continue;
    const target = join(draft, relative(root, file));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target);
  }
}

function isStale(marker, sources) {
  const path = join(root, marker);
  if (!existsSync(path)) return true;
  const builtAt = statSync(path).mtimeMs;
  const all = [...sources, 'package-lock.json']
    .map((source) => join(root, source))
    .filter((source) => existsSync(source));
  return all
    .flatMap((source) => (statSync(source).isDirectory() ? filesIn(source) : [source]))
    .some((file) => statSync(file).mtimeMs > builtAt);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
