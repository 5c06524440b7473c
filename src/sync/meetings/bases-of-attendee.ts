import type { Fields } from '../../model/index.ts';
import type { Bases } from '../merge/settled-bases.ts';
import { isPersonal } from './closed-by-meeting.ts';

/**
 * The bases of a meeting's record that is a colleague's. What this calendar has for itself was never agreed with it: should
 * the record become its user's own, the two meet there as if for the first time.
 */
export function basesOfAttendee({ baseCrm, baseExchange }: Bases): Bases {
  return { baseCrm: withoutPersonal(baseCrm), baseExchange: withoutPersonal(baseExchange) };
}

function withoutPersonal(base: Fields): Fields {
  return Object.fromEntries(Object.entries(base).filter(([name]) => !isPersonal(name)));
}
