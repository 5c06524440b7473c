import type { FieldSpecs, Fields } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Bases } from '../merge/settled-bases.ts';
import { isPersonal } from './closed-by-meeting.ts';

/**
 * The bases of a meeting's record that is the organizer's from now on. What only the organizer can know is news for it,
 * and where a colleague's calendar had made it also what that calendar has for itself. In all else the two meet as if for
 * the first time: where they differ, somebody may have entered it in the CRM.
 *
 * @param wasOwn whether this very calendar had the record before
 */
export function basesOfOrganizer(specs: FieldSpecs, { baseCrm, baseExchange }: Bases, wasOwn: boolean): Bases {
  const differs = (name: string): boolean => {
    const spec = specs[name];
    return spec !== undefined && !sameValue(spec, valueOf(baseCrm, name), valueOf(baseExchange, name));
  };
  const isOrganizers = (name: string): boolean => (isPersonal(name) && !wasOwn) || specs[name]?.toldBy !== undefined;
  const only = (base: Fields, keeps: (name: string) => boolean): Fields =>
    Object.fromEntries(Object.entries(base).filter(([name]) => keeps(name)));
  const isAgreed = (name: string): boolean => !differs(name);
  // As if Exchange had once had what the record has: against nothing at all, a value that is the default is no change.
  const known = only(baseCrm, isOrganizers);
  return {
    baseCrm: { ...only(baseCrm, isAgreed), ...known },
    baseExchange: { ...only(baseExchange, isAgreed), ...known },
  };
}
