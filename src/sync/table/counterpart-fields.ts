import type { FieldSpecs, Fields } from '../../model/index.ts';
import { uncut } from '../merge/uncut.ts';
import type { Link } from '../state.ts';
import { withUntold } from '../untold.ts';
import type { Survivor } from './survivor-edit.ts';

/**
 * What the counterpart of a survivor is made of. Of what a private survivor does not tell, that is what the counterpart was
 * when the pair was settled: what the survivor had there may never have been carried, such as a category of the profile.
 * So it is of a text that the survivor's side had cut: the whole one went with the counterpart.
 */
export function fieldsForCounterpart(
  specs: FieldSpecs,
  { baseCrm, baseExchange }: Link,
  { side, item }: Survivor,
): Fields {
  const [own, other] = side === 'exchange' ? [baseExchange, baseCrm] : [baseCrm, baseExchange];
  return uncut(specs, withUntold(item, other), { own, other });
}
