import type { Fields, Side } from '../../model/index.ts';
import type { LinkHistory, StoredJournalEntry } from '../../store/port.ts';
import type { Link, Step, WrittenChange } from '../../sync/index.ts';
import { planUndo, withoutManagedCategories } from '../../sync/index.ts';
import type { Whereabouts } from '../identify/whereabouts.ts';
import { findWhereabouts } from '../identify/whereabouts.ts';
import { createChunkReader } from '../load/chunk-reader.ts';
import { againstFormerItem } from '../load/former-item.ts';
import type { Unit } from '../load/unit.ts';
import { crmEnd, exchangeEnd } from '../load/units-of-ends.ts';
import { checkMailbox } from '../open-scope.ts';
import { recallMoves } from '../pull/left-behind.ts';
import type { Run } from '../run.ts';
import { stopwatch } from '../stopwatch.ts';
import { findHeirs } from './heirs.ts';
import type { UndoCase } from './undo-case.ts';

/**
 * Reads both ends of the links as they stand now and plans what takes their history back. A link that was never stored
 * belongs to a write that came to nothing. In another mailbox than the one that is remembered it freezes the scope: what is
 * missing there says nothing (O7).
 */
export async function loadCases(run: Run, histories: readonly LinkHistory[]): Promise<readonly UndoCase[]> {
  const { store } = run.ports;
  const known = await store.findLinksByIds(
    run.scope.id,
    histories.map(({ linkId }) => linkId),
  );
  const byId = new Map(known.map((link) => [link.id, link]));
  const links = known.filter((link) => !run.inFlight.holdsLink(link.id));
  const reader = createChunkReader(run);
  await reader.readCrm(links.flatMap((link) => link.crmId ?? []));
  await reader.readExchange(links.flatMap((link) => link.exchangeId ?? []));
  // Where ids survive a move, what the run deleted still answers from Deleted Items.
  await recallMoves(run, reader, links, []);
  const places = await findWhereabouts(run, reader, links, []);
  // A position that is lost holds up no undo, so nobody has asked yet whose mailbox it is that these are missing from.
  if (isAnyTraceless([...places.values()])) await checkMailbox(run);
  const heirs = await findHeirs(run, links, histories);
  const shared = await sharedRecords(run, links);

  return histories.map((history): UndoCase => {
    const { linkId } = history;
    const link = byId.get(linkId);
    if (run.inFlight.holdsLink(linkId)) return waiting(run, linkId, link ?? null);
    if (link === undefined) return { linkId, unit: unitOf(run, null), heldElsewhere: new Set(), steps: [] };
    const unit = readUnit(run, link, places.get(linkId), reader.crm(link.crmId ?? ''));
    if (unit === null) return waiting(run, linkId, link);
    const { record } = unit;
    const writtenSince = new Set([...history.writtenSince, ...(heirs.claimed.get(linkId) ?? [])]);
    const steps = planUndo(
      {
        link: unit.link ?? link,
        crm: unit.crm,
        exchange: unit.exchange,
        history: { crm: changesOn(run, history, 'crm'), exchange: changesOn(run, history, 'exchange') },
        writtenSince,
        thereAgain: heirs.thereAgain.has(linkId) ? new Set(['crm', 'exchange'] as const) : new Set(),
        isShared: record !== null && (shared.has(record.id) || record.ownerId !== run.ports.crm.user.id),
      },
      run.plan,
    );
    return { linkId, unit, heldElsewhere: new Set(heirs.claimed.get(linkId)), steps };
  });
}

function isAnyTraceless(places: readonly Whereabouts[]): boolean {
  return places.some((place) => place.kind === 'gone' && place.traceless);
}

/** @returns `null` when one end could not be read: told as an error, and left to a later undo */
function readUnit(
  run: Run,
  link: Link,
  place: Whereabouts | undefined,
  read: ReturnType<ReturnType<typeof createChunkReader>['crm']>,
): Unit | null {
  if (place === undefined) return null;
  if (place.kind === 'failed') {
    const { code, details } = place.error;
    run.tally.error({ side: 'exchange', itemId: link.exchangeId ?? '', code, details });
    return null;
  }
  if (read?.kind === 'failed') {
    const { code, details } = read.error;
    run.tally.error({ side: 'crm', itemId: link.crmId ?? '', code, details });
    return null;
  }
  const item = place.kind === 'found' ? place.item : null;
  const moved = item !== null && item.id !== link.exchangeId;
  const known = item === null ? link : againstFormerItem(run, link, item).link;
  const ambiguous = link.ambiguous || ('ambiguous' in place && place.ambiguous);
  return {
    ...unitOf(run, { ...known, ambiguous, ...(moved ? { exchangeId: item.id, changeKey: null } : {}) }),
    crm: crmEnd(run, link, read),
    exchange: exchangeEnd(run, link, place),
    record: read?.kind === 'found' ? read.record : null,
    item,
    linkLearned: moved,
  };
}

/** A unit of which neither end was looked at. */
function unitOf(run: Run, link: Link | null): Unit {
  return {
    link,
    crm: { kind: 'absent' },
    exchange: { kind: 'absent' },
    record: null,
    item: null,
    hints: [],
    linkLearned: false,
    sinceRead: stopwatch(run.ports.clock),
  };
}

function waiting(run: Run, linkId: string, link: Link | null): UndoCase {
  const step: Step = { kind: 'hold', reason: { row: 'X5', code: 'undo_in_flight' }, state: 'wait' };
  return { linkId, unit: unitOf(run, link), heldElsewhere: new Set(), steps: [step] };
}

function changesOn(run: Run, { entries }: LinkHistory, side: Side): readonly WrittenChange[] {
  // What the profile sets on Exchange items is none of their content.
  const content = (fields: Fields | null): Fields | null =>
    fields === null || side === 'crm' ? fields : withoutManagedCategories(fields, run.input.rules.exchangeCategories);
  return entries.flatMap((entry) =>
    entry.side === side && isChange(entry)
      ? [
          {
            op: entry.op,
            before: content(entry.before),
            after: content(entry.after),
            kept: content(entry.kept),
          },
        ]
      : [],
  );
}

function isChange(entry: StoredJournalEntry): entry is StoredJournalEntry & Pick<WrittenChange, 'op'> {
  return entry.op === 'create' || entry.op === 'update' || entry.op === 'delete';
}

async function sharedRecords(run: Run, links: readonly Link[]): Promise<ReadonlySet<string>> {
  const ids = links.flatMap((link) => link.crmId ?? []);
  if (ids.length === 0) return new Set();
  const elsewhere = await run.ports.store.countOtherScopesLinkedTo(run.scope.id, ids);
  return new Set([...elsewhere].flatMap(([id, count]) => (count > 0 ? [id] : [])));
}
