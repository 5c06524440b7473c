import type { FieldSpecs, Fields, FieldValue, Side } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { FieldOutcome, Step } from '../../sync/index.ts';
import type { ExplainedPair } from '../../sync-run/index.ts';
import type { ShownFields } from '../shown-fields.ts';
import type { Remedy } from './remedies.ts';
import { remedyOfPending, updateRules } from './remedies.ts';

/** One field of an item: what both sides say, what they last agreed on, and what becomes of it. */
export interface ExplainedField {
  readonly field: string;
  readonly baseCrm: FieldValue;
  readonly baseExchange: FieldValue;
  readonly crm: FieldValue;
  readonly exchange: FieldValue;
  readonly changedOn: Side | 'none' | 'both';
  /** `rests`: the pair as a whole is left alone. */
  readonly outcome: FieldOutcome['kind'] | 'rests';
  /** What is written; `null` also where nothing is. */
  readonly value: FieldValue;
  /** Both sides changed the field: the one whose value is taken. */
  readonly winner: Side | null;
  readonly remedies: readonly Remedy[];
}

/** Fields that have a value anywhere, in the order of the item's fields. */
export function explainedFields(specs: FieldSpecs, pair: ExplainedPair, shown: ShownFields): readonly ExplainedField[] {
  const base = { crm: pair.link?.baseCrm ?? {}, exchange: pair.link?.baseExchange ?? {} };
  const now = { crm: fieldsOf(pair.crm), exchange: fieldsOf(pair.exchange) };
  const told = {
    baseCrm: shown(base.crm),
    baseExchange: shown(base.exchange),
    crm: now.crm && shown(now.crm),
    exchange: now.exchange && shown(now.exchange),
  };
  return Object.entries(specs).flatMap(([field, spec]) => {
    const of = (fields: Fields | null): FieldValue => (fields === null ? null : valueOf(fields, field));
    const values = {
      baseCrm: of(told.baseCrm),
      baseExchange: of(told.baseExchange),
      crm: of(told.crm),
      exchange: of(told.exchange),
    };
    if (Object.values(values).every((value) => value === null)) return [];
    const changed = (side: Side): boolean =>
      pair.link !== null && now[side] !== null && !sameValue(spec, of(base[side]), of(now[side]));
    const outcome = outcomeOf(pair, field, values);
    return [
      {
        field,
        ...values,
        changedOn: sidesOf(changed('crm'), changed('exchange')),
        outcome: outcome.kind,
        value: 'value' in outcome ? outcome.value : null,
        winner: pair.merge?.conflicts.find((conflict) => conflict.field === field)?.winner ?? null,
        remedies: remediesOfField(pair, outcome, field),
      },
    ];
  });
}

type Outcome = FieldOutcome | { readonly kind: 'rests' };

function outcomeOf(
  { step, merge }: ExplainedPair,
  field: string,
  { crm, exchange }: { readonly crm: FieldValue; readonly exchange: FieldValue },
): Outcome {
  if (step?.kind === 'createInExchange')
    return crm === null ? { kind: 'unchanged' } : { kind: 'toExchange', value: crm };
  if (step?.kind === 'createInCrm')
    return exchange === null ? { kind: 'unchanged' } : { kind: 'toCrm', value: exchange };
  const merged = merge?.outcomes[field] ?? { kind: 'unchanged' as const };
  if (step === null || merge === null) return { kind: 'rests' };
  return movesFields(step) || merged.kind === 'unchanged' ? merged : { kind: 'rests' };
}

/** What a merge says of a field counts only where the pair as a whole is not left alone. */
function movesFields(step: Step): boolean {
  return step.kind === 'merge' || (step.kind === 'hold' && step.state === 'pending');
}

function remediesOfField({ crm, merge }: ExplainedPair, outcome: Outcome, field: string): readonly Remedy[] {
  if (merge?.conflicts.some((conflict) => conflict.field === field) === true)
    return [{ code: 'decide_conflict', setting: 'conflictStrategy' }];
  if (outcome.kind !== 'pending') return [];
  const { changedOn, because } = outcome;
  const named = because === undefined ? null : remedyOfPending(because);
  if (named !== null) return [named];
  if (changedOn === 'exchange' && crm.kind === 'live' && !crm.mayChange)
    return [{ code: 'restore_rights', setting: null }];
  return updateRules(changedOn).map((setting) => ({ code: 'switch_on_update_rule', setting }));
}

function sidesOf(crm: boolean, exchange: boolean): ExplainedField['changedOn'] {
  if (crm && exchange) return 'both';
  if (crm) return 'crm';
  return exchange ? 'exchange' : 'none';
}

function fieldsOf(end: ExplainedPair['crm'] | ExplainedPair['exchange']): Fields | null {
  return 'fields' in end ? end.fields : null;
}
