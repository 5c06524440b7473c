import type { Fields } from '../../model/index.ts';
import type { Link } from '../state.ts';
import { withUntold } from '../untold.ts';
import type { Survivor } from './survivor-edit.ts';

/**
 * What the counterpart of a survivor is made of. Of what a private survivor does not tell, that is what the counterpart was
 * when the pair was settled: what the survivor had there may never have been carried, such as a category of the profile.
 */
export function fieldsForCounterpart({ baseCrm, baseExchange }: Link, { side, item }: Survivor): Fields {
  return withUntold(item, side === 'exchange' ? baseCrm : baseExchange);
}
