import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { startChild } from '../../src/database/testing/child-process.ts';

/** Libraries that Chromium needs and a bare Debian lacks; the package carries its own. */
const SYSTEM_LIBRARIES = ['libnss3.so', 'libnspr4.so', 'libexpat.so.1'];
const LIBRARY_FOLDERS = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/lib64'];

/**
 * A real Chromium: the one that `RACCORDO_CHROMIUM` names, else the one inside the npm package, which
 * needs no system package. Unpacked afresh for each call, so that an interrupted unpacking cannot spoil it.
 */
export async function launchBrowser(): Promise<Browser & { [Symbol.asyncDispose](): Promise<void> }> {
  const named = process.env.RACCORDO_CHROMIUM;
  const folder = mkdtempSync(join(tmpdir(), 'raccordo-browser-'));
  const environment = named === undefined ? await unpack(folder) : {};
  const browser = await chromium.launch({
    executablePath: named ?? join(folder, 'chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--no-zygote',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
    env: { ...(process.env as Record<string, string>), ...environment },
  });
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}

async function unpack(folder: string): Promise<Record<string, string>> {
  const missing = SYSTEM_LIBRARIES.some((library) => !LIBRARY_FOLDERS.some((path) => existsSync(join(path, library))));
  const child = startChild(new URL('./unpack-chromium.ts', import.meta.url), [
    folder,
    ...(missing ? ['with libraries'] : []),
  ]);
  const code = await child.ended();
  if (code !== 0) throw new Error(`Chromium could not be unpacked: its process ended with ${code}`);
  if (!missing) return {};
  mkdirSync(join(folder, 'home'), { recursive: true });
  return {
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
    HOME: join(folder, 'home'),
  };
}
