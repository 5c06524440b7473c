import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Side } from '../model/index.ts';
import { plan } from './plan.ts';
import type { PlanContext } from './plan-context.ts';
import { REASON_CODES } from './reasons.ts';
import type { ExchangeState, Pair } from './state.ts';
import type { Marking, Step } from './step.ts';
import type { Cell, Switches } from './testing/cells.ts';
import { ALL_SWITCHES, linkedCells, rulesOf, unlinkedCells } from './testing/cells.ts';
import { BASE_CRM, BASE_EXCHANGE, contextOf, linkOf, liveCrm, liveExchange, NO_MATCH } from './testing/pairs.ts';

interface Case {
  readonly cell: Cell;
  readonly switches: Switches;
  readonly context: PlanContext;
  readonly step: Step;
  readonly label: string;
}

const CELLS: readonly Cell[] = [
  ...linkedCells('LINKED'),
  ...linkedCells('LINKED', true),
  ...linkedCells('DET_E'),
  ...linkedCells('DET_E', true),
  ...linkedCells('DET_C'),
  ...linkedCells('DET_C', true),
  ...unlinkedCells(),
];

const CASES: readonly Case[] = (['contacts', 'appointments'] as const).flatMap((itemType) =>
  (['field', 'item'] as const).flatMap((conflictGranularity) =>
    CELLS.flatMap((cell) =>
      ALL_SWITCHES.map((switches): Case => {
        const context = contextOf(rulesOf(switches, { conflictGranularity, exchangeCategories: ['CRM'] }), itemType);
        const { link } = cell.pair;
        const label = `${itemType} ${link?.state ?? 'unlinked'} ${cell.name} ${JSON.stringify(switches)}`;
        return { cell, switches, context, step: plan(cell.pair, cell.match, context), label };
      }),
    ),
  ),
);

function writesTo(step: Step): readonly Side[] {
  switch (step.kind) {
    case 'createInCrm':
    case 'deleteInCrm':
      return ['crm'];
    case 'createInExchange':
    case 'deleteInExchange':
      return ['exchange'];
    case 'merge':
      return [
        ...(Object.keys(step.merge.toCrm).length > 0 ? (['crm'] as const) : []),
        ...(Object.keys(step.merge.toExchange).length > 0 ? (['exchange'] as const) : []),
      ];
    default:
      return [];
  }
}

function isDelete(step: Step): boolean {
  return step.kind === 'deleteInCrm' || step.kind === 'deleteInExchange';
}

function isEdited(pair: Pair, side: Side): boolean {
  const state = side === 'crm' ? pair.crm : pair.exchange;
  const base = side === 'crm' ? BASE_CRM : BASE_EXCHANGE;
  return state.kind === 'live' && state.fields['subject'] !== base['subject'];
}

/** The first cases that break a rule; a test shows them by name. */
function breaking(holds: (one: Case) => boolean, among: readonly Case[] = CASES): readonly string[] {
  return among
    .filter((one) => !holds(one))
    .slice(0, 5)
    .map((one) => `${one.label} => ${one.step.kind} ${one.step.reason.row}`);
}

