import type { ReasonCode } from './reasons.ts';
import type { Step } from './step.ts';

/**
 * A side as a whole is not what it was. `relink`: the mailbox is another one, or much of it vanished at once.
 * `restored`: the CRM was restored from a backup. Until that is over nothing is concluded from what is missing,
 * and nothing is deleted on either side.
 */
export type Frozen = 'relink' | 'restored';

/** Steps that nobody could answer for without a person: they hold the whole plan until it is approved. */
const ASKING: readonly ReasonCode[] = [
  'item_not_recognised',
  'record_lost',
  'record_back',
  'record_older_undecided',
  'record_maybe_older',
  'record_reinstated',
  'ownership_maybe_older',
];

/** Whether a step of a frozen plan asks for an approval. */
export function asksBeforeThaw({ reason }: Step): boolean {
  return (ASKING as readonly string[]).includes(reason.code);
}

/** No mailbox has this fingerprint: the one of the scope is recognised when the CRM's freeze is over. */
export const UNRECOGNISED = '';

/** What the standing of a scope means for its plans: the part of a `PlanContext` that it decides. */
export function frozenBy({
  status,
  mailboxFingerprint,
}: {
  readonly status: string;
  readonly mailboxFingerprint: string | null;
}): { readonly frozen?: Frozen; readonly mailboxFollows?: true } {
  if (status === 'relink') return { frozen: status };
  if (status !== 'restored') return {};
  return { frozen: status, ...(mailboxFingerprint === UNRECOGNISED ? { mailboxFollows: true } : {}) };
}
