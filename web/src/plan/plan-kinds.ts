import type { Plan } from './calls.ts';

/** In the order in which a person reads them: what is written, then what is only noted. */
const ORDER = [
  'deleteInExchange',
  'deleteInCrm',
  'createInExchange',
  'createInCrm',
  'link',
  'merge',
  'detach',
  'hold',
  'close',
  'suppress',
];

export interface PlanKind {
  readonly kind: string;
  /** Steps of this kind in the whole plan. */
  readonly count: number;
}

export function kindsOf({ groups }: Plan): readonly PlanKind[] {
  const placeOf = (kind: string) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
  return Object.entries(groups)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => ({ kind, count }))
    .toSorted((a, b) => placeOf(a.kind) - placeOf(b.kind));
}

export function kindColour(kind: string): string {
  if (kind === 'deleteInCrm' || kind === 'deleteInExchange') return 'red.9';
  if (kind === 'hold' || kind === 'detach') return 'orange.9';
  return kind === 'suppress' || kind === 'close' ? 'gray.7' : 'lagoon.8';
}
