import type { FieldSpecs, Fields } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { baseOf, same } from '../merge/base.ts';

/**
 * The base of an item that was made anew from its before-image, and is one of a pair again. What the two had agreed on
 * is settled as it stands there now; an edit that had not travelled before the deletion is an edit still.
 *
 * @param base of the same side, from before the deletion
 * @param sent the before-image
 * @param now what the side made of it
 */
export function restoredBase(specs: FieldSpecs, base: Fields, sent: Fields, now: Fields): Fields {
  const waiting = Object.entries(specs).flatMap(([name, spec]) =>
    same(spec, valueOf(base, name), valueOf(sent, name)) ? [] : [[name, valueOf(base, name)] as const],
  );
  return baseOf(specs, { ...now, ...Object.fromEntries(waiting) });
}
