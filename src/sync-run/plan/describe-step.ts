import type { Fields, FieldValue } from '../../model/index.ts';
import { valueOf, withoutPrivateContent } from '../../model/index.ts';
import type { Step } from '../../sync/index.ts';
import { mailsOf } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { unitKey } from '../load/unit.ts';
import type { PlannedStep, PlanStep } from '../ports.ts';
import type { Run } from '../run.ts';
import { changesOf } from './step-changes.ts';
import type { Tally } from './tally.ts';

/** A step as the document of a plan keeps it: with what each written field holds now and would hold then. */
export function planStepOf(run: Run, planned: PlannedUnit): PlanStep {
  return { ...describeStep(run, planned), changes: changesOf(run, planned) };
}

/** A step as the report shows it, which more people may read than the owner of its items. */
export function describeStep({ input }: Pick<Run, 'input'>, { unit, step }: PlannedUnit): PlannedStep {
  const shown = input.rules.privateItems === 'full' ? (fields: Fields) => fields : withoutPrivateContent;
  return {
    kind: step.kind === 'merge' && step.link ? 'link' : step.kind,
    row: step.reason.row,
    code: step.reason.code,
    params: step.reason.params ?? {},
    state: step.kind === 'hold' ? step.state : null,
    crmId: unit.record?.id ?? unit.link?.crmId ?? null,
    exchangeId: unit.item?.id ?? unit.link?.exchangeId ?? null,
    label: labelOf(shown(fieldsOf(unit.crm) ?? fieldsOf(unit.exchange) ?? madeBy(step))),
    counterpart: fieldsOf(unit.crm) === null ? null : labelOf(shown(fieldsOf(unit.exchange) ?? {})),
    startsAt: startOf(fieldsOf(unit.crm) ?? fieldsOf(unit.exchange) ?? madeBy(step)),
    toCrm: Object.keys(step.kind === 'merge' ? step.merge.toCrm : step.kind === 'createInCrm' ? step.fields : {}),
    toExchange: Object.keys(
      step.kind === 'merge' ? step.merge.toExchange : step.kind === 'createInExchange' ? step.fields : {},
    ),
    ...(mailsOf(step) === 0 ? {} : { mails: mailsOf(step) }),
  };
}

/** Counts a step as if it had been carried out: for previews and held runs. */
export function countAsPlanned(tally: Tally, { unit, step }: PlannedUnit): void {
  tally.count('mails', mailsOf(step));
  switch (step.kind) {
    case 'createInExchange':
      return tally.count('createdInExchange');
    case 'createInCrm':
      return tally.count('createdInCrm');
    case 'deleteInExchange':
      return tally.count('deletedInExchange');
    case 'deleteInCrm':
      return tally.count('deletedInCrm');
    case 'detach':
      return tally.count('detached');
    case 'merge':
      // What a new pair unites is part of its linking.
      if (step.link) tally.count('linked');
      if (!step.link && Object.keys(step.merge.toCrm).length > 0) tally.count('updatedInCrm');
      if (!step.link && Object.keys(step.merge.toExchange).length > 0) tally.count('updatedInExchange');
      if (step.merge.pendingFields.length > 0) tally.count('pending');
      return tally.count('conflicts', step.merge.conflicts.length);
    case 'hold':
    case 'noop':
      return countAtRest(tally, unit, step);
    case 'suppress':
    case 'close':
      return;
  }
}

/** Steps that write to neither side count the same whether planned or done. */
export function countAtRest(tally: Tally, unit: Unit, step: Extract<Step, { kind: 'hold' | 'noop' }>): void {
  if (step.kind === 'noop') tally.count('unchanged');
  else if (step.state === 'pending') tally.countOnce('pending', unitKey(unit));
  else if (step.state === 'review') tally.countOnce('review', unitKey(unit));
  else if (isNotSynchronised(step.reason.code)) tally.countOnce('notSynchronised', unitKey(unit));
}

const NOT_SYNCHRONISED: ReadonlySet<string> = new Set([
  'excluded_series',
  'excluded_meeting',
  'excluded_cancelled_meeting',
  'excluded_ended_series',
]);

/** Whether the code says that the item is of a kind that is shown and counted, and never written. */
export function isNotSynchronised(code: string): boolean {
  return NOT_SYNCHRONISED.has(code);
}

/** Steps that a person would want to see in a list. */
export function isWorthListing({ step }: PlannedUnit): boolean {
  return step.kind !== 'noop' && !(step.kind === 'hold' && step.state !== 'review' && step.state !== 'pending');
}

function fieldsOf(state: Unit['crm'] | Unit['exchange']): Fields | null {
  return 'fields' in state ? state.fields : null;
}

/** An undo makes items anew of which neither end is there. */
function madeBy(step: Step): Fields {
  return step.kind === 'createInCrm' || step.kind === 'createInExchange' ? step.fields : {};
}

function startOf(fields: Fields): string | null {
  const time = valueOf(fields, 'time');
  if (time === null || typeof time !== 'object' || Array.isArray(time)) return null;
  const { start, startDate } = time as Readonly<Record<string, FieldValue>>;
  return typeof start === 'string' ? start : typeof startDate === 'string' ? startDate : null;
}

function labelOf(fields: Fields): string | null {
  const text = (value: FieldValue): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return (
    text(valueOf(fields, 'displayName')) ??
    text(valueOf(fields, 'subject')) ??
    text(valueOf(fields, 'fileAs')) ??
    nameOf(valueOf(fields, 'name')) ??
    text(valueOf(fields, 'companyName'))
  );
}

function nameOf(value: FieldValue): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const name = value as Readonly<Record<string, FieldValue>>;
  const parts = [name['givenName'], name['surname']].filter((part): part is string => typeof part === 'string');
  return parts.length === 0 ? null : parts.join(' ');
}
