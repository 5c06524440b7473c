import { APPOINTMENT_FIELDS, sameValue } from '../../src/model/index.ts';
import type { Link } from '../../src/sync/index.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { onlyKeptDaysDiffer } from '../invariants/meetings.ts';
import type { Desk, Office } from './office.ts';

interface Held {
  readonly desk: Desk;
  readonly link: Link;
  readonly item: StoredItem;
}

/**
 * What is wrong with the office when nobody does anything any more.
 * @param emptied meetings of which the organizer took everybody out before the own mailbox was read: what was called off for
 * an attendee is a meeting, and what the organizer has is an appointment, so nobody can tell that they are one
 */
export function judgeRest(office: Office, emptied: ReadonlySet<string>): readonly string[] {
  const held = office.desks.flatMap((desk) => pairsOf(office, desk));
  return [
    ...oneRecordForAMeeting(held.filter(({ item }) => !emptied.has(item.uid ?? ''))),
    ...sidesAgree(office, held),
    ...nothingLeftOut(office, held),
  ];
}

function pairsOf({ stores }: Office, desk: Desk): readonly Held[] {
  return [...stores.of(desk.scopeId).links.values()].flatMap((link) => {
    const item = desk.exchange.items.get(link.exchangeId ?? '');
    return link.state === 'LINKED' && item !== undefined ? [{ desk, link, item }] : [];
  });
}

/** M5 */
function oneRecordForAMeeting(held: readonly Held[]): readonly string[] {
  const records = new Map<string, Set<string>>();
  // Who was taken out of a meeting keeps what was called off for him.
  for (const { item, link } of held)
    if (item.uid !== null && item.meeting?.isCancelled === false && link.crmId !== null)
      records.set(item.uid, (records.get(item.uid) ?? new Set()).add(link.crmId));
  return [...records].flatMap(([uid, ids]) => (ids.size > 1 ? [`M5: ${uid} is ${[...ids].join(' and ')}`] : []));
}

/** I9: what nobody is waiting for is the same on both sides; of a colleague's record that colleague's mailbox says so. */
function sidesAgree({ rules }: Office, held: readonly Held[]): readonly string[] {
  if (!rules.updateCrmToExchange || !rules.updateExchangeToCrm) return [];
  return held.flatMap(({ desk, link, item }) => {
    const record = desk.crm.records.get(link.crmId ?? '');
    if (record === undefined || record.ownerId !== desk.user.id || link.pending) return [];
    return (['subject', 'time', 'occurrences'] as const).flatMap((name) => {
      const kept = name === 'subject' ? String(record.fields[name]).slice(0, 24) : (record.fields[name] ?? null);
      const [ours, theirs] = [kept, item.fields[name] ?? null];
      if (name === 'occurrences' && onlyKeptDaysDiffer({ link, record, item })) return [];
      if (sameValue(APPOINTMENT_FIELDS[name], ours, theirs)) return [];
      return [`I9: ${name} of ${record.id} is ${JSON.stringify(ours)}, of ${item.id} ${JSON.stringify(theirs)}`];
    });
  });
}

/** I8: what takes part and is in a calendar is in the CRM. */
function nothingLeftOut({ rules, desks, stores }: Office, held: readonly Held[]): readonly string[] {
  if (!rules.updateExchangeToCrm) return [];
  return desks.flatMap((desk) =>
    desk.exchange
      .inFolder('synchronised')
      .filter(
        (item) => item.meeting?.isCancelled !== true && !held.some((one) => one.desk === desk && one.item === item),
      )
      .filter(({ id }) => ![...stores.of(desk.scopeId).links.values()].some((link) => link.exchangeId === id))
      .filter(
        ({ id }) =>
          !['review', 'pending'].includes(stores.of(desk.scopeId).unlinked.get(`exchange:${id}`)?.state ?? ''),
      )
      .map(({ id }) => `I8: ${id} of ${desk.user.name} is not in the CRM`),
  );
}
