import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a client of others did, told by its own process: what each step gave, or how it failed. */
export type Steps = ReadonlyMap<string, unknown>;

/** Long enough for an interpreter on a busy machine, short enough that nothing hangs. */
const DEADLINE_MS = 180_000;

/**
 * Runs a script that reads what it needs from its input and writes one step a line. The process ends with this call,
 * whatever happens.
 * @throws Error when the process fails, is too slow, or a step reports an error
 */
export async function runSteps(command: string, args: readonly string[], told: object): Promise<Steps> {
  const child = spawn(command, args, { timeout: DEADLINE_MS, killSignal: 'SIGKILL' });
  const steps = new Map<string, unknown>();
  const failed: string[] = [];
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  try {
    child.stdin.end(JSON.stringify(told));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{"step"')) continue;
      const { step, result, error } = JSON.parse(line) as { step: string; result?: unknown; error?: string };
      if (error !== undefined) failed.push(`${step}: ${error}`);
      steps.set(step, result);
    }
    const status = await ended;
    if (status !== 0) throw new Error(`${command} ended with ${status ?? 'a signal'}: ${complaints}`);
    if (failed.length > 0) throw new Error(`steps failed:\n${failed.join('\n')}\n${complaints}`);
    return steps;
  } finally {
    child.kill('SIGKILL');
  }
}
