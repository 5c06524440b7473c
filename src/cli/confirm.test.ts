import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { translatorFor } from '../messages/index.ts';
import { confirm } from './confirm.ts';

const terminal = { t: translatorFor('en') };

/** A person at a terminal who types this when asked. */
async function typing(keys: string | null): Promise<boolean> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  stderr.once('data', () => (keys === null ? stdin.end() : stdin.write(keys)));
  return confirm(terminal, 'Carry it out?', { stdin, stderr } as never);
}

describe('a question on the terminal', () => {
  test.each([
    { title: 'yes agrees', keys: 'y\r', agreed: true },
    { title: 'sì agrees', keys: 'sì\r', agreed: true },
    { title: 'no does not', keys: 'n\r', agreed: false },
    { title: 'an empty line does not', keys: '\r', agreed: false },
    { title: 'Ctrl-C leaves without an error, and has not agreed', keys: '\u0003', agreed: false },
    { title: 'Ctrl-D neither', keys: '\u0004', agreed: false },
    { title: 'nor does a terminal that is closed', keys: null, agreed: false },
  ])('$title', async ({ keys, agreed }) => {
    expect(await typing(keys)).toBe(agreed);
  });

  test('is not put to anybody without a terminal', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: false });
    expect(await confirm(terminal, 'Carry it out?', { stdin, stderr: new PassThrough() } as never)).toBe(false);
  });
});
