import { describe, expect, it } from 'vitest';
import type { ExchangeWriteOutcome } from '../../port.ts';
import { createOwnWrites } from './own-writes.ts';

const MINUTE_MS = 60_000;

describe('what a side has written lately', () => {
  it('is its own for a minute, and not for longer', () => {
    let time = 1_000_000;
    const writes = createOwnWrites(() => time);
    writes.wrote([made('a')]);
    time += MINUTE_MS - 1;
    writes.wrote([made('b')]);
    writes.deleted([{ id: 'gone', changeKey: null }]);
    expect(writes.isOwn(told('a'))).toBe(true);
    time += 2;
    expect(writes.isOwn(told('a'))).toBe(false);
    expect(writes.isOwn(told('b'))).toBe(true);
    expect(writes.isOwn({ ids: ['gone'], changeKey: null })).toBe(true);
    time += MINUTE_MS;
    expect(writes.isOwn(told('b'))).toBe(false);
    expect(writes.isOwn({ ids: ['gone'], changeKey: null })).toBe(false);
  });

  it('is no deletion that came to nothing', () => {
    let time = 1_000_000;
    const writes = createOwnWrites(() => time);
    for (const id of ['long ago', 'lately', 'now']) {
      writes.deleted([{ id, changeKey: null }]);
      time += MINUTE_MS / 2;
    }
    const isOwn = (id: string) => writes.isOwn({ ids: [id], changeKey: null });
    time -= MINUTE_MS / 2;
    expect(['lately', 'now'].map(isOwn)).toEqual([true, true]);
    for (const id of ['lately', 'now']) writes.stayed([{ id, changeKey: null }]);
    expect(['lately', 'now'].map(isOwn)).toEqual([false, false]);
  });

  it('is known of the last ten thousand at least, however many there are, and not of all', () => {
    const writes = createOwnWrites(() => 1_000_000);
    const all = Array.from({ length: 45_000 }, (_, n) => `id-${n}`);
    for (const id of all) writes.wrote([made(id)]);
    const known = all.filter((id) => writes.isOwn(told(id)));
    expect(known.slice(-10_000)).toEqual(all.slice(-10_000));
    expect(known.length).toBeLessThanOrEqual(20_000);
  });
});

function made(id: string): ExchangeWriteOutcome {
  return { kind: 'done', ref: { id, changeKey: `${id}-key` } };
}

function told(id: string) {
  return { ids: [id], changeKey: `${id}-key` };
}
