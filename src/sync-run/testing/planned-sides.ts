import type { Fields, FieldValue, Side } from '../../model/index.ts';
import { canonicalText, valueOf } from '../../model/index.ts';
import type { PlanStep, StoredJournalEntry } from '../../store/port.ts';
import type { World } from './world.ts';

/** What stands on both sides, by id. Categories of Exchange are among the fields; folders that are not synchronised are left out. */
export interface Sides {
  readonly crm: ReadonlyMap<string, Fields>;
  readonly exchange: ReadonlyMap<string, Fields>;
}

export function sidesOf({ crm, exchange }: Pick<World, 'crm' | 'exchange'>): Sides {
  return {
    crm: new Map([...crm.records.values()].map(({ id, fields }) => [id, { ...fields }])),
    exchange: new Map(
      exchange.inFolder('synchronised').map(({ id, fields, categories }) => [id, withCategories(fields, categories)]),
    ),
  };
}

/** The sides as a plan says that they will be. What it makes is named by its other end. */
export function sidesAfter(before: Sides, steps: readonly PlanStep[]): Sides {
  const after = { crm: new Map(before.crm), exchange: new Map(before.exchange) };
  for (const step of steps) {
    if (step.kind === 'deleteInCrm') after.crm.delete(step.crmId ?? '');
    if (step.kind === 'deleteInExchange') after.exchange.delete(step.exchangeId ?? '');
    if (step.kind === 'deleteInCrm' || step.kind === 'deleteInExchange') continue;
    for (const { side, field, after: value } of step.changes) {
      const id = placeOf(step, side);
      after[side].set(id, { ...after[side].get(id), [field]: value });
    }
  }
  return after;
}

/** Where the plan is wrong about what stands there now. */
export function wrongBefores(before: Sides, steps: readonly PlanStep[]): readonly string[] {
  return steps.flatMap((step) =>
    step.changes.flatMap(({ side, field, before: said }) => {
      const there = valueOf(before[side].get(placeOf(step, side)) ?? {}, field);
      return canonicalText(there) === canonicalText(said)
        ? []
        : [`${step.kind} ${side} ${field}: ${canonicalText(there)}`];
    }),
  );
}

/** For comparison: contents only of what was made since, ids and contents of all else. */
export function contentsOf(sides: Sides, known: Sides): readonly string[] {
  return (['crm', 'exchange'] as const)
    .flatMap((side) =>
      [...sides[side]].map(([id, fields]) => {
        const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
        return `${side} ${known[side].has(id) ? id : 'new'} ${canonicalText(filled)}`;
      }),
    )
    .sort();
}

/** The writes that a plan announces, as the journal tells them. Categories are told as one list there and here not. */
export function writesPlanned(steps: readonly PlanStep[]): readonly string[] {
  return steps
    .flatMap((step): readonly string[] => {
      const written = (side: Side): string => textOf(step.changes.filter((change) => change.side === side));
      switch (step.kind) {
        case 'createInCrm':
          return [`create crm ${written('crm')}`];
        case 'createInExchange':
          return [`create exchange ${written('exchange')}`];
        case 'deleteInCrm':
          return [`delete crm ${step.crmId}`];
        case 'deleteInExchange':
          return [`delete exchange ${step.exchangeId}`];
        case 'detach':
          return ['detach'];
        case 'link':
        case 'merge': {
          const updates = (['crm', 'exchange'] as const).flatMap((side) => {
            const text = written(side);
            return text === '' ? [] : [`update ${side} ${side === 'crm' ? step.crmId : step.exchangeId} ${text}`];
          });
          return step.kind === 'link' ? [...updates, `link ${step.crmId} ${step.exchangeId}`] : updates;
        }
        default:
          return [];
      }
    })
    .sort();
}

export function writesDone(journal: readonly StoredJournalEntry[]): readonly string[] {
  return journal
    .flatMap(({ op, side, crmId, exchangeId, after }): readonly string[] => {
      const written = textOf(Object.entries(after ?? {}).map(([field, value]) => ({ field, after: value })));
      const id = side === 'crm' ? crmId : exchangeId;
      if (op === 'create') return [`create ${side} ${written}`];
      if (op === 'delete') return [`delete ${side} ${id}`];
      if (op === 'update') return written === '' ? [] : [`update ${side} ${id} ${written}`];
      if (op === 'link') return [`link ${crmId} ${exchangeId}`];
      return op === 'detach' ? ['detach'] : [];
    })
    .sort();
}

function textOf(changes: readonly { readonly field: string; readonly after: FieldValue }[]): string {
  const fields = changes
    .filter(({ field, after }) => field !== 'categories' && !(after === null && field === ''))
    .map(({ field, after }) => `${field}=${canonicalText(after)}`);
  return fields.sort().join(' ');
}

function placeOf({ crmId, exchangeId }: PlanStep, side: Side): string {
  const own = side === 'crm' ? crmId : exchangeId;
  return own ?? `made from ${side === 'crm' ? exchangeId : crmId}`;
}

function withCategories(fields: Fields, categories: readonly string[]): Fields {
  return categories.length === 0 ? { ...fields } : { ...fields, categories };
}
