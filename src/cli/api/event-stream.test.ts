import { expect, test } from 'vitest';
import { readEvents } from './event-stream.ts';

async function read(...chunks: readonly (string | Uint8Array)[]) {
  async function* body() {
    for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
  const events: unknown[] = [];
  for await (const event of readEvents(body())) events.push(event);
  return events;
}

test('events come one by one, whatever pieces the network makes of them', async () => {
  const bytes = Buffer.from(': hello\n\nevent: step\ndata: {"name":"però"}\n\nevent: end\r\ndata: 1\r\n\r\n');
  const whole = [
    { kind: 'step', data: { name: 'però' } },
    { kind: 'end', data: 1 },
  ];
  expect(await read(bytes)).toEqual(whole);
  expect(await read(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
});

test('data over several lines is one text, and an event without a name is a message', async () => {
  expect(await read('data: [1,\ndata: 2]\n\n')).toEqual([{ kind: 'message', data: [1, 2] }]);
});

test('what breaks off in the middle is no event, and heartbeats are none', async () => {
  expect(await read(': beat\n\n', 'event: step\ndata: {"a":1}\n')).toEqual([]);
});

test('an event without end is given up', async () => {
  await expect(read(`data: ${'x'.repeat(1_100_000)}`)).rejects.toThrow(RangeError);
});
