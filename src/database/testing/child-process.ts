import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** Lines of standard output, as they come. */
  readonly lines: readonly string[];
  /** @returns the first line that satisfies the condition; throws when the child ends before */
  waitForLine(condition: (line: string) => boolean): Promise<string>;
  /** `kill -9`. */
  kill(): Promise<void>;
  ended(): Promise<number | null>;
}

/** Starts a TypeScript file in a process of its own. */
export function startChild(file: URL, args: readonly string[]): Child {
  const loader = new URL('./load-typescript.mjs', import.meta.url).href;
  const script = fileURLToPath(file);
  const child: ChildProcess = spawn(process.execPath, ['--import', loader, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (stdout === null || child.pid === undefined) throw new Error('the child process did not start');
  const exit = once(child, 'close').then(() => child.exitCode);
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  createInterface({ input: stdout }).on('line', (line) => {
    lines.push(line);
    for (const listener of listeners) listener(line);
  });
  return {
    pid: child.pid,
    lines,
    waitForLine: (condition) =>
      new Promise((resolve, reject) => {
        const listener = (line: string): void => {
          if (!condition(line)) return;
          listeners.delete(listener);
          resolve(line);
        };
        listeners.add(listener);
        for (const line of lines) listener(line);
        void exit.then((code) => reject(new Error(`the child ended (${code}) before the expected line`)));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
    ended: () => exit,
  };
}
