// Programs of others that tests measure ours against: servers and clients that Debian has and npm has not.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const QUERY = 'dpkg-query';
const FLOCK = 'flock';
const INSTALL_MS = 5 * 60_000;
/** Another program may be installing. */
const LOCK_SECONDS = 120;
/** Held while this works: of two apt-get that fetch lists at a time the second gives up, and test files run together. */
const LOCK = '/var/cache/apt';

/**
 * Installs what is missing: as root, on Debian and its like, within a bounded time. Services are not started.
 * @param {readonly string[]} packages
 * @returns {{ kind: 'ready' } | { kind: 'missing', reason: string }} never throws; the reason is for who runs the tests
 */
export function ensureDebianPackages(packages) {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return { kind: 'ready' };
  const needed = `the Debian packages ${missing.join(', ')} are not installed`;
  if (!isDebian()) return { kind: 'missing', reason: `${needed}, and this is no Debian` };
  if (process.getuid?.() !== 0) return { kind: 'missing', reason: `${needed}, and only root could install them` };
  const problem = install(missing) && (run('apt-get', ['update']) ?? install(missing));
  if (problem) return { kind: 'missing', reason: `${needed}: ${problem}` };
  const left = missing.filter((name) => !isInstalled(name));
  return left.length === 0
    ? { kind: 'ready' }
    : { kind: 'missing', reason: `${left.join(', ')} did not get installed` };
}

/**
 * The same, loudly: a test that is left out has to be seen.
 * @param {readonly string[]} packages
 * @returns {boolean} whether the tests that need them can run
 */
export function canUseDebianPackages(packages) {
  const found = ensureDebianPackages(packages);
  if (found.kind === 'ready') return true;
  console.warn(`\n*** LEFT OUT: ${found.reason}. ***\n`);
  return false;
}

function install(packages) {
  return run('apt-get', ['install', '--yes', '--no-install-recommends', '--no-upgrade', ...packages]);
}

/** @returns {string | undefined} what went wrong */
function run(command, args) {
  const options = ['-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`];
  const result = spawnSync(FLOCK, ['--no-fork', LOCK, command, ...options, ...args], {
    encoding: 'utf8',
    timeout: INSTALL_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status === 0) return undefined;
  const said = result.stderr?.trim().split('\n').at(-1) ?? '';
  return `${command} ${args[0]} ${result.error ? result.error.message : `ended with code ${result.status}`} ${said}`.trim();
}

function isInstalled(name) {
  const { status, stdout } = spawnSync(QUERY, ['--show', '--showformat=${db:Status-Status}', name], {
    encoding: 'utf8',
  });
  return status === 0 && stdout === 'installed';
}

function isDebian() {
  try {
    return /^(ID|ID_LIKE)=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
