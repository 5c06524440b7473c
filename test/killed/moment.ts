import type { Dice } from '../../src/demo/sample-data/dice.ts';
import type { KilledWorld } from './world.ts';

/** What a worker has just committed in the database: what it is about to send, a record of the CRM, the memory of a pair. */
export type Committed = 'intent' | 'record' | 'link';

/** When a worker is killed. */
export type Moment =
  /** When Exchange has carried out so many writes: the answer is on its way, and nobody has read it. */
  | { readonly kind: 'write'; readonly number: number }
  /** After so many requests and a moment more: anywhere. */
  | { readonly kind: 'request'; readonly number: number; readonly thenMs: number }
  | { readonly kind: 'commit'; readonly of: Committed; readonly number: number }
  | { readonly kind: 'time'; readonly afterMs: number };

const WRITE = /^(Create|Update|Delete|Move)Item$/;

/** @param tellsCommits whether the database says what was committed: only a server does */
export function randomMoment(dice: Dice, tellsCommits: boolean): Moment {
  const kind = dice.roll(10);
  if (kind < 4) return { kind: 'write', number: 1 + dice.roll(5) };
  if (tellsCommits && kind < 8)
    return { kind: 'commit', of: dice.pick(['intent', 'record', 'link']), number: 1 + dice.roll(4) };
  if (kind < 7) return { kind: 'request', number: 1 + dice.roll(30), thenMs: dice.roll(60) };
  return { kind: 'time', afterMs: 50 + dice.roll(2_500) };
}

/**
 * Calls `strike` at the moment, in the very turn of the event loop in which it is known.
 * @returns takes it back
 */
export function atMoment(moment: Moment, { simulator, place }: KilledWorld, strike: () => void): () => void {
  let left = moment.kind === 'time' ? 1 : moment.number;
  let isOver = false;
  const count = (): void => {
    left -= 1;
    if (left > 0 || isOver) return;
    isOver = true;
    strike();
  };
  const timers: NodeJS.Timeout[] = [];
  const later = (ms: number): void => void timers.push(setTimeout(count, ms));
  const ends: (() => void)[] = [];
  switch (moment.kind) {
    case 'time':
      later(moment.afterMs);
      break;
    case 'commit':
      ends.push(place.onCommit((of) => of === moment.of && count()));
      break;
    case 'write':
      ends.push(onRequest(simulator, (operation) => WRITE.test(operation) && count()));
      break;
    case 'request':
      ends.push(onRequest(simulator, () => (left > 1 ? count() : later(moment.thenMs))));
  }
  return () => {
    isOver = true;
    for (const timer of timers) clearTimeout(timer);
    for (const end of ends) end();
  };
}

function onRequest({ requests }: KilledWorld['simulator'], hear: (operation: string) => void): () => void {
  const add = requests.add.bind(requests);
  requests.add = (entry) => {
    add(entry);
    hear(entry.operation ?? '');
  };
  return () => {
    requests.add = add;
  };
}
