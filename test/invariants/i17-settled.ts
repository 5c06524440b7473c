import type { FieldSpec, Fields, FieldValue } from '../../src/model/index.ts';
import { isSeriesTime, sameValue, synchronisedFields, valueOf } from '../../src/model/index.ts';
import { countedBase, withoutManagedCategories } from '../../src/sync/index.ts';
import { waitsForEnd } from './ended-series.ts';
import type { PairView } from './looking.ts';
import { isAwake, isParked, isPoisoned, livePairs } from './looking.ts';
import { isForOwner, waitsInCrm, waitsInExchange } from './meetings.ts';
import type { Observation, ScopeView } from './observation.ts';
import { isWithheld } from './privacy.ts';
import type { Invariant } from './violation.ts';
import { saysNothingNew } from './whole-text.ts';

export const settled: Invariant = {
  id: 'I17',
  says: 'what is equal on both sides is in the base, and no change waits that may travel',
  needs: 'rest',
  check: (observation) => [
    ...observation.scopes
      .filter(({ rules }) => rules.synchronise)
      .flatMap((scope) =>
        livePairs(scope)
          .filter((pair) => isAwake(pair) && !isHeldUp(pair, scope, observation))
          .flatMap((pair) => unsettled(pair, scope, observation.rest?.today ?? '')),
      ),
    ...(observation.rest?.findings ?? []).map((finding) => `a verification finds: ${finding}`),
  ],
};

function isHeldUp({ record, item }: PairView, scope: ScopeView, observation: Observation): boolean {
  return isPoisoned(observation, record.origin, item.origin) || isParked(scope, record.id, item.id);
}

function unsettled(
  pair: PairView,
  { id, itemType, rules, asExchangeKeeps }: ScopeView,
  today: string,
): readonly string[] {
  const { link, record, item } = pair;
  const asKept = { record: { ...record, fields: asExchangeKeeps(record.fields) }, item };
  // A category that entered the profile is nobody's edit.
  const specs = synchronisedFields(itemType);
  const inExchange = withoutManagedCategories(link.baseExchange, rules.exchangeCategories);
  const baseExchange = countedBase(specs, inExchange, item.fields);
  const baseCrm = countedBase(specs, link.baseCrm, record.fields);
  const toExchange = rules.updateCrmToExchange;
  const toCrm = rules.updateExchangeToCrm && record.mayChange;
  return Object.entries(specs).flatMap(([name, spec]) => {
    if (isForOwner(name, record.mayChange, item) || isWithheld(name, pair, rules)) return [];
    const ours = valueOf(record.fields, name);
    const theirs = valueOf(item.fields, name);
    const oursChanged = !isSame(spec, valueOf(baseCrm, name), ours);
    const theirsChanged = !isSame(spec, valueOf(baseExchange, name), theirs);
    if (!oursChanged && !theirsChanged) return [];
    const where = `${id}: ${name} of ${record.id} and ${item.id}`;
    if (isSame(spec, ours, theirs)) return [`${where} is equal and not in the base`];
    const waits = waitsInCrm(name, asKept, { rules, today }) || waitsForEnd(name, record.fields, item.fields);
    const [agreedInCrm, agreedInExchange] = [valueOf(baseCrm, name), valueOf(baseExchange, name)];
    const crmAsBeginning = {
      whole: theirs,
      beginning: ours,
      agreed: { whole: agreedInExchange, beginning: agreedInCrm },
    };
    const exchangeAsBeginning = {
      whole: ours,
      beginning: theirs,
      agreed: { whole: agreedInCrm, beginning: agreedInExchange },
    };
    const [isNewInExchange, isNewInCrm] = [
      oursChanged && !saysNothingNew(spec, crmAsBeginning),
      theirsChanged && !saysNothingNew(spec, exchangeAsBeginning),
    ];
    const mayTravel =
      (isNewInExchange && toExchange && !waits) || (isNewInCrm && toCrm && !waitsInExchange(name, { link, ...asKept }));
    return mayTravel && !waitsForRule(name, record.fields, item.fields, { toExchange, toCrm })
      ? [`${where} waits although it may travel: ${JSON.stringify(ours)} | ${JSON.stringify(theirs)}`]
      : [];
  });
}

/**
 * The two sides have another rule for a series: an occurrence has no place where its day is not given, and under R2 the
 * rule itself waits while one direction is closed.
 */
function waitsForRule(
  name: string,
  ours: Fields,
  theirs: Fields,
  open: { readonly toExchange: boolean; readonly toCrm: boolean },
): boolean {
  const spec = synchronisedFields('appointments')['time'];
  const times = [ours, theirs].map((fields) => valueOf(fields, 'time'));
  if (spec === undefined || !times.some(isSeriesTime) || isSame(spec, times[0] ?? null, times[1] ?? null)) return false;
  return name === 'occurrences' || (name === 'time' && !(open.toExchange && open.toCrm));
}

/** Of a record with parts, what both sides tell: not every server keeps initials. */
function isSame(spec: FieldSpec, left: FieldValue, right: FieldValue): boolean {
  if (spec.optionalParts === undefined || !isRecord(left) || !isRecord(right)) return sameValue(spec, left, right);
  const shared = Object.keys(left).filter(
    (part) => right[part] !== undefined && left[part] !== null && right[part] !== null,
  );
  const only = (value: Readonly<Record<string, FieldValue>>): FieldValue =>
    Object.fromEntries(shared.map((part) => [part, value[part] ?? null]));
  return sameValue(spec, only(left), only(right));
}

function isRecord(value: FieldValue): value is Readonly<Record<string, FieldValue>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
