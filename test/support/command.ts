import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
/**
 * The engine of the database is WebAssembly, whose functions are compiled a second time when they are used much. Before a
 * process of the tests ends that costs more than it gains: a third of what its start takes.
 */
const LATE_TIERING = '--wasm-tiering-budget=100000000';
/** Two busy cores start a process in a second; a command that needs a minute hangs. */
const COMMAND_TIMEOUT_MS = 120_000;

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Exit code that is expected; 0 by default, `null` accepts any. */
  readonly exitCode?: number | null;
}

export interface CommandResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  /** What `--json` printed. */
  json<T>(): T;
}

export interface StartedCommand {
  readonly process: ChildProcess;
  /** Resolves with the first whole line on standard output. */
  firstLine(): Promise<string>;
  /** Resolves when the process has ended, however it did. */
  ended(): Promise<CommandResult>;
}

/** The `raccordo` command as a process of its own, from the build. */
export function startCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}): StartedCommand {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is missing: run \`npm run build\` first`);
  const begun = performance.now();
  const child = spawn(process.execPath, [LATE_TIERING, ENTRY, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, RACCORDO_LANG: 'en', RACCORDO_LOG_LEVEL: 'error', NODE_OPTIONS: '', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    process: child,
    async firstLine() {
      const gone = closed.then(() => {
        throw new Error(`${args.join(' ')} ended before it said anything:\n${stderr}`);
      });
      gone.catch(() => {});
      while (!stdout.includes('\n')) await Promise.race([once(child.stdout, 'data'), gone]);
      return stdout.slice(0, stdout.indexOf('\n'));
    },
    async ended() {
      const [exitCode, signal] = await closed;
      const durationMs = Math.round(performance.now() - begun);
      return { exitCode, signal, stdout, stderr, durationMs, json: <T>() => JSON.parse(stdout) as T };
    },
  };
}

/** @throws Error with everything that was printed, when the command ends with another exit code than expected */
export async function runCommand(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { env, exitCode } = options;
  const started = startCommand(args, env);
  const hangs = setTimeout(() => started.process.kill('SIGKILL'), COMMAND_TIMEOUT_MS);
  const result = await started.ended();
  clearTimeout(hangs);
  expectExit(args, result, exitCode);
  return result;
}

/** @throws Error with everything that was printed, when the command ended with another exit code than `wanted` */
export function expectExit(args: readonly string[], result: CommandResult, wanted: number | null = 0): void {
  if (wanted === null || result.exitCode === wanted) return;
  const end = result.signal ?? result.exitCode;
  throw new Error(
    `raccordo ${args.join(' ')} ended with ${end} instead of ${wanted}\n${result.stdout}\n${result.stderr}`,
  );
}
