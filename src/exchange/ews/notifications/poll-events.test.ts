import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SoapChannel } from '../soap/channel.ts';
import { readXml } from '../xml/read.ts';
import { pollEvents } from './poll-events.ts';

const more = (watermark: number) =>
  readXml(
    `<m:R xmlns:m="m"><m:ResponseMessages><m:M ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Notification><m:MoreEvents>true</m:MoreEvents><m:StatusEvent><m:Watermark>${watermark}</m:Watermark></m:StatusEvent></m:Notification></m:M></m:ResponseMessages></m:R>`,
  );

test('a server that always has more is not asked without a pause', async () => {
  let asked = 0;
  const send = async () => {
    await sleep(0);
    asked += 1;
    return more(asked);
  };
  const stopping = new AbortController();
  const subscription = { id: 'id', watermark: '0' };
  const channel = { send } as unknown as SoapChannel;
  const watching = pollEvents(channel, subscription, () => {}, stopping.signal, 500);
  await sleep(1_200);
  stopping.abort();
  expect(await watching).toBe('aborted');
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(42);
});
