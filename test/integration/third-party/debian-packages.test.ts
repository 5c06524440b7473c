import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const MODULE = new URL('../../../scripts/lib/debian-packages.mjs', import.meta.url).href;

/** Like apt-get on a new machine: it knows no package before its update, and a second one at a time gives up. */
const APT_GET = `#!/bin/sh
cd "$(dirname "$0")" || exit 1
for word in "$@"; do last=$word; [ "$word" = install ] && installs=yes; done
mkdir busy 2>/dev/null || { echo "E: Could not get lock" >&2; exit 100; }
trap 'rmdir busy' EXIT
sleep 0.3
if [ "$installs" = yes ]; then [ -e lists ] && touch "$last.installed"; else touch lists; fi
`;
const DPKG_QUERY = `#!/bin/sh
for word in "$@"; do last=$word; done
[ -e "$(dirname "$0")/$last.installed" ] && printf installed
`;

/** Only root installs, and only on Debian and its like, where this folder is. */
const installs = process.getuid?.() === 0 && existsSync('/var/lib/dpkg');

test.skipIf(!installs)('files of tests that run together install one after the other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'apt-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, script] of Object.entries({ 'apt-get': APT_GET, 'dpkg-query': DPKG_QUERY }))
    writeFileSync(join(folder, name), script, { mode: 0o755 });
  const found = await Promise.all(['one', 'other'].map((name) => foundBy(name, `${folder}:${process.env['PATH']}`)));
  expect(found).toEqual([{ kind: 'ready' }, { kind: 'ready' }]);
});

async function foundBy(name: string, path: string): Promise<unknown> {
  const script = `import { ensureDebianPackages } from '${MODULE}'; console.log(JSON.stringify(ensureDebianPackages(['${name}'])));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  await once(child, 'close');
  return JSON.parse(told);
}
