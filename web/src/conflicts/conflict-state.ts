import type { Conflict } from './calls.ts';

export function stateColour(state: Conflict['state']): string {
  if (state === 'open') return 'orange.9';
  return state === 'superseded' ? 'gray.7' : 'teal.9';
}

/** The side whose value gave way: there a decision writes. */
export function loserOf({ winner }: Pick<Conflict, 'winner'>): 'crm' | 'exchange' {
  return winner === 'crm' ? 'exchange' : 'crm';
}
