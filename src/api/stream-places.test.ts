import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world.close());

interface OpenedStream {
  readonly hasEnded: () => boolean;
  readonly leave: () => void;
}

async function openStream({ cookie }: SignedIn): Promise<OpenedStream> {
  const leaving = new AbortController();
  const response = await fetch(`${world.server.url}/api/events`, { headers: { cookie }, signal: leaving.signal });
  expect(response.status).toBe(200);
  let ended = false;
  const reader = response.body?.getReader();
  const read = async () => {
    while ((await reader?.read())?.done === false);
    ended = true;
  };
  // Going away is an error for the one who reads.
  void read().catch(() => undefined);
  return { hasEnded: () => ended, leave: () => leaving.abort() };
}

const countEnded = (streams: readonly OpenedStream[]) => streams.filter(({ hasEnded }) => hasEnded()).length;

test('a person has fifty streams of events: one more ends the oldest, and nobody else’s', async () => {
  const giulia = await world.signIn('giulia');
  const paolo = await world.signIn('paolo');
  const ofPaolo = await openStream(paolo);
  const streams: OpenedStream[] = [];
  for (let count = 0; count < 50; count++) streams.push(await openStream(giulia));
  // Whoever left has given the place back.
  streams[20]?.leave();
  await sleep(200);
  streams.push(await openStream(giulia));
  await sleep(200);
  expect(countEnded(streams)).toBe(0);

  streams.push(await openStream(giulia), await openStream(giulia));
  await expect.poll(() => countEnded(streams)).toBe(2);
  expect(streams.slice(0, 2).map(({ hasEnded }) => hasEnded())).toEqual([true, true]);
  expect(ofPaolo.hasEnded()).toBe(false);
  for (const { leave } of [...streams, ofPaolo]) leave();
});
