import type { FieldSpec, FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { baseOf, changedFields, differingFields, same } from '../merge/base.ts';
import { formerKeyed } from './former-keyed.ts';
import { formerSet } from './former-set.ts';
import type { SideHistory, WrittenChange } from './history.ts';

/** What one side of a pair would be without a run's writes. */
export type FormerState =
  /** The run wrote nothing there, or nothing of it is left. */
  | { readonly kind: 'asNow' }
  /** Other values. `left` names fields that somebody changed since and that therefore stay. */
  | { readonly kind: 'changed'; readonly changes: Fields; readonly left: readonly string[] }
  /** The run made the item, and it is as the run left it. */
  | { readonly kind: 'absent' }
  /** The run made the item, and somebody changed these fields since. */
  | { readonly kind: 'madeAndEdited'; readonly fields: readonly string[] }
  /** The run deleted the item. */
  | { readonly kind: 'present'; readonly fields: Fields }
  /** The item whose fields the run wrote is gone. */
  | { readonly kind: 'goneSince' }
  /** The values from before are kept no more. */
  | { readonly kind: 'forgotten' };

/**
 * Walks from the present back through what a run wrote, newest first. Each write is taken back only where the item still
 * shows it: a write that never arrived shows nothing, and an edit made since has taken its place.
 *
 * @param now the item as it stands; `null` when it is gone
 */
export function formerState(specs: FieldSpecs, history: SideHistory, now: Fields | null): FormerState {
  const writes = history.toReversed();
  let state = now;
  const left = new Set<string>();
  const reached = new Set<string>();
  for (const write of writes) {
    if (write.op === 'delete') {
      // Still there, or there again: the deletion did not come to pass, or was taken back already.
      if (state !== null) continue;
      if (write.before === null) return { kind: 'forgotten' };
      state = write.before;
    } else if (write.op === 'update') {
      if (state === null) continue;
      if (write.before === null) return { kind: 'forgotten' };
      state = withoutUpdate(specs, write, state, { left, reached });
    } else if (state !== null) {
      const edited = changedFields(specs, baseOf(specs, asKept(write)), state);
      if (edited.length > 0 && now !== null) return { kind: 'madeAndEdited', fields: edited };
      state = null;
    }
  }
  return outcomeOf(specs, history, now, state, [...left]);
}

function outcomeOf(
  specs: FieldSpecs,
  history: SideHistory,
  now: Fields | null,
  state: Fields | null,
  left: readonly string[],
): FormerState {
  if (now === null) {
    if (state !== null) return { kind: 'present', fields: state };
    const onlyUpdates = history.length > 0 && history.every(({ op }) => op === 'update');
    return onlyUpdates ? { kind: 'goneSince' } : { kind: 'asNow' };
  }
  if (state === null) return { kind: 'absent' };
  const names = differingFields(specs, now, state);
  if (names.length === 0 && left.length === 0) return { kind: 'asNow' };
  return { kind: 'changed', changes: Object.fromEntries(names.map((name) => [name, valueOf(state, name)])), left };
}

/** Notes of one walk: fields that stay, and fields whose newest write was looked at. */
interface WalkNotes {
  readonly left: Set<string>;
  readonly reached: Set<string>;
}

function withoutUpdate(specs: FieldSpecs, write: WrittenChange, state: Fields, { left, reached }: WalkNotes): Fields {
  const former: Record<string, FieldValue> = { ...state };
  const after = asKept(write);
  for (const name of Object.keys(write.after ?? {})) {
    const spec = specs[name];
    if (spec === undefined) continue;
    const values = {
      now: valueOf(state, name),
      before: valueOf(write.before ?? {}, name),
      after: valueOf(after, name),
    };
    const back = formerOf(spec, values);
    if (back.value !== undefined) former[name] = back.value;
    // Further back, the break only says that the newer write overwrote what somebody had changed in between.
    if (back.isEdited && !reached.has(name)) left.add(name);
    reached.add(name);
  }
  return former;
}

interface WrittenValues {
  readonly now: FieldValue;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** `value` is `undefined` where nothing of the write is to be seen, or nothing of it can be taken back. */
interface FormerValue {
  readonly value: FieldValue | undefined;
  readonly isEdited: boolean;
}

function formerOf(spec: FieldSpec, values: WrittenValues): FormerValue {
  switch (spec.kind) {
    case 'set':
      return { value: formerSet(spec, values.now, values), isEdited: false };
    case 'keyed':
      return formerKeyed(spec, values.now, values);
    case 'value':
      return formerValue(spec, values);
  }
}

function formerValue(spec: FieldSpec, { now, before, after }: WrittenValues): FormerValue {
  if (same(spec, now, before)) return { value: undefined, isEdited: false };
  return same(spec, now, after) ? { value: before, isEdited: false } : { value: undefined, isEdited: true };
}

function asKept({ after, kept }: WrittenChange): Fields {
  return { ...after, ...kept };
}
