import type { TFunction } from 'i18next';
import type { Plan } from './calls.ts';

type Counts = Plan['counts'];
type Side = 'crm' | 'exchange';

interface Writes {
  readonly created: number;
  readonly changed: number;
  readonly deleted: number;
}

export function writesOn(side: Side, counts: Counts): Writes {
  return side === 'crm'
    ? { created: counts.createdInCrm, changed: counts.updatedInCrm, deleted: counts.deletedInCrm }
    : { created: counts.createdInExchange, changed: counts.updatedInExchange, deleted: counts.deletedInExchange };
}

/** "In Exchange: 3 created, 1 deleted", a sentence for each side that is written; and what is linked. */
export function writesInWords(t: TFunction, counts: Counts): readonly string[] {
  const sides = (['exchange', 'crm'] as const).flatMap((side) => {
    const some = Object.entries(writesOn(side, counts)).filter(([, count]) => count > 0);
    if (some.length === 0) return [];
    const what = some.map(([name, count]) => t(`plans.apply.${name}`, { count })).join(', ');
    return [t(`plans.apply.onSide.${side}`, { what })];
  });
  return counts.linked === 0 ? sides : [...sides, t('plans.apply.linked', { count: counts.linked })];
}

/** In words, because numbers are skimmed. @param mode how this profile deletes in Exchange; `null`: not known */
export function deletionsInWords(
  t: TFunction,
  { deletedInCrm, deletedInExchange }: Counts,
  mode: 'deletedItems' | 'permanent' | null,
): readonly string[] {
  const inExchange = mode === null ? 'exchange' : mode === 'permanent' ? 'exchangePermanent' : 'exchangeDeletedItems';
  const sentences: string[] = [];
  if (deletedInExchange > 0) sentences.push(t(`plans.apply.deletions.${inExchange}`, { count: deletedInExchange }));
  if (deletedInCrm > 0) sentences.push(t('plans.apply.deletions.crm', { count: deletedInCrm }));
  return sentences;
}

/** Whether carrying it out would change anything anywhere. */
export function doesSomething({ counts }: Plan): boolean {
  const { linked, detached } = counts;
  const writes = [writesOn('crm', counts), writesOn('exchange', counts)].flatMap((side) => Object.values(side));
  return [linked, detached, ...writes].some((count) => count > 0);
}
