import { describe, expect, it } from 'vitest';
import { type Side } from '../model/index.ts';
import { plan } from './plan.ts';
import { type PlanContext } from './plan-context.ts';
import { REASON_CODES } from './reasons.ts';
import { type ExchangeState, type Pair } from './state.ts';
import { type Step } from './step.ts';
import { ALL_SWITCHES, type Cell, linkedCells, rulesOf, type Switches, unlinkedCells } from './testing/cells.ts';
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

describe('every decision of the planner', () => {
  it('I5: writes fields to a side only where the rule for that direction is on', () => {
    for (const { step, switches, label } of CASES) {
      if (isDelete(step)) continue;
      if (writesTo(step).includes('exchange')) expect(switches.uCE, label).toBe(true);
      if (writesTo(step).includes('crm')) expect(switches.uEC, label).toBe(true);
    }
  });

  it('I5: deletes on a side only where the rule for deletions is on', () => {
    for (const { step, switches, label } of CASES) {
      if (step.kind === 'deleteInExchange') expect(switches.dCE, label).toBe(true);
      if (step.kind === 'deleteInCrm') expect(switches.dEC, label).toBe(true);
    }
  });

  it('I5: with CRM to Exchange off, Exchange gets the configured categories and no stamp', () => {
    const marked = CASES.flatMap(({ step, switches, label }) =>
      'marking' in step && step.marking !== null ? [{ marking: step.marking, switches, label }] : [],
    );
    for (const { marking, switches, label } of marked) expect(marking.stamp, label).toBe(switches.uCE);
    const silent = marked.filter(({ switches }) => !switches.uCE);
    expect(silent.length).toBeGreaterThan(0);
    for (const { marking } of silent) expect(marking.categories).toEqual(['CRM']);
  });

  it('I5: with CRM to Exchange off and no category configured, Exchange gets nothing at all', () => {
    for (const { cell, switches, context } of CASES.filter((candidate) => !candidate.switches.uCE)) {
      const quiet = { ...context, rules: { ...context.rules, exchangeCategories: [] } };
      const step = plan(cell.pair, cell.match, quiet);
      if ('marking' in step) expect(step.marking, `${cell.name} ${JSON.stringify(switches)}`).toBeNull();
    }
  });

  it('I6: deletes only the counterpart of an item that is proved gone, linked, in the window, not hidden, not ambiguous', () => {
    const deletions = CASES.filter(({ step }) => isDelete(step));
    expect(deletions.length).toBeGreaterThan(0);
    for (const { cell, context, step, label } of deletions) {
      const { link, crm, exchange } = cell.pair;
      expect(link?.state, label).toBe('LINKED');
      expect(link?.ambiguous, label).toBe(false);
      const survivor = step.kind === 'deleteInCrm' ? crm : exchange;
      const missing = step.kind === 'deleteInCrm' ? exchange : crm;
      expect(survivor, label).toMatchObject({ kind: 'live', takesPart: { kind: 'yes' } });
      const evidence = missing.kind === 'gone' || (missing.kind === 'left' && context.itemType === 'appointments');
      expect(evidence, label).toBe(true);
    }
  });

  it('I7: never deletes the edit of the side that wins', () => {
    for (const { cell, context, step, label } of CASES.filter((candidate) => isDelete(candidate.step))) {
      const survivor = step.kind === 'deleteInCrm' ? 'crm' : 'exchange';
      if (isEdited(cell.pair, survivor)) expect(context.rules.conflictStrategy, label).not.toBe(survivor);
    }
  });

  it('never deletes, closes or detaches anything that was never linked', () => {
    for (const { cell, step, label } of CASES) {
      if (cell.pair.link !== null) continue;
      expect(['noop', 'hold', 'merge', 'createInCrm', 'createInExchange'], label).toContain(step.kind);
    }
  });

  it('writes nothing for a pair of which one side is excluded, or both are outside', () => {
    for (const { cell, step, label } of CASES) {
      const states = [cell.pair.crm, cell.pair.exchange];
      const parts = states.map((state) => (state.kind === 'live' ? state.takesPart.kind : null));
      const frozen = parts.includes('excluded') || parts.every((part) => part === 'out');
      if (frozen) expect(writesTo(step), label).toEqual([]);
    }
  });

  it('writes nothing while a side is hidden, elsewhere, unproved or not read, except to an unlinked item', () => {
    for (const { cell, step, label } of CASES) {
      const { link, crm, exchange } = cell.pair;
      const unsure =
        ['hidden', 'absent'].includes(crm.kind) || ['elsewhere', 'unproved', 'absent'].includes(exchange.kind);
      if (link !== null && unsure) expect(writesTo(step), label).toEqual([]);
    }
  });

  it('creates only where nothing is there, and never when the match is not settled', () => {
    for (const { cell, step, label } of CASES) {
      if (step.kind !== 'createInCrm' && step.kind !== 'createInExchange') continue;
      const { link, crm, exchange } = cell.pair;
      const target = step.kind === 'createInCrm' ? crm : exchange;
      expect(target.kind, label).not.toBe('live');
      if (link === null) expect(cell.match.kind, label).toBe('none');
      else expect(target.kind, label).toBe('gone');
      expect(link?.ambiguous ?? false, label).toBe(false);
    }
  });

  it('leaves detached survivors in peace: rules switched on later never delete them', () => {
    for (const { cell, step, label } of CASES) {
      if (cell.pair.link === null || cell.pair.link.state === 'LINKED') continue;
      expect(isDelete(step), label).toBe(false);
    }
  });

  it('gives a reason that the catalogue knows, with exactly its parameters', () => {
    for (const { step, label } of CASES) {
      const code = step.reason.code as keyof typeof REASON_CODES;
      expect(REASON_CODES, label).toHaveProperty(code);
      expect(Object.keys(step.reason.params ?? {}).sort(), label).toEqual([...REASON_CODES[code]].sort());
    }
  });

  it('reaches every row of the table', () => {
    const reached = new Set(CASES.map(({ step }) => step.reason.row));
    const rows = [
      ...Array.from({ length: 15 }, (_, index) => `L${index + 1}`),
      ...Array.from({ length: 6 }, (_, index) => `D${index + 1}`),
      ...Array.from({ length: 6 }, (_, index) => `U${index + 1}`),
      ...Array.from({ length: 5 }, (_, index) => `O${index + 1}`),
    ];
    expect([...reached].sort()).toEqual(rows.sort());
  });

  it('is the same decision seen from the other side, where the two sides know the same things', () => {
    const symmetric = new Set(['live', 'gone']);
    for (const { cell, step, context, label } of CASES) {
      const { link, crm, exchange } = cell.pair;
      if (link === null || !symmetric.has(crm.kind) || !symmetric.has(exchange.kind)) continue;
      const mirrored = plan(mirrorPair(cell.pair), NO_MATCH, { ...context, rules: mirrorRules(context.rules) });
      expect(outline(mirrored), label).toEqual(mirrorOutline(outline(step)));
    }
  });
});

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
