import type { CrmCreate, CrmWriteOutcome } from '../../src/crm/port.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { Doubt } from './history.ts';
import { isVisible, originOf } from './mailbox.ts';
import type { RunContext } from './run-context.ts';

/**
 * An appointment's record is not its organizer's. A colleague was given it, and has it as one of the own: nobody who is
 * invited to the meeting afterwards joins that (M5), nor sees it. Or it is his who is invited: he had thrown his item away,
 * and one who takes part in it invites him. The record of the meeting stands beside it.
 */
export function doubtGivenAway(
  { history, mailbox }: Pick<RunContext, 'history' | 'mailbox'>,
  { uid, fields, isApart }: CrmCreate,
  outcome: CrmWriteOutcome,
): void {
  const isOfMany = (fields['attendees'] ?? null) !== null;
  if (outcome.kind !== 'done' || uid === null || isApart === true || !isOfMany) return;
  const { crm, memory, itemType } = mailbox;
  const links = [...memory.links.values()];
  const isLinked = ({ id }: StoredRecord): boolean =>
    links.some(({ crmId, state }) => crmId === id && state !== 'DET_C');
  const isLeft = ({ id }: StoredRecord): boolean => links.some(({ crmId }) => crmId === id);
  const origin = originOf(itemType, fields);
  const doubt = (why: Doubt, isSo: (record: StoredRecord) => boolean): void => {
    if (history.doubts.some((one) => one.origin === origin && one.why === why)) return;
    if ([...crm.records.values()].some((record) => record.uid === uid && !isLinked(record) && isSo(record)))
      history.doubt(origin, why);
  };
  doubt('given away before others were invited', (record) => !isVisible(mailbox, record));
  doubt('thrown away before an invitation to it', (record) => isVisible(mailbox, record) && isLeft(record));
}
