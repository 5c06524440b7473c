import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Focus } from './focus.ts';
import { loaderArguments } from './loader.ts';

/** What a child process tells about its part. */
export interface Part {
  readonly seeds: number;
  readonly steps: number;
  readonly failures: readonly { readonly seed: number; readonly report: string }[];
}

const JOB = fileURLToPath(new URL('./job.ts', import.meta.url));

/** One process for each core. Their seeds follow each other, so the whole range is done without gaps. */
export async function inParallel(from: number, count: number, jobs: number, focus: Focus | null = null): Promise<Part> {
  const size = Math.ceil(count / jobs);
  const starts = Array.from({ length: jobs }, (_, index) => from + index * size).filter(
    (start) => start < from + count,
  );
  const more = focus === null ? [] : [focus];
  const parts = await Promise.all(
    starts.map((start) => childWith(JOB, [start, Math.min(size, from + count - start), ...more])),
  );
  return together(parts);
}

export function together(parts: readonly Part[]): Part {
  return {
    seeds: parts.reduce((sum, part) => sum + part.seeds, 0),
    steps: parts.reduce((sum, part) => sum + part.steps, 0),
    failures: parts.flatMap((part) => part.failures),
  };
}

/** @param path of the TypeScript file that the process runs, which sends its part once */
export function childWith<P extends Part>(
  path: string,
  args: readonly (number | string)[],
  environment: Readonly<Record<string, string>> = {},
): Promise<P> {
  return new Promise((resolve, reject) => {
    const child = fork(path, args.map(String), {
      execArgv: [...loaderArguments()],
      env: { ...process.env, ...environment },
    });
    let part: P | null = null;
    child.on('message', (message) => (part = message as P));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (part === null) reject(new Error(`the process for ${args.join(' ')} of ${path} ended with ${String(code)}`));
      else resolve(part);
    });
  });
}
