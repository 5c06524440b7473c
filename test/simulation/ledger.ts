import { readFile, rename, writeFile } from 'node:fs/promises';

/** One stretch of seeds under one commit, as it stands in the ledger. */
export interface LedgerRow {
  /** Day, UTC. */
  readonly day: string;
  readonly commit: string;
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly seconds: number;
  /** Seeds that failed. */
  readonly failed: readonly number[];
}

const ROW = /^\| (\S+) \| `([^`]+)` \| (\d+)–(\d+) \| (\d+) \| (\d+) s \| ([^|]*) \|$/;

/** @returns the rows of the ledger, oldest first */
export async function readLedger(path: string): Promise<readonly LedgerRow[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => {
    const [, day, commit, from, to, steps, seconds, failed] = ROW.exec(line) ?? [];
    if (day === undefined || commit === undefined) return [];
    const seeds = [...(failed ?? '').matchAll(/\d+/g)].map(([seed]) => Number(seed));
    const isClean = (failed ?? '').trim() === 'none';
    return [
      {
        day,
        commit,
        from: Number(from),
        to: Number(to),
        steps: Number(steps),
        seconds: Number(seconds),
        failed: isClean ? [] : seeds,
      },
    ];
  });
}

/** The seed that nobody has tried yet. */
export function nextSeed(rows: readonly LedgerRow[]): number {
  return Math.max(0, ...rows.map((row) => row.to)) + 1;
}

/** Adds the row, or brings it up to date when it is the last one and begins at the same seed. Never leaves half a file. */
export async function writeRow(path: string, row: LedgerRow): Promise<void> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const last = ROW.exec(lines.at(-1) ?? '');
  if (last !== null && Number(last[3]) === row.from) lines.pop();
  const failed = row.failed.length === 0 ? 'none' : row.failed.join(' ');
  const { day, commit, from, to, steps, seconds } = row;
  lines.push(`| ${day} | \`${commit}\` | ${from}–${to} | ${steps} | ${Math.round(seconds)} s | ${failed} |`);
  await writeFile(`${path}.new`, `${lines.join('\n')}\n`);
  await rename(`${path}.new`, path);
}
