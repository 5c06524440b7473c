import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names one process so that a later one with the same number is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since the machine started, as text; `null` where the system does not tell (not Linux). */
  readonly startedAt: string | null;
  /** Where `pid` means something: this machine since this start, and this container. */
  readonly world: string;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startOf(process.pid), world: world() };
}

/** `elsewhere`: in another container, on another machine, or before a restart: its number says nothing here. */
export function lifeOf(identity: ProcessIdentity): 'alive' | 'dead' | 'elsewhere' {
  if (identity.world !== world()) return 'elsewhere';
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return 'dead';
  }
  const start = startOf(identity.pid);
  if (start === 'ended') return 'dead';
  return start === null || identity.startedAt === null || start === identity.startedAt ? 'alive' : 'dead';
}

/** @returns `ended` for a process that only waits to be collected by its parent */
function startOf(pid: number): string | null {
  const stat = textOf(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in parentheses and may hold anything, so count from its end: state is
  // the third field, start time the 22nd (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? null);
}

function world(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: one world per machine.
  }
  return [hostname(), textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? '', namespace].join(' ');
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
