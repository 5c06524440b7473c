import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface DemoLogin {
  readonly name: string;
  readonly password: string;
  readonly role: 'administrator' | 'user';
}

/** What `raccordo demo --json` prints when it is ready. */
export interface DemoAddresses {
  /** Signs the administrator in, once. */
  readonly page: string;
  readonly url: string;
  /** The administrator's first. */
  readonly logins: readonly DemoLogin[];
  readonly simulator: {
    readonly ews: string;
    readonly page: string;
    readonly users: readonly { readonly user: string; readonly password: string; readonly smtp: string }[];
  };
}

export interface DemoWorld extends DemoAddresses {
  readonly readyAfterMs: number;
  /** Everything that was said on standard error. */
  said(): string;
  /** @returns the exit code */
  interrupt(): Promise<number | null>;
  /** Stops it and throws its data away. */
  close(): Promise<void>;
}

const READY_WITHIN_MS = 180_000;

/** The whole demo in a process of its own, from the build. Give a directory to start on the data of an earlier one. */
export async function startDemoWorld(
  directory = mkdtempSync(join(tmpdir(), 'raccordo-demo-')),
): Promise<DemoWorld & { readonly directory: string }> {
  const startedAt = Date.now();
  const args = [
    'dist/src/cli/main.js',
    'demo',
    '--data',
    directory,
    '--port',
    '0',
    '--simulator-port',
    '0',
    '--json',
    '--lang',
    'en',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await firstLine(child, () => said);
  const interrupt = async () => {
    child.kill('SIGINT');
    return exited;
  };
  return {
    ...(JSON.parse(line) as DemoAddresses),
    directory,
    readyAfterMs: Date.now() - startedAt,
    said: () => said,
    interrupt,
    close: async () => {
      if (child.exitCode === null) await interrupt();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the demo was not ready in time:\n${said()}`));
    }, READY_WITHIN_MS);
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve(line);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the demo ended with ${code}:\n${said()}`));
    });
  });
}
