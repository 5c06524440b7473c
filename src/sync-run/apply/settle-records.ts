import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Side } from '../../model/index.ts';
import type { Bases, Link } from '../../sync/index.ts';
import { baseOf } from '../../sync/index.ts';
import { basesOfJoined, isInvited, withAgreed, withoutWhatDiffers } from '../load/kept-of.ts';
import type { Run } from '../run.ts';
import { exchangeBase, givenTo, MARKS_DUE, withIdentity } from '../settle/links.ts';
import { release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import type { MadeRecord } from './create-work.ts';
import { noteKept } from './kept-values.ts';
import { readBackCrm, readBackExchange } from './read-back.ts';

/** Reads back what was made and marked, and remembers the pairs. */
export async function settleRecords(run: Run, draft: SettlementDraft, made: readonly MadeRecord[]): Promise<void> {
  const records = await readBackCrm(
    run,
    made.map(({ record }) => record),
  );
  const items = await readBackExchange(
    run,
    made.flatMap(({ marked }) => (typeof marked === 'string' ? [] : [marked])),
  );
  const again: { side: Side; itemId: string }[] = [];
  for (const one of made) {
    const { unit, intent } = one.work;
    const found = records.get(one.record.id) ?? null;
    // Of an earlier attempt: looked at again, for it may be as that one made it, or edited since.
    const record = one.how === 'duplicate' ? null : found;
    const item = typeof one.marked === 'string' ? (one.marked === 'none' ? unit.item : null) : items.get(one.marked.id);
    if (record === null) again.push({ side: 'crm', itemId: one.record.id });
    if (isUnsettled(one)) again.push({ side: 'crm', itemId: one.record.id });
    // Without its marks the item is looked at again; somebody was editing it.
    if (item === null || item === undefined) again.push({ side: 'exchange', itemId: unit.item.id });
    const settled = linkOf(run, one, record, item ?? null);
    draft.putLink({ ...settled, ...basesOf(run, one, settled, found) });
    const { link, step } = one.work;
    const write = { linkId: link.id, side: 'crm', sent: step.fields, found: record?.fields ?? null } as const;
    noteKept(run, draft, write, Object.keys(run.specs));
    draft.removeIntent(intent.id);
    draft.removeUnlinked('exchange', unit.item.id);
    draft.removeHints(unit.hints);
    release(run, draft, unit);
    await undecidedMayBeClear(run);
  }
  if (again.length > 0) {
    await run.ports.store.addHints(run.keeper.lease, again);
    run.lookAgain = true;
  }
  await draft.commit(run.ports.store, run.keeper.lease);
}

/** A record of the same meeting that was there already: the organizer has news for it, and what it says otherwise waits. */
function isUnsettled({ how }: MadeRecord): boolean {
  return how === 'joined';
}

function basesOf(run: Run, made: MadeRecord, settled: Link, found: CrmRecord | null): Bases {
  switch (made.how) {
    case 'done':
      return settled;
    case 'duplicate':
      return basesOfDuplicate(run, made, settled, found);
    case 'joined':
      return found === null
        ? withoutWhatDiffers(run, settled, null)
        : basesOfJoined(run, settled, found, { wasOwn: made.wasOwn, isInvited: isInvited(made.work.unit.item) });
  }
}

/**
 * A record that was made anew from another mailbox meets the pair that it was made for: what was agreed before still is.
 * Any other was made by an attempt of this mailbox, and meets its item as for the first time.
 */
function basesOfDuplicate(run: Run, { work: { unit } }: MadeRecord, settled: Link, found: CrmRecord | null): Bases {
  if (unit.link === null || unit.link.crmId === null || found === null) return withoutWhatDiffers(run, settled, found);
  return withAgreed(run, settled, unit.link, found);
}

function linkOf(run: Run, made: MadeRecord, record: CrmRecord | null, item: ExchangeItem | null): Link {
  const { work, marked } = made;
  const { unit, step, link } = work;
  const identified = withIdentity({ ...link, crmId: made.record.id }, record, item ?? unit.item);
  return {
    ...identified,
    crmId: made.record.id,
    state: 'LINKED',
    baseCrm: baseOf(run.specs, record?.fields ?? step.fields),
    // The marks are no content: what the create was made from is what Exchange has.
    baseExchange: exchangeBase(run, unit.item.fields),
    crmVersion: isUnsettled(made) ? null : (record?.version ?? null),
    changeKey: item?.changeKey ?? null,
    ambiguous: false,
    notCompared: false,
    pending: false,
    reviewReason: marked === 'failed' ? MARKS_DUE : null,
    suppressed: [],
    givenCategories: marked === 'failed' ? link.givenCategories : givenTo(run, unit.item, link, step.marking),
  };
}
