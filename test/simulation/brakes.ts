import type { BrakeLimits } from '../../src/sync/index.ts';
import type { Swarm } from './swarm.ts';

/** With small worlds nothing would ever pass the product's own limits. */
const TIGHT: BrakeLimits = {
  massDelete: { items: 1, share: 0.2 },
  sideEmpty: { links: 2 },
  massChange: { items: 2, share: 0.5 },
  massCreate: { items: 2, share: 0.5 },
  companyDelete: { items: 3, share: 0.5, from: 2 },
  massMail: { meetings: 5 },
  notRecognised: { share: 0.6 },
};
const NONE: BrakeLimits = {
  massDelete: { items: 1_000, share: 1 },
  sideEmpty: { links: 1_000 },
  massChange: { items: 1_000, share: 1 },
  massCreate: { items: 1_000, share: 1 },
  companyDelete: { items: 1_000, share: 1, from: 1_000 },
  massMail: { meetings: 5 },
  notRecognised: { share: 0.05 },
};
const ONE_DELETION: BrakeLimits = { ...NONE, companyDelete: { items: 1, share: 1, from: 1 } };

export function brakesOf({ oneDeletion, tightBrakes }: Pick<Swarm, 'oneDeletion' | 'tightBrakes'>): BrakeLimits {
  if (oneDeletion) return ONE_DELETION;
  return tightBrakes ? TIGHT : NONE;
}
