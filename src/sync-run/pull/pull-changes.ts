import { CRM_WENT_BACK } from '../../crm/port.ts';
import type { Side } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { NewHint } from '../../store/port.ts';
import { crmToldThatItWentBack, noticeCrm } from '../freeze/freeze.ts';
import { checkMailbox } from '../open-scope.ts';
import type { Run } from '../run.ts';
import { progress } from '../run.ts';

/** 512 items a page: more than a million items, or a server that turns in a circle. */
const MAX_PAGES = 2_500;

interface Page {
  readonly upserts: readonly { readonly id: string; readonly version: string | null }[];
  readonly deletes: readonly string[];
  readonly cursor: string;
  readonly more: boolean;
}

/**
 * Turns the change lists of both sides into hints. A page's hints and the position behind it are one transaction,
 * so a crash neither loses a change nor lets one bad item hold the position back.
 */
export async function pull(run: Run, onCursorLost: (side: Side) => Promise<void>): Promise<void> {
  await noticeCrm(run);
  let done = 0;
  const onPage = (ids: readonly string[]): void => {
    done += ids.length;
    progress(run, 'pull', done, null);
  };
  // The run that gave up the position may have died, and the mailbox have moved since.
  const beforeListing = (side: Side) => (side === 'exchange' && run.mailbox === null ? checkMailbox(run) : undefined);
  for (const side of ['crm', 'exchange'] as const) {
    try {
      await pullSide(run, side, onPage, beforeListing);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.disposition !== 'resync') throw error;
      // A lost position is routine (sync-spec §1.6): compare everything, never import anew. Twice in one run is not.
      // The position goes last: without it the next run would never learn that anything had been lost.
      if (error.code === CRM_WENT_BACK) await crmToldThatItWentBack(run);
      else await onCursorLost(side);
      await run.ports.store.recordPage(run.keeper.lease, side, [], null);
      run.sightings.forgetVersions(side);
      await pullSide(run, side, onPage);
    }
  }
}

/**
 * What changed since the round began.
 * @returns the items that were named, each with its side
 * @throws ConnectorError with disposition `resync` when a position is lost just now: nobody knows who arrived, and the
 *   next run begins with a comparison of everything
 */
export async function pullArrivals(run: Run): Promise<readonly NewHint[]> {
  const arrivals: NewHint[] = [];
  for (const side of ['crm', 'exchange'] as const)
    await pullSide(run, side, (ids) => {
      for (const itemId of ids) arrivals.push({ side, itemId });
    });
  return arrivals;
}

/**
 * What is nowhere was deleted only if the mailbox still is the one that was listed: one that moves to another server
 * while a run reads loses every id at once.
 * @throws ConnectorError with disposition `resync` when the position is lost: the next run asks whose mailbox it is
 */
export async function confirmMailbox(run: Run): Promise<void> {
  await pullSide(run, 'exchange', () => undefined);
}

/** @param beforeListing called where there is no position, and everything is listed from the beginning */
async function pullSide(
  run: Run,
  side: Side,
  onPage: (ids: readonly string[]) => void,
  beforeListing?: (side: Side) => Promise<void> | undefined,
): Promise<void> {
  const { store } = run.ports;
  let cursor = await store.getCursor(run.scope.id, side);
  const wholeListing = cursor === null;
  if (wholeListing) await beforeListing?.(side);
  let found = 0;
  let previousIds = '';
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await listChanges(run, side, cursor);
    const ids = [...new Set([...page.upserts.map((item) => item.id), ...page.deletes])];
    const fingerprint = ids.join('\n');
    if (page.more && (page.cursor === cursor || (ids.length > 0 && fingerprint === previousIds))) throw wedged(side);
    for (const item of page.upserts) run.sightings.seen(side, item.id, item.version);
    for (const id of page.deletes)
      if (side === 'exchange') run.sightings.reportedDeleted(id);
      // Its version is none any more: the one of our own last write would make the deletion look like an echo.
      else run.sightings.seen(side, id, null);
    if (ids.length > 0 || page.cursor !== cursor) {
      await store.recordPage(run.keeper.lease, side, ids, page.cursor);
    }
    found += page.upserts.length;
    onPage(ids);
    if (!page.more) {
      if (wholeListing) run.itemsSeen[side] = found;
      return;
    }
    cursor = page.cursor;
    previousIds = fingerprint;
  }
  throw wedged(side);
}

async function listChanges(run: Run, side: Side, cursor: string | null): Promise<Page> {
  if (side === 'crm') return run.ports.crm.listChanges(run.itemType, cursor);
  const page = await run.ports.exchange.listChanges(run.itemType, cursor);
  return { ...page, upserts: page.upserts.map((item) => ({ id: item.id, version: item.changeKey })) };
}

/** @OBSERVED a change list that repeated one page for ever (sync-spec §0): treated like an invalid position. */
function wedged(side: Side): ConnectorError {
  return new ConnectorError({
    code: 'cursor_wedged',
    disposition: 'resync',
    message: 'The list of changes does not come to an end',
    details: { side },
  });
}
