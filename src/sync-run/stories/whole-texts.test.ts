import { expect, it } from 'vitest';
import { person } from '../testing/people.ts';
import { createWorld, writesOf } from '../testing/world.ts';

const WHOLE = 'Whatever we said about the offer of last year';

it('I4: a text that Exchange had cut does not come home when its item and its record meet anew', async () => {
  const world = createWorld('contacts', { conflictStrategy: 'exchange' });
  const { id } = world.crm.put({ ...person('Anna'), displayName: WHOLE });
  await world.settle();
  const [item] = world.exchange.inFolder('synchronised');
  expect(item?.fields['displayName']).toBe(WHOLE.slice(0, 24));
  // The memory of the connector is lost.
  const later = createWorld('contacts', { conflictStrategy: 'exchange' });
  later.exchange.put(item?.fields ?? {});
  const again = later.crm.put(world.crm.records.get(id)?.fields ?? {});
  await later.settle();
  expect([later.crm.records.size, later.exchange.items.size]).toEqual([1, 1]);
  expect(later.crm.records.get(again.id)?.fields['displayName']).toBe(WHOLE);
  const before = writesOf(later);
  await later.settle();
  expect(writesOf(later)).toBe(before);
});
