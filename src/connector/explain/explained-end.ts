import type { Side } from '../../model/index.ts';
import type { TakesPart } from '../../sync/index.ts';
import type { ExplainedPair } from '../../sync-run/index.ts';
import type { ShownFields } from '../shown-fields.ts';
import { labelOf } from './label.ts';
import type { Obstacle } from './obstacles.ts';

/** One end of a pair as it stands now. */
export interface ExplainedEnd {
  readonly id: string | null;
  /** `notOurs`: readable, and another user's. `none`: there is no counterpart. */
  readonly state: 'live' | 'gone' | 'notOurs' | 'hidden' | 'elsewhere' | 'unproved' | 'unreadable' | 'none';
  /** Of an end that is there: whether it takes part, and why not. */
  readonly takesPart: 'yes' | 'outsideWindow' | Extract<TakesPart, { kind: 'excluded' }>['reason'] | null;
  /** Name or subject. */
  readonly label: string | null;
  readonly problem: Obstacle['problem'];
}

/** @param known id of the end in the memory, or as it was asked for */
export function explainedEnd(
  { crm, exchange, failed }: Pick<ExplainedPair, 'crm' | 'exchange' | 'failed'>,
  side: Side,
  known: string | null,
  shown: ShownFields,
): ExplainedEnd {
  const end = side === 'crm' ? crm : exchange;
  const error = failed[side];
  const problem = error === null ? null : { code: error.code, details: error.details };
  const bare = { id: known, takesPart: null, label: null, problem };
  if (end.kind === 'absent') return { ...bare, state: error === null ? 'none' : 'unreadable' };
  const id = end.id === '' ? known : end.id;
  const label = 'fields' in end ? labelOf(shown(end.fields)) : null;
  if (end.kind === 'left') return { ...bare, id, label, state: 'notOurs' };
  if (end.kind !== 'live') return { ...bare, id, state: end.kind };
  return { ...bare, id, label, state: 'live', takesPart: takesPartOf(end.takesPart) };
}

function takesPartOf(takesPart: TakesPart): ExplainedEnd['takesPart'] {
  if (takesPart.kind === 'excluded') return takesPart.reason;
  return takesPart.kind === 'out' ? 'outsideWindow' : 'yes';
}
