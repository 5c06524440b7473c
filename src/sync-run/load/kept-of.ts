import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { FieldSpec, Fields, FieldValue } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Bases } from '../../sync/index.ts';
import { baseOf, basesOfAttendee, basesOfOrganizer } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { withCutText } from './cut-texts.ts';
import { onlyDaysAsSent } from './missing-days.ts';

/**
 * The bases of a pair whose create was found again later, less what its item does not show. Whether the server never
 * kept that or a person emptied it meanwhile nobody can tell; so the two meet there as if for the first time, where
 * a value beats an empty field. The other way round a crash would empty the CRM of whatever a server does not keep. Changed
 * occurrences are written after the series, one by one: of those also less what stands there otherwise.
 */
export function withoutWhatIsMissing(run: Run, bases: Bases, item: Pick<ExchangeItem, 'fields'>): Bases {
  const baseCrm: Record<string, FieldValue> = { ...bases.baseCrm };
  const baseExchange: Record<string, FieldValue> = { ...bases.baseExchange };
  for (const [name, spec] of Object.entries(run.specs)) {
    if (spec.kind === 'keyed') {
      const seen = { sent: valueOf(bases.baseExchange, name), found: valueOf(item.fields, name) };
      putOrDrop(baseCrm, name, onlyDaysAsSent(spec, valueOf(baseCrm, name), seen));
      putOrDrop(baseExchange, name, onlyDaysAsSent(spec, valueOf(baseExchange, name), seen));
      continue;
    }
    const sent = partsOf(spec, valueOf(bases.baseExchange, name));
    const now = partsOf(spec, valueOf(item.fields, name));
    for (const part of Object.keys(sent).filter((key) => now[key] === undefined)) {
      drop(baseCrm, spec, name, part);
      drop(baseExchange, spec, name, part);
    }
  }
  return { baseCrm, baseExchange };
}

/**
 * The bases of a pair whose record an earlier attempt had made, less what the record shows otherwise than it was sent
 * now. Whether that is what the earlier attempt sent or somebody's edit nobody can tell; taken for an edit, an old value
 * would go over a newer one of the item. So the two meet there as if for the first time.
 */
export function withoutWhatDiffers(run: Run, bases: Bases, record: Pick<CrmRecord, 'fields'> | null): Bases {
  if (record === null) return { baseCrm: {}, baseExchange: {} };
  return onlyWhereEqual(run, bases, bases.baseCrm, record.fields);
}

/** The same of an item that is one of several attempts of ours, nobody knows which. */
export function withoutWhatItemDiffersIn(run: Run, bases: Bases, item: Pick<ExchangeItem, 'fields'>): Bases {
  return onlyWhereEqual(run, bases, bases.baseExchange, item.fields);
}

function onlyWhereEqual(run: Run, { baseCrm, baseExchange }: Bases, sent: Fields, found: Fields): Bases {
  const equal = Object.entries(run.specs).flatMap(([name, spec]) =>
    sameValue(spec, valueOf(sent, name), valueOf(found, name)) ? [name] : [],
  );
  const only = (base: Fields): Fields =>
    Object.fromEntries(equal.flatMap((name) => (base[name] === undefined ? [] : [[name, base[name]] as const])));
  return { baseCrm: only(baseCrm), baseExchange: only(baseExchange) };
}

/**
 * The bases of a pair whose record was made anew, by this mailbox or by another one that holds it too: where the record
 * shows what was sent, that is agreed now, and elsewhere what was agreed before still is.
 */
export function withAgreed(run: Run, sent: Bases, before: Bases, record: Pick<CrmRecord, 'fields'>): Bases {
  const baseCrm: Record<string, FieldValue> = { ...before.baseCrm };
  const baseExchange: Record<string, FieldValue> = { ...before.baseExchange };
  for (const [name, spec] of Object.entries(run.specs)) {
    if (!sameValue(spec, valueOf(sent.baseCrm, name), valueOf(record.fields, name))) continue;
    baseCrm[name] = valueOf(sent.baseCrm, name);
    baseExchange[name] = valueOf(sent.baseExchange, name);
  }
  return { baseCrm: baseOf(run.specs, baseCrm), baseExchange: baseOf(run.specs, baseExchange) };
}

/**
 * The bases of a pair whose record was there already, of the same meeting. What an attendee's calendar has for itself is not
 * compared, and in the rest the calendars of two people may show different things. Where nothing may go to Exchange
 * (`isInvited`) that is an edit of the CRM that waits, as one made since would be: should the record become this user's
 * own, Exchange may write over it, and then a conflict tells. To the organizer, whose record it is now, all is open: what
 * the record had is what an attendee knew of the meeting, or entered in the CRM; where another item of this mailbox had
 * it (`wasOwn`), what this user did.
 */
export function basesOfJoined(
  run: Run,
  { baseExchange }: Pick<Bases, 'baseExchange'>,
  record: Pick<CrmRecord, 'fields' | 'mayChange'>,
  { wasOwn, isInvited }: { readonly wasOwn: boolean; readonly isInvited: boolean },
): Bases {
  const bases = { baseCrm: baseOf(run.specs, record.fields), baseExchange };
  if (record.mayChange) return basesOfOrganizer(run.specs, bases, wasOwn);
  return isInvited ? withWaitingEdits(run, basesOfAttendee(bases)) : basesOfAttendee(bases);
}

/** Whoever was invited, does not organize the meeting. */
export function isInvited(item: Pick<ExchangeItem, 'meeting'> | null): boolean {
  return item?.meeting?.role === 'attendee';
}

/** What only Exchange can know of a meeting is nobody's edit, nor is a text that it cut. */
function withWaitingEdits(run: Run, { baseCrm, baseExchange }: Bases): Bases {
  const agreed: Record<string, FieldValue> = { ...baseCrm };
  for (const [name, spec] of Object.entries(run.specs)) {
    const [ours, theirs] = [valueOf(baseCrm, name), valueOf(baseExchange, name)];
    if (spec.toldBy !== undefined || sameValue(spec, withCutText(spec, ours, theirs), theirs)) continue;
    putOrDrop(agreed, name, theirs);
  }
  return { baseCrm: agreed, baseExchange };
}

const WHOLE = '';

/** A field of one piece counts as one part. */
function partsOf(spec: FieldSpec, value: FieldValue): Readonly<Record<string, FieldValue>> {
  const normal = spec.normalise(value);
  if (normal === null) return {};
  if (spec.optionalParts !== 'all' || typeof normal !== 'object') return { [WHOLE]: normal };
  return normal as Readonly<Record<string, FieldValue>>;
}

function drop(base: Record<string, FieldValue>, spec: FieldSpec, name: string, part: string): void {
  const { [part]: _missing, ...rest } = partsOf(spec, valueOf(base, name));
  if (part === WHOLE || Object.keys(rest).length === 0) delete base[name];
  else base[name] = rest;
}

function putOrDrop(base: Record<string, FieldValue>, name: string, value: FieldValue): void {
  if (value === null) delete base[name];
  else base[name] = value;
}
