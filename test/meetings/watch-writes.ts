import type { AppointmentTime, CalendarDate, Fields, Occurrences } from '../../src/model/index.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Desk, Office } from './office.ts';

const OWN = ['busyStatus', 'reminderMinutes', 'categories'];

/** From now on everything that a run writes is held against what a meeting allows. */
export function watchWrites(office: Office, violation: (what: string) => void): void {
  for (const desk of office.desks) {
    const { exchange, crm } = desk;
    const { create, update, delete: remove } = exchange;
    exchange.create = (type, batch) => {
      for (const { fields, uid } of batch) {
        if (fields['attendees'] !== undefined) violation(`M2: ${desk.user.name} would invite people`);
        if (uid !== null && isMeetingSomewhere(office, uid)) violation(`M5: the meeting ${uid} a second time`);
      }
      return create(type, batch);
    };
    exchange.update = (type, batch, resolution) => {
      for (const { ref, changes, notifies } of batch) {
        const item = exchange.items.get(ref.id);
        if (item === undefined) continue;
        judgeUpdate(office, item, changes, notifies === true, violation);
        if (callsDaysOff(item, changes) && !mayCallOffDays(office)) violation(`M4: a day of ${item.id} is called off`);
      }
      return update(type, batch, resolution);
    };
    exchange.delete = (type, batch, mode) => {
      for (const { id, notifies } of batch) {
        const item = exchange.items.get(id);
        if (item !== undefined) judgeDeletion(office, item, notifies === true, violation);
      }
      return remove(type, batch, mode);
    };
    const deleteInCrm = crm.delete;
    crm.delete = (type, batch) => {
      for (const { id } of batch)
        if (isLinkedElsewhere(office, desk, id)) violation(`M5: ${desk.user.name} takes ${id} from a colleague`);
      return deleteInCrm(type, batch);
    };
  }
}

function judgeUpdate(
  { rules }: Office,
  { id, meeting }: StoredItem,
  changes: Fields,
  notifies: boolean,
  violation: (what: string) => void,
): void {
  const shared = Object.keys(changes).filter((field) => !OWN.includes(field));
  if (shared.includes('attendees') || shared.includes('organizer')) violation(`M2: who is invited to ${id} is written`);
  if (notifies && rules.invitations !== 'notify') violation(`I11: ${id} mails under ${rules.invitations}`);
  if (notifies && shared.length === 0) violation(`M2: ${id} mails about what only its owner sees`);
  if (meeting === null || shared.length === 0) return;
  if (meeting.role === 'attendee' || meeting.isCancelled) violation(`M1: ${shared.join()} of ${id} are written`);
  else if (meeting.recipients > 0 && rules.invitations === 'never')
    violation(`M2: ${shared.join()} of ${id} are written`);
}

function callsDaysOff({ meeting, fields }: StoredItem, changes: Fields): boolean {
  if (meeting === null || meeting.recipients === 0 || !('occurrences' in changes)) return false;
  const [was, is] = [fields, changes].map(({ occurrences }) => (occurrences ?? {}) as unknown as Occurrences);
  return Object.entries(is ?? {}).some(
    ([day, { kind }]) => kind === 'deleted' && was?.[day as CalendarDate]?.kind !== 'deleted',
  );
}

function mayCallOffDays({ rules }: Office): boolean {
  return rules.invitations === 'notify' && rules.deleteCrmToExchange;
}

function judgeDeletion(
  office: Office,
  { id, meeting, fields }: StoredItem,
  notifies: boolean,
  violation: (what: string) => void,
): void {
  if (notifies && office.rules.invitations !== 'notify') violation(`I11: ${id} is called off with mail`);
  if (meeting === null || (meeting.role === 'organizer' && meeting.recipients === 0 && !meeting.isCancelled)) return;
  const isToCome = lastStart(fields) > startOfRun(office);
  const mayBeCalledOff = meeting.role === 'organizer' && !meeting.isCancelled && notifies && isToCome;
  if (!mayBeCalledOff) violation(`M4: the meeting ${id} is deleted`);
}

/** Of a weekly meeting that of its last week. */
function lastStart(fields: Fields): string {
  const { start, recurrence } = fields['time'] as unknown as Extract<AppointmentTime, { kind: 'timed' }>;
  const weeks = recurrence?.range.kind === 'numbered' ? recurrence.range.occurrences - 1 : 0;
  return new Date(Date.parse(start) + weeks * 7 * 86_400_000).toISOString();
}

/** Minutes pass while a run waits for what became of a write. */
function startOfRun(office: Office): string {
  return new Date(Date.parse(office.now()) - 600_000).toISOString();
}

/** One that takes place. Of one that came and went between two runs nobody could know. */
function isMeetingSomewhere({ desks }: Office, uid: string): boolean {
  return desks.some(({ exchange }) =>
    exchange
      .inFolder('synchronised')
      .some((item) => item.uid === uid && item.meeting?.isCancelled === false && item.meeting.recipients > 0),
  );
}

function isLinkedElsewhere({ desks, stores }: Office, desk: Desk, crmId: string): boolean {
  return desks.some(
    (other) =>
      other !== desk &&
      [...stores.of(other.scopeId).links.values()].some((link) => link.state === 'LINKED' && link.crmId === crmId),
  );
}
