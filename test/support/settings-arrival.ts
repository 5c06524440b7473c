import { expect } from 'vitest';
import { sidesOf } from './settings-sides.ts';
import type { Place } from './settings-world.ts';

/** The settings let everything through: what stands in the mailbox is in the CRM after a run, and the other way round. */
export async function expectArrival(place: Place): Promise<void> {
  const contacts = sidesOf(place, 'contacts');
  const here = Object.keys(await contacts.inCrm()).length;
  const fromExchange = `Anna Arrivo${here}`;
  const fromCrm = `Carlo Arrivo${here}`;
  contacts.addInExchange(fromExchange);
  await contacts.addInCrm(fromCrm);
  const { all } = await place.sync();
  expect(all.map(({ outcome, problem }) => [outcome, problem])).toEqual(all.map(() => ['done', null]));
  expect(await contacts.inCrm()).toMatchObject({ [fromExchange]: 'prima' });
  expect(contacts.inExchange()).toMatchObject({ [fromCrm]: 'prima' });
}

/** All runs fail with this code, and nothing of the mailbox is in the CRM. */
export async function expectRefusal(place: Place, code: string): Promise<void> {
  const contacts = sidesOf(place, 'contacts');
  const refused = `Rita Rifiutata${Object.keys(contacts.inExchange()).length}`;
  contacts.addInExchange(refused);
  const { all } = await place.sync();
  expect(all.map(({ outcome, problem }) => [outcome, problem?.code])).toEqual(all.map(() => ['failed', code]));
  expect(await contacts.inCrm()).not.toHaveProperty(refused);
}
