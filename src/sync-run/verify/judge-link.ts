import type { FieldSpecs, Fields } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Finding, FindingKind } from '../../store/findings.ts';
import type { Link, Step } from '../../sync/index.ts';
import { isRememberedForDeletion } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { describeStep } from '../plan/describe-step.ts';
import type { Run } from '../run.ts';
import { wasFiledAway } from '../settle/links.ts';

/**
 * What is wrong with a linked pair, by comparing what the planner would do with what the memory says is done.
 * @param stored the link as it is remembered; the unit's own may have learned more
 * @param isHinted one of its ends waits to be looked at, so a difference is no surprise
 */
export function judgeLink(
  run: Pick<Run, 'input' | 'specs'>,
  { unit, step }: PlannedUnit,
  stored: Link,
  isHinted: boolean,
): readonly Finding[] {
  const found = (kind: FindingKind, repair: Finding['repair'], more: Partial<Finding> = {}): Finding => ({
    kind,
    crmId: stored.crmId,
    exchangeId: stored.exchangeId,
    label: describeStep(run, { unit, step }).label,
    fields: [],
    details: {},
    repair,
    ...more,
  });
  const findings: Finding[] = [];
  const { item } = unit;
  if (item !== null && item.id !== stored.exchangeId && stored.exchangeId !== null) {
    // One of several that it may be: the next run follows it, and remembers that this was a guess.
    const repair = unit.link?.ambiguous === true ? 'lookAgain' : 'relink';
    findings.push(found('linkMoved', repair, { details: { movedTo: item.id } }));
  }
  if (item !== null && item.id === stored.exchangeId && stored.stamped !== (item.stamp === stored.stamp))
    findings.push(found('wrongStamp', 'relink', { details: { stamped: item.stamp === stored.stamp } }));
  if (isHinted || isAtRest(step, stored)) return findings;
  const missing = missingEnd(unit, stored);
  if (missing !== null) findings.push(found(missing, 'lookAgain', { details: { reason: step.reason.code } }));
  else if (findings.every(({ kind }) => kind !== 'linkMoved'))
    findings.push(
      found(isChanged(unit, stored) ? 'missedChange' : 'differs', 'lookAgain', {
        fields: changedFields(unit, stored, run.specs),
        details: { reason: step.reason.code },
      }),
    );
  return findings;
}

/** Carrying the step out would leave everything as it is: it was carried out when the pair was looked at last. */
function isAtRest(step: Step, link: Link): boolean {
  if (step.kind === 'noop') return step.reason.row !== 'L1' || (!link.pending && link.reviewReason === null);
  // A pair that was let go rests in many ways. What is noted of them is noted at the next look, and nothing hangs on it.
  if (link.state !== 'LINKED') return restsDetached(step, link);
  // What waited waits no more: its day has come meanwhile, of which no side tells.
  if (step.kind === 'merge') return step.reason.code === 'occurrence_kept' && step.marking === null && link.pending;
  if (step.kind !== 'hold') return false;
  switch (step.state) {
    case 'pending':
      return link.pending;
    case 'review':
      return link.reviewReason === step.reason.code;
    case 'suspended':
      return wasFiledAway(link) || isRememberedForDeletion(link.reviewReason);
    case 'asleep':
    case 'ignored':
      return true;
    case 'wait':
      return false;
  }
}

function restsDetached(step: Step, { state }: Link): boolean {
  if (step.kind === 'detach') return step.to === state;
  return step.kind === 'suppress' || (step.kind === 'hold' && step.state !== 'wait');
}

/** An end that the link still counts on, and that is not there as it should be. */
function missingEnd({ crm, exchange }: Unit, { state }: Link): FindingKind | null {
  if (state !== 'DET_C' && exchange.kind !== 'live') return 'itemMissing';
  return state !== 'DET_E' && crm.kind !== 'live' ? 'recordMissing' : null;
}

/** By the versions that were noted when the pair was in step. A pair that waits for something has noted none. */
function isChanged({ record, item }: Unit, { crmVersion, changeKey }: Link): boolean {
  return (record?.version ?? null) !== crmVersion || (item?.changeKey ?? null) !== changeKey;
}

function changedFields({ crm, exchange }: Unit, link: Link, specs: FieldSpecs): readonly string[] {
  const differs = (base: Fields, end: Unit['crm'] | Unit['exchange'], name: string): boolean => {
    const spec = specs[name];
    return spec !== undefined && 'fields' in end && !sameValue(spec, valueOf(base, name), valueOf(end.fields, name));
  };
  return Object.keys(specs).filter(
    (name) => differs(link.baseCrm, crm, name) || differs(link.baseExchange, exchange, name),
  );
}
