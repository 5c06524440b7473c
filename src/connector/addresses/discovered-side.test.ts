import { expect, test } from 'vitest';
import type { EwsOptions } from '../../exchange/ews/index.ts';
import type { ExchangeSide } from '../../exchange/port.ts';
import { discoveredSide } from './discovered-side.ts';

test('a mailbox that moves to and fro is opened once at each place, and both are closed in the end', async () => {
  const places = ['https://one.example/EWS', 'https://two.example/EWS'];
  const opened: string[] = [];
  const closed: string[] = [];
  let moves = 0;
  const book = { urlFor: async () => places[(moves += 1) % 2] ?? '', doubt: () => false };
  const connect = ({ url }: EwsOptions) => {
    opened.push(url);
    const side = { identify: async () => url, close: async () => void closed.push(url) };
    return side as unknown as ExchangeSide;
  };
  const side = discoveredSide({} as EwsOptions, book, connect);
  for (let call = 0; call < 10; call += 1) await side.identify();
  await side.close();
  expect(opened.toSorted()).toEqual(places);
  expect(closed.toSorted()).toEqual(places);
});