describe('every decision of the planner', () => {
  it('I5: writes fields to a side only where the rule for that direction is on', () => {
    const writes = CASES.filter(({ step }) => !isDelete(step));
    expect(breaking(({ step, switches }) => switches.uCE || !writesTo(step).includes('exchange'), writes)).toEqual([]);
    expect(breaking(({ step, switches }) => switches.uEC || !writesTo(step).includes('crm'), writes)).toEqual([]);
  });

  it('I5: deletes on a side only where the rule for deletions is on', () => {
    expect(breaking(({ step, switches }) => switches.dCE || step.kind !== 'deleteInExchange')).toEqual([]);
    expect(breaking(({ step, switches }) => switches.dEC || step.kind !== 'deleteInCrm')).toEqual([]);
  });

  it('I5: with CRM to Exchange off, Exchange gets the configured categories and no stamp', () => {
    const marked = CASES.filter(({ step }) => markingOf(step) !== null);
    expect(breaking(({ step, switches }) => markingOf(step)?.stamp === switches.uCE, marked)).toEqual([]);
    const silent = marked.filter(({ switches }) => !switches.uCE);
    expect(silent.length).toBeGreaterThan(0);
    expect(breaking(({ step }) => markingOf(step)?.categories.join() === 'CRM', silent)).toEqual([]);
  });

  it('I5: with CRM to Exchange off and no category configured, Exchange gets nothing at all', () => {
    const oneWay = CASES.filter(({ switches }) => !switches.uCE);
    const staysSilent = ({ cell, context }: Case) => {
      const quiet = { ...context, rules: { ...context.rules, exchangeCategories: [] } };
      return markingOf(plan(cell.pair, cell.match, quiet)) === null;
    };
    expect(breaking(staysSilent, oneWay)).toEqual([]);
  });

  it('I6: deletes only the counterpart of an item that is proved gone, linked, in the window, not ambiguous', () => {
    const deletions = CASES.filter(({ step }) => isDelete(step));
    expect(deletions.length).toBeGreaterThan(0);
    const hasEvidence = ({ cell, context, step }: Case) => {
      const { link, crm, exchange } = cell.pair;
      const survivor = step.kind === 'deleteInCrm' ? crm : exchange;
      const missing = step.kind === 'deleteInCrm' ? exchange : crm;
      const evidence = missing.kind === 'gone' || (missing.kind === 'left' && context.itemType === 'appointments');
      const certain = link?.state === 'LINKED' && !link.ambiguous;
      return evidence && certain && survivor.kind === 'live' && survivor.takesPart.kind === 'yes';
    };
    expect(breaking(hasEvidence, deletions)).toEqual([]);
  });

  it('I7: never deletes the edit of the side that wins', () => {
    const spares = ({ cell, context, step }: Case) => {
      const survivor = step.kind === 'deleteInCrm' ? 'crm' : 'exchange';
      return !isEdited(cell.pair, survivor) || context.rules.conflictStrategy !== survivor;
    };
    expect(
      breaking(
        spares,
        CASES.filter(({ step }) => isDelete(step)),
      ),
    ).toEqual([]);
  });

  it('never deletes, closes or detaches anything that was never linked', () => {
    const allowed = new Set<Step['kind']>(['noop', 'hold', 'merge', 'createInCrm', 'createInExchange']);
    const unlinked = CASES.filter(({ cell }) => cell.pair.link === null);
    expect(breaking(({ step }) => allowed.has(step.kind), unlinked)).toEqual([]);
  });

  it('writes nothing for a pair of which one side is excluded, or both are outside', () => {
    const frozen = CASES.filter(({ cell }) => {
      const states = [cell.pair.crm, cell.pair.exchange];
      const parts = states.map((state) => (state.kind === 'live' ? state.takesPart.kind : null));
      return parts.includes('excluded') || parts.every((part) => part === 'out');
    });
    expect(frozen.length).toBeGreaterThan(0);
    expect(breaking(({ step }) => writesTo(step).length === 0 && markingOf(step) === null, frozen)).toEqual([]);
  });

  it('writes nothing for a link of which a side is hidden, elsewhere, unproved or not read', () => {
    const unsure = CASES.filter(({ cell }) => {
      const { link, crm, exchange } = cell.pair;
      const doubt = crm.kind === 'hidden' || crm.kind === 'absent';
      return link !== null && (doubt || ['elsewhere', 'unproved', 'absent'].includes(exchange.kind));
    });
    expect(unsure.length).toBeGreaterThan(0);
    expect(breaking(({ step }) => writesTo(step).length === 0, unsure)).toEqual([]);
  });

  it('creates only where nothing is there, and never when the match is not settled', () => {
    const creates = CASES.filter(({ step }) => step.kind === 'createInCrm' || step.kind === 'createInExchange');
    expect(creates.length).toBeGreaterThan(0);
    const isFree = ({ cell, step }: Case) => {
      const { link, crm, exchange } = cell.pair;
      const target = step.kind === 'createInCrm' ? crm : exchange;
      if (link === null) return target.kind !== 'live' && cell.match.kind === 'none';
      return target.kind === 'gone' && !link.ambiguous;
    };
    expect(breaking(isFree, creates)).toEqual([]);
  });

  it('leaves detached survivors in peace: rules switched on later never delete them', () => {
    const detached = CASES.filter(({ cell }) => cell.pair.link !== null && cell.pair.link.state !== 'LINKED');
    expect(breaking(({ step }) => !isDelete(step), detached)).toEqual([]);
  });

  it('gives a reason that the catalogue knows, with exactly its parameters', () => {
    const catalogue: Readonly<Record<string, readonly string[]>> = REASON_CODES;
    const isKnown = ({ step }: Case) => {
      const given = Object.keys(step.reason.params ?? {}).toSorted();
      return catalogue[step.reason.code]?.toSorted().join() === given.join();
    };
    expect(breaking(isKnown)).toEqual([]);
  });

  it('reaches every row of the table', () => {
    const reached = new Set(CASES.map(({ step }) => step.reason.row));
    const rows = (letter: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
    const expected = [...rows('L', 15), ...rows('D', 6), ...rows('U', 6), ...rows('O', 5)];
    expect([...reached].toSorted()).toEqual(expected.toSorted());
  });

  it('is the same decision seen from the other side, where the two sides know the same things', () => {
    const known = new Set(['live', 'gone']);
    const mirrorable = CASES.filter(({ cell }) => {
      const { link, crm, exchange } = cell.pair;
      return link !== null && known.has(crm.kind) && known.has(exchange.kind);
    });
    expect(mirrorable.length).toBeGreaterThan(0);
    const isSame = ({ cell, step, context }: Case) => {
      const mirrored = plan(mirrorPair(cell.pair), NO_MATCH, { ...context, rules: mirrorRules(context.rules) });
      return isDeepStrictEqual(outline(mirrored), mirrorOutline(outline(step)));
    };
    expect(breaking(isSame, mirrorable)).toEqual([]);
  });
});

function markingOf(step: Step): Marking | null {
  return 'marking' in step ? step.marking : null;
}

/** The pair as it would be with the two sides exchanged; the bases follow their items. */
function mirrorPair({ link, crm, exchange }: Pair): Pair {
  if (link === null) throw new Error('only linked pairs are mirrored');
  const states = { LINKED: 'LINKED', DET_E: 'DET_C', DET_C: 'DET_E', CLOSED: 'CLOSED' } as const;
  return {
    link: linkOf({
      state: states[link.state],
      ambiguous: link.ambiguous,
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
