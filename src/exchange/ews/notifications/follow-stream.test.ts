import { afterEach, expect, test, vi } from 'vitest';
import { ownError } from '../errors/index.ts';
import type { StreamingChannel } from '../soap/channel.ts';
import { readXml } from '../xml/read.ts';
import { followStream } from './follow-stream.ts';

afterEach(() => void vi.useRealTimers());

const ALIVE = readXml(
  '<m:R xmlns:m="m"><m:ResponseMessages><m:GetStreamingEventsResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:ConnectionStatus>OK</m:ConnectionStatus></m:GetStreamingEventsResponseMessage></m:ResponseMessages></m:R>',
);

/** Connections of a minute each, in no time. Real ones would take the test as long. */
function minutes(carries: boolean): { readonly channel: StreamingChannel; readonly opened: () => number } {
  vi.useFakeTimers({ toFake: ['performance'] });
  let opened = 0;
  const stream: StreamingChannel['stream'] = async (_request, onAnswer, { signal }) => {
    opened += 1;
    if (carries && opened <= 5) onAnswer(ALIVE);
    vi.advanceTimersByTime(60_000);
    if (!signal.aborted) throw ownError('timeout', 'Nothing came for 60000 ms.');
  };
  return { channel: { stream } as StreamingChannel, opened: () => opened };
}

const EVENTS = { onChanges: () => {}, onHint: () => {} };

test('a proxy that holds everything back is noticed after three connections, however long they last', async () => {
  const { channel, opened } = minutes(false);
  expect(await followStream(channel, 'id', EVENTS, new AbortController().signal)).toBe('noStream');
  expect(opened()).toBe(3);
});

test.each(['response_too_large', 'response_not_xml'] as const)(
  'an answer that is %s is made good by a look into the folders, and three of them by another way',
  async (code) => {
    let opened = 0;
    let hints = 0;
    const stream: StreamingChannel['stream'] = async () => {
      opened += 1;
      throw ownError(code, 'One envelope of the stream has no end.');
    };
    const events = { ...EVENTS, onHint: () => void (hints += 1) };
    const channel = { stream } as unknown as StreamingChannel;
    expect(await followStream(channel, 'id', events, new AbortController().signal)).toBe('noStream');
    expect([opened, hints]).toEqual([3, 3]);
  },
);

test('connections that carried something may end as often as they like', async () => {
  const { channel, opened } = minutes(true);
  expect(await followStream(channel, 'id', EVENTS, new AbortController().signal)).toBe('noStream');
  expect(opened()).toBe(5 + 3);
});
