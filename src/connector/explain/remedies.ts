import type { StoredJournalEntry } from '../../store/port.ts';
import type { PendingBecause, Reason } from '../../sync/index.ts';
import type { RemedyCode } from './remedy.ts';
import { remedyFor } from './remedy.ts';

/** What a person can do, and the setting that it is about, as profiles and accounts name it. */
export interface Remedy {
  readonly code: RemedyCode;
  readonly setting: string | null;
}

const SETTINGS_OF: Readonly<Partial<Record<string, (params: NonNullable<Reason['params']>) => readonly string[]>>> = {
  update_rule_off: ({ changedOn }) => [...updateRules(changedOn)],
  create_rule_off: ({ newOn }) => [...updateRules(newOn)],
  delete_rule_off: ({ deletedOn }) => [deletedOn === 'crm' ? 'deleteCrmToExchange' : 'deleteExchangeToCrm'],
  deletion_not_carried: ({ survivor }) => [survivor === 'exchange' ? 'deleteCrmToExchange' : 'deleteExchangeToCrm'],
  edit_left_alone: () => ['conflictStrategy'],
  deletion_wins: () => ['conflictStrategy'],
  outside_window: () => ['appointmentsFrom'],
  left_window: () => ['appointmentsFrom'],
  excluded_filter: ({ side }) => [side === 'crm' ? 'crmItems' : 'exchangeItems'],
  excluded_private: () => ['privateItems'],
  private_content: () => ['privateItems'],
  invitations_never: () => ['invitations'],
  record_older: () => ['afterCrmRestore'],
  record_older_undecided: () => ['afterCrmRestore'],
  record_reinstated: () => ['afterCrmRestore'],
  record_maybe_older: () => ['afterCrmRestore'],
};

/** What would change what the reason tells; one for each setting that it is about. */
export function remediesOf({ code, params = {} }: Reason): readonly Remedy[] {
  const remedy = remedyFor(code);
  const settings = SETTINGS_OF[code]?.(params) ?? [];
  return settings.length === 0
    ? [{ code: remedy, setting: null }]
    : settings.map((setting) => ({ code: remedy, setting }));
}

/** What would let a field travel that a pair keeps back by itself; `null` where a rule would. */
export function remedyOfPending(because: PendingBecause): Remedy | null {
  switch (because) {
    case 'notOrganizer':
      return { code: 'ask_organizer', setting: null };
    case 'invitationsNever':
      return { code: 'allow_invitations', setting: 'invitations' };
    case 'toldByExchange':
      return { code: 'invite_in_outlook', setting: null };
    case 'private':
      return { code: 'synchronise_private_items', setting: 'privateItems' };
    case 'occurrencesWouldLose':
    case 'lastOccurrence':
      return { code: 'change_in_outlook', setting: null };
    case 'meetingCancelled':
    case 'occurrenceShared':
      return { code: 'nothing_to_do', setting: null };
    default:
      return null;
  }
}

/** An undo deletes on one side what a run had made there: no rule would have carried that over. */
export function remediesOfStep(reason: Reason, newest: StoredJournalEntry | undefined): readonly Remedy[] {
  const isUndone = reason.code === 'deletion_not_carried' && newest?.reason.code === 'undo_created';
  return isUndone ? [{ code: 'undo_the_undo', setting: null }] : remediesOf(reason);
}

/** The rules that let a change travel which was made there. */
export function updateRules(changedOn: string | number | undefined): readonly string[] {
  if (changedOn === 'crm') return ['updateCrmToExchange'];
  return changedOn === 'exchange' ? ['updateExchangeToCrm'] : ['updateCrmToExchange', 'updateExchangeToCrm'];
}
