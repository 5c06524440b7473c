import type { CrmCreate, CrmSide, CrmWriteOutcome } from '../../src/crm/port.ts';
import type {
  ConflictResolution,
  ExchangeCreate,
  ExchangeDelete,
  ExchangeDeleteMode,
  ExchangeSide,
  ExchangeUpdate,
  ExchangeWriteOutcome,
} from '../../src/exchange/port.ts';
import type { Fields, ItemType } from '../../src/model/index.ts';
import { withoutManagedCategories } from '../../src/sync/index.ts';
import type { MemoryExchange, StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { timedOut } from './faults.ts';
import { recordWrite } from './record-write.ts';
import type { WriteContext } from './run-context.ts';

/** Writes of one item each, put down as what they did. */
export interface RecordedExchange {
  create(type: ItemType, create: ExchangeCreate): Promise<ExchangeWriteOutcome>;
  update(type: ItemType, update: ExchangeUpdate, resolution: ConflictResolution): Promise<ExchangeWriteOutcome>;
  delete(type: ItemType, ref: ExchangeDelete, mode: ExchangeDeleteMode): Promise<ExchangeWriteOutcome>;
}

export interface RecordedCrm {
  create(type: ItemType, create: CrmCreate): Promise<CrmWriteOutcome>;
  update(
    type: ItemType,
    update: { readonly id: string; readonly expectedVersion: string; readonly changes: Fields },
  ): Promise<CrmWriteOutcome>;
  delete(type: ItemType, ref: { readonly id: string; readonly expectedVersion: string }): Promise<CrmWriteOutcome>;
}

export function recordedExchange(
  context: WriteContext,
  side: Pick<ExchangeSide, 'create' | 'update' | 'delete'> & Pick<MemoryExchange, 'items'>,
): RecordedExchange {
  return {
    create: (type, create) =>
      recordWrite(context, { side: 'exchange', op: 'create', sent: create.fields }, async () => {
        const [outcome = unanswered()] = await side.create(type, [create]);
        const id = outcome.kind === 'done' ? outcome.ref.id : null;
        return { outcome, id, stamped: create.stamp !== null, categories: create.addCategories };
      }),
    update: (type, update, resolution) => {
      const { id } = update.ref;
      const item = side.items.get(id);
      const forced = item !== undefined && item.changeKey !== update.ref.changeKey;
      const sent = sentBy(context, update, item);
      const notifies = update.notifies === true || (update.notifiesOfDays ?? []).length > 0;
      const attempt = { side: 'exchange', op: 'update', sent, itemId: id, forced, notifies } as const;
      return recordWrite(context, attempt, async () => {
        const categories = addedBy(context, update, item);
        const [outcome = unanswered()] = await side.update(type, [update], resolution);
        return { outcome, id: outcome.kind === 'done' ? id : null, stamped: update.stamp !== null, categories };
      });
    },
    delete: (type, ref, mode) => {
      const notifies = ref.notifies === true;
      return recordWrite(
        context,
        { side: 'exchange', op: 'delete', sent: null, itemId: ref.id, notifies },
        async () => {
          const [outcome = unanswered()] = await side.delete(type, [ref], mode);
          return { outcome, id: outcome.kind === 'done' ? ref.id : null, stamped: false, categories: [] };
        },
      );
    },
  };
}

export function recordedCrm(context: WriteContext, side: Pick<CrmSide, 'create' | 'update' | 'delete'>): RecordedCrm {
  const gone: CrmWriteOutcome = { kind: 'gone' };
  const done = (outcome: CrmWriteOutcome) => ({
    outcome,
    id: outcome.kind === 'done' ? outcome.id : null,
    stamped: false,
    categories: [],
  });
  return {
    create: (type, create) =>
      recordWrite(context, { side: 'crm', op: 'create', sent: create.fields }, async () => {
        const [outcome = gone] = await side.create(type, [create]);
        return done(outcome);
      }),
    update: (type, update) =>
      recordWrite(context, { side: 'crm', op: 'update', sent: update.changes, itemId: update.id }, async () => {
        const [outcome = gone] = await side.update(type, [update]);
        return done(outcome);
      }),
    delete: (type, ref) =>
      recordWrite(context, { side: 'crm', op: 'delete', sent: null, itemId: ref.id }, async () => {
        const [outcome = gone] = await side.delete(type, [ref]);
        return done(outcome);
      }),
  };
}

function unanswered(): ExchangeWriteOutcome {
  return { kind: 'unknown', error: timedOut() };
}

/** The fields that the update carries, the user's categories among them, the profile's not. */
function sentBy(
  { rules }: WriteContext,
  update: ExchangeUpdate,
  item: StoredItem | undefined,
): ExchangeUpdate['changes'] {
  if (update.categories === null) return update.changes;
  const own = (categories: readonly string[]): string =>
    JSON.stringify(withoutManagedCategories({ categories }, rules.exchangeCategories)['categories'] ?? []);
  if (own(update.categories) === own(item?.categories ?? [])) return update.changes;
  return withoutManagedCategories({ ...update.changes, categories: update.categories }, rules.exchangeCategories);
}

/** What an update adds to the categories beyond the user's own. */
function addedBy({ rules }: WriteContext, update: ExchangeUpdate, item: StoredItem | undefined): readonly string[] {
  const before = item?.categories ?? [];
  const added = (update.categories ?? []).filter((category) => !before.includes(category));
  return added.filter((category) => rules.exchangeCategories.includes(category));
}
