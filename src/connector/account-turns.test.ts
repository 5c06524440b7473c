import { expect, test } from 'vitest';
import { createAccountTurns } from './account-turns.ts';

test('the runs of one account take turns, in the order in which they were asked for; accounts do not wait for each other', async () => {
  const turns = createAccountTurns();
  const story: string[] = [];
  const gates = new Map<string, () => void>();
  const work = (name: string) => async () => {
    story.push(`begin ${name}`);
    await new Promise<void>((resolve) => gates.set(name, resolve));
    story.push(`end ${name}`);
  };
  const open = async (name: string) => {
    gates.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  void turns.inTurn('a', work('a1'));
  void turns.inTurn('a', work('a2'));
  void turns.inTurn('b', work('b1'));
  await open('none');
  expect(story).toEqual(['begin a1', 'begin b1']);
  await open('a1');
  await open('b1');
  await open('a2');
  await turns.idle();
  expect(story).toEqual(['begin a1', 'begin b1', 'end a1', 'begin a2', 'end b1', 'end a2']);
});

test('a run that fails does not keep the next one of its account waiting', async () => {
  const turns = createAccountTurns();
  const failing = turns.inTurn('a', () => Promise.reject(new Error('no')));
  const next = turns.inTurn('a', async () => 'done');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('done');
});
