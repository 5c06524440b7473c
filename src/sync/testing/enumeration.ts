import type { ItemType } from '../../model/index.ts';
import { plan } from '../plan.ts';
import type { PlanContext } from '../plan-context.ts';
import type { ItemRules } from '../rules.ts';
import type { Step } from '../step.ts';
import type { Cell, Switches } from './cells.ts';
import { ALL_SWITCHES, linkedCells, rulesOf, unlinkedCells } from './cells.ts';
import { furtherCells, restoredCells } from './further-cells.ts';
import { contextOf } from './pairs.ts';
import { isThinned } from './property-cases.ts';

/** One question to the planner, and its answer. */
export interface Case {
  readonly cell: Cell;
  readonly switches: Switches;
  readonly context: PlanContext;
  readonly step: Step;
}

/** Every state of a link with every pair of ends, and every pair of ends without a link. */
export function allCells(): readonly Cell[] {
  const frozen = { reviewReason: 'excluded_private' };
  const cells = [
    ...linkedCells('LINKED'),
    ...linkedCells('LINKED', { ambiguous: true }),
    ...linkedCells('LINKED', frozen),
    ...linkedCells('LINKED', { reviewReason: 'outside_window' }),
    ...linkedCells('DET_E'),
    ...linkedCells('DET_E', { ambiguous: true }),
    ...linkedCells('DET_C'),
    ...linkedCells('DET_C', { ambiguous: true }),
    ...unlinkedCells(),
    ...furtherCells(),
    ...restoredCells(),
  ];
  return [...cells, ...cells.flatMap(notChangeable)];
}

/** Where the rest of the settings matters: types of item, granularity, and the marks of the profile. */
export const ALL_MANNERS: readonly {
  readonly itemType: ItemType;
  readonly rules: Partial<ItemRules>;
}[] = (['contacts', 'appointments'] as const).flatMap((itemType) =>
  (['field', 'item'] as const).flatMap((conflictGranularity) =>
    [[], ['CRM']].map((exchangeCategories) => ({ itemType, rules: { conflictGranularity, exchangeCategories } })),
  ),
);

/** Everything that a scope can be while a side of it is not what it was. */
const FREEZES: readonly {
  readonly rules?: Partial<ItemRules>;
  readonly standing: Pick<PlanContext, 'frozen' | 'mailboxFollows'>;
}[] = [
  { standing: { frozen: 'relink' } },
  { standing: { frozen: 'restored' } },
  { standing: { frozen: 'restored' }, rules: { afterCrmRestore: 'crm' } },
  { standing: { frozen: 'restored', mailboxFollows: true } },
];

/** All cells with all settings, one after the other: a few hundred thousand questions. */
export function* allCases(cells: readonly Cell[] = allCells()): Generator<Case> {
  for (const { itemType, rules } of isThinned() ? ALL_MANNERS.slice(-1) : ALL_MANNERS)
    for (const switches of ALL_SWITCHES) yield* casesOf(cells, contextOf(rulesOf(switches, rules), itemType), switches);
  for (const { rules, standing } of FREEZES)
    for (const switches of ALL_SWITCHES)
      yield* casesOf(cells, { ...contextOf(rulesOf(switches, rules)), ...standing }, switches);
}

function* casesOf(cells: readonly Cell[], context: PlanContext, switches: Switches): Generator<Case> {
  for (const cell of cells) yield { cell, switches, context, step: plan(cell.pair, cell.match, context) };
}

/** The same cell with a record that the user sees and may not change. */
export function notChangeable(cell: Cell): readonly Cell[] {
  const { crm } = cell.pair;
  if (crm.kind !== 'live') return [];
  return [{ ...cell, pair: { ...cell.pair, crm: { ...crm, mayChange: false } } }];
}

export function labelOf({ cell, switches, context }: Case): string {
  const { link, crm } = cell.pair;
  const state = link === null ? 'not linked' : `${link.state}${link.ambiguous ? ' ambiguous' : ''}`;
  const on = Object.entries(switches).flatMap(([name, value]) => (value ? [name] : []));
  const closed = crm.kind === 'live' && !crm.mayChange ? ', not changeable' : '';
  const counts = context.rules.afterCrmRestore === 'crm' ? ' and counts' : '';
  const follows = context.mailboxFollows ? ' with another mailbox' : '';
  const frozen = context.frozen === undefined ? '' : `${context.frozen}${counts}${follows}, `;
  return `${frozen}${context.itemType} ${state} ${cell.name}${closed} [${on.join(' ')}]`;
}
