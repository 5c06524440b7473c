import type { Fields } from '../../model/index.ts';
import type { Link } from '../../sync/index.ts';
import type { World } from './world.ts';

/** A contact with a name of its own. */
export function person(givenName: string, more: Fields = {}): Fields {
  return {
    name: { givenName, surname: 'Rossi' },
    displayName: `${givenName} Rossi`,
    email1: { address: `${givenName.toLowerCase()}@example.org` },
    ...more,
  };
}

/** An appointment of one hour on a day of December 2026. */
export function appointment(subject: string, day: number, more: Fields = {}): Fields {
  const date = `2026-12-${String(day).padStart(2, '0')}`;
  const time = { kind: 'timed', start: `${date}T09:00:00Z`, end: `${date}T10:00:00Z`, zone: null };
  return { subject, time, ...more };
}

/** A pair in step, made by a first run. */
export async function pairInStep(
  world: World,
  fields: Fields,
): Promise<{ crmId: string; exchangeId: string; link: Link }> {
  const record = world.crm.put(fields);
  await world.settle();
  const link = linkOf(world, record.id);
  return { crmId: record.id, exchangeId: link.exchangeId ?? '', link };
}

export function linkOf(world: World, crmId: string): Link {
  const link = [...world.store.links.values()].filter((one) => one.crmId === crmId).at(-1);
  if (link === undefined) throw new Error(`no link for ${crmId}`);
  return link;
}
