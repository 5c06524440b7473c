import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ITEM_KINDS } from '../mapping/item-kind.ts';
import { newItem } from '../mapping/item-to-wire.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { readXml } from '../xml/read.ts';

const ROUNDS = 2_000;
/** For what warms up meanwhile. A shape for each new item leaves 500, one for each answer 3,000. */
const MOST_BYTES_A_ROUND = 400;

setFlagsFromString('--expose-gc');
const collect: (options: { readonly type: 'minor' | 'major' }) => void = runInNewContext('gc');

/** What is left among the old objects of V8 by young collections alone: a shape for each object, and what it refers to. */
function bytesLeftByRound(work: () => unknown): number {
  const collected = (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      work();
      if (round % 50 === 0) collect({ type: 'minor' });
    }
  };
  collected(ROUNDS);
  collect({ type: 'major' });
  const before = oldBytes();
  collected(ROUNDS);
  return (oldBytes() - before) / ROUNDS;
}

function oldBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;
}

describe('what one request needs is gone with it', () => {
  const answer = Buffer.from(
    '<GetItemResponse><ResponseMessages><GetItemResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode></GetItemResponseMessage></ResponseMessages></GetItemResponse>',
  );

  it('for an answer and its messages', () => {
    expect(bytesLeftByRound(() => readResponseMessages(readXml(answer)))).toBeLessThan(MOST_BYTES_A_ROUND);
  });

  it('for a new item', () => {
    const fields = Object.fromEntries(
      ['companyName', 'jobTitle', 'department', 'notes', 'nickname', 'mobilePhone'].map((field) => [field, field]),
    );
    const create = { fields, stamp: '0'.repeat(32), addCategories: ['CRM'], uid: null };
    const context = { version: 'Exchange2013_SP1', homeZone: null } as const;
    expect(bytesLeftByRound(() => newItem({ ...create }, ITEM_KINDS.contacts, context))).toBeLessThan(
      MOST_BYTES_A_ROUND,
    );
  });
});
