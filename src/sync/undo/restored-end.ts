import type { FieldSpecs, Fields } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { baseOf, same } from '../merge/base.ts';
import type { LinkState } from '../state.ts';
import { editBeside } from '../table/survivor-edit.ts';

/** What a link remembers of an item that was made anew from its before-image. */
export interface RestoredEnd {
  readonly base: Fields;
  readonly suppressed: readonly string[];
}

/** Fields of one side. */
export interface RestoredFields {
  /** From before the deletion. */
  readonly base: Fields;
  /** The before-image. */
  readonly sent: Fields;
  /** What the side made of it. */
  readonly now: Fields;
}

/**
 * What the two had agreed on is settled as it stands there now; an edit that had not travelled before the deletion is
 * an edit still. Beside a deletion that stands it went with the pair (D2, D3), and travels once the other side is back (D5).
 * @param state of the pair from now on
 */
export function restoredEnd(specs: FieldSpecs, { base, sent, now }: RestoredFields, state: LinkState): RestoredEnd {
  const restored = restoredBase(specs, base, sent, now);
  const edit = state === 'LINKED' ? null : editBeside(specs, restored, now);
  return { base: restored, suppressed: edit === null ? [] : [edit] };
}

function restoredBase(specs: FieldSpecs, base: Fields, sent: Fields, now: Fields): Fields {
  const waiting = Object.entries(specs).flatMap(([name, spec]) =>
    same(spec, valueOf(base, name), valueOf(sent, name)) ? [] : [[name, valueOf(base, name)] as const],
  );
  return baseOf(specs, { ...now, ...Object.fromEntries(waiting) });
}
