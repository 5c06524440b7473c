import type { CrmSide, CrmWriteOutcome } from '../../src/crm/port.ts';
import { serverBusy, timedOut } from './faults.ts';
import { doubtGivenAway } from './given-away.ts';
import { originOf } from './mailbox.ts';
import { recordedCrm } from './recorded-sides.ts';
import type { RunContext } from './run-context.ts';
import { LATE_AT_MOST_MS } from './run-context.ts';
import { withSomeUnread } from './unread.ts';

const CALL_MS = 60;

/** The CRM behind a network: a batch is answered as a whole, or not at all. */
export function reachCrm(context: RunContext): CrmSide {
  const { schedule, process, faults, mailbox } = context;
  const { crm } = mailbox;
  const writes = recordedCrm(context, crm);

  const asked = async (name: string): Promise<void> => {
    const since = schedule.nowMs();
    await schedule.turn(process, `crm.${name}`, CALL_MS);
    if (schedule.nowMs() - since > context.callTimeoutMs) throw timedOut();
  };
  const reading = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    await asked(name);
    const fault = faults.strikes('unreachable', 'backOff');
    if (fault === 'unreachable') throw timedOut();
    if (fault === 'backOff') throw serverBusy(faults.random);
    return schedule.effect(work);
  };
  const writing = async <T>(
    name: string,
    batch: readonly T[],
    one: (item: T) => Promise<CrmWriteOutcome>,
  ): Promise<readonly CrmWriteOutcome[]> => {
    await asked(name);
    const all = async (): Promise<CrmWriteOutcome[]> => {
      const outcomes: CrmWriteOutcome[] = [];
      for (const item of batch) outcomes.push(await one(item));
      return outcomes;
    };
    switch (faults.strikes('lostRequest', 'lostResponse', 'lateLanding', 'staleVersion', 'backOff')) {
      case 'lostRequest':
        throw timedOut();
      case 'lostResponse':
        await schedule.effect(all);
        throw timedOut();
      case 'lateLanding':
        schedule.later(`late crm.${name}`, 1 + faults.random.whole(LATE_AT_MOST_MS), all);
        throw timedOut();
      case 'backOff':
        throw serverBusy(faults.random);
      case 'staleVersion':
        if (name.startsWith('create')) return schedule.effect(all);
        return batch.map(() => ({ kind: 'conflict' }));
      case null:
        return schedule.effect(all);
    }
  };

  return {
    user: crm.user,
    versionOrder: crm.versionOrder,
    recurrence: crm.recurrence,
    times: crm.times,
    mark: () => reading('mark', () => crm.mark()),
    listChanges: (type, cursor) => reading('listChanges', () => crm.listChanges(type, cursor)),
    read: (type, ids) =>
      reading(`read ${ids.join(' ')}`, async () => withSomeUnread(context, ids, await crm.read(type, ids))),
    findByExternalKeys: (type, keys) => reading('findByExternalKeys', () => crm.findByExternalKeys(type, keys)),
    create: (type, batch) =>
      writing(`create ${batch.map(({ fields }) => originOf(type, fields)).join(' ')}`, batch, async (create) => {
        const outcome = await writes.create(type, create);
        doubtGivenAway(context, create, outcome);
        return outcome;
      }),
    update: (type, batch) =>
      writing(`update ${batch.map(({ id }) => id).join(' ')}`, batch, (update) => writes.update(type, update)),
    delete: (type, batch) =>
      writing(`delete ${batch.map(({ id }) => id).join(' ')}`, batch, (ref) => writes.delete(type, ref)),
  };
}
