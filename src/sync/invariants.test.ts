import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { plan } from './plan.ts';
import type { PlanContext } from './plan-context.ts';
import type { ExchangeState, Pair } from './state.ts';
import type { Step } from './step.ts';
import type { Case } from './testing/enumeration.ts';
import { allCases, allCells, labelOf } from './testing/enumeration.ts';
import { linkOf, liveCrm, liveExchange, NO_MATCH } from './testing/pairs.ts';
import { isThinned } from './testing/property-cases.ts';
import { STATIC_CHECKS } from './testing/static-checks.ts';

/** How many broken cases a failing check names. */
const SHOWN = 5;

describe('every decision of the planner', () => {
  it('passes every static check, in every cell under every setting', { timeout: 180_000 }, () => {
    const about = STATIC_CHECKS.map(() => 0);
    const broken: string[] = [];
    let asked = 0;
    for (const one of allCases()) {
      asked += 1;
      STATIC_CHECKS.forEach(({ says, among, holds }, index) => {
        if (!among(one)) return;
        about[index] = (about[index] ?? 0) + 1;
        if (!holds(one) && broken.length < SHOWN) broken.push(`${says}: ${describeCase(one)}`);
      });
    }
    expect(broken).toEqual([]);
    expect(asked).toBeGreaterThan(isThinned() ? 100_000 : 350_000);
    expect(STATIC_CHECKS.filter((_, index) => about[index] === 0).map(({ says }) => says)).toEqual([]);
  });

  it('is the same decision seen from the other side, where the two sides know the same things', () => {
    const known = new Set(['live', 'gone']);
    // Rights and stamps are of one side only; a history that names one is not the same from the other.
    const cells = allCells().filter(({ history, pair: { link, crm, exchange } }) => {
      const changeable = crm.kind !== 'live' || crm.mayChange;
      const plain = history === undefined && link !== null && changeable;
      return plain && known.has(crm.kind) && known.has(exchange.kind);
    });
    const broken: string[] = [];
    let asked = 0;
    for (const one of allCases(cells)) {
      // A freeze is about one side.
      if (one.context.frozen !== undefined) continue;
      asked += 1;
      const context = { ...one.context, rules: mirrorRules(one.context.rules) };
      const mirrored = plan(mirrorPair(one.cell.pair), NO_MATCH, context);
      const same = isDeepStrictEqual(outline(mirrored), mirrorOutline(outline(one.step)));
      if (!same && broken.length < SHOWN) broken.push(describeCase(one));
    }
    expect(broken).toEqual([]);
    expect(asked).toBeGreaterThan(isThinned() ? 10_000 : 50_000);
  });
});

function describeCase(one: Case): string {
  return `${labelOf(one)} => ${one.step.kind} ${one.step.reason.row}`;
}

/** The pair as it would be with the two sides exchanged; the bases follow their items. */
function mirrorPair({ link, crm, exchange }: Pair): Pair {
  if (link === null) throw new Error('only linked pairs are mirrored');
  const states = { LINKED: 'LINKED', DET_E: 'DET_C', DET_C: 'DET_E', CLOSED: 'CLOSED' } as const;
  return {
    link: linkOf({
      state: states[link.state],
      ambiguous: link.ambiguous,
      reviewReason: link.reviewReason,
      baseCrm: link.baseExchange,
      baseExchange: link.baseCrm,
    }),
    crm: exchange.kind === 'live' ? liveCrm(exchange.fields, exchange.takesPart) : { kind: 'gone', id: 'crm-1' },
    exchange: mirrorCrm(crm),
  };
}

function mirrorCrm(crm: Pair['crm']): ExchangeState {
  return crm.kind === 'live' ? liveExchange(crm.fields, crm.takesPart) : { kind: 'gone', id: 'exchange-1' };
}

function mirrorRules(rules: PlanContext['rules']): PlanContext['rules'] {
  return {
    ...rules,
    updateCrmToExchange: rules.updateExchangeToCrm,
    updateExchangeToCrm: rules.updateCrmToExchange,
    deleteCrmToExchange: rules.deleteExchangeToCrm,
    deleteExchangeToCrm: rules.deleteCrmToExchange,
    conflictStrategy: rules.conflictStrategy === 'crm' ? 'exchange' : 'crm',
  };
}

interface Outline {
  readonly kind: string;
  readonly row: string;
  readonly detail: unknown;
}

function outline(step: Step): Outline {
  const { row } = step.reason;
  switch (step.kind) {
    case 'merge': {
      const { toCrm, toExchange, pendingFields, conflicts } = step.merge;
      const winners = conflicts.map((conflict) => conflict.winner);
      return { kind: 'merge', row, detail: { toCrm, toExchange, pendingFields, winners, reopen: step.reopen } };
    }
    case 'detach':
      return { kind: 'detach', row, detail: step.to };
    case 'createInCrm':
    case 'createInExchange':
      return { kind: step.kind, row, detail: step.fields };
    case 'hold':
      return { kind: 'hold', row, detail: step.state };
    default:
      return { kind: step.kind, row, detail: null };
  }
}

const MIRROR_WORDS: Readonly<Record<string, string>> = {
  L2: 'L3',
  L5: 'L6',
  L8: 'L9',
  L10: 'L11',
  L14: 'L15',
  D2: 'D3',
  DET_E: 'DET_C',
  createInCrm: 'createInExchange',
  deleteInCrm: 'deleteInExchange',
  crm: 'exchange',
};

function mirrorWord(word: string): string {
  const back = Object.entries(MIRROR_WORDS).find(([, mirrored]) => mirrored === word);
  return MIRROR_WORDS[word] ?? back?.[0] ?? word;
}

function mirrorOutline({ kind, row, detail }: Outline): Outline {
  const mirrored = { kind: mirrorWord(kind), row: mirrorWord(row) };
  if (typeof detail === 'string') return { ...mirrored, detail: mirrorWord(detail) };
  if (kind !== 'merge') return { ...mirrored, detail };
  const merge = detail as { toCrm: unknown; toExchange: unknown; winners: readonly string[] };
  return {
    ...mirrored,
    detail: { ...merge, toCrm: merge.toExchange, toExchange: merge.toCrm, winners: merge.winners.map(mirrorWord) },
  };
}
