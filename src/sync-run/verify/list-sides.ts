import type { Side } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { FindingStore } from '../../store/findings.ts';
import type { Run } from '../run.ts';
import { progress } from '../run.ts';

/** As in an ordinary run: more than a million items, or a server that turns in a circle. */
const MAX_PAGES = 2_500;

/** Everything that both sides list, from the beginning. The positions of the synchronisation stay where they are. */
export async function listSides(run: Run, findings: FindingStore): Promise<void> {
  let done = 0;
  for (const side of ['crm', 'exchange'] as const)
    await eachPage(run, side, null, async (ids) => {
      await findings.sight(run.id, side, ids);
      done += ids.length;
      progress(run, 'pull', done, null);
    });
}

/**
 * What the next run will hear of anyway is no finding: whatever the sides announce since the last run, and everything
 * of a side that was never listed. A position that is not valid any more announces nothing, and nothing is concluded.
 */
export async function dropAnnounced(run: Run, findings: FindingStore): Promise<void> {
  for (const side of ['crm', 'exchange'] as const) {
    const cursor = await run.ports.store.getCursor(run.scope.id, side);
    if (cursor === null) await findings.dropAboutSighted(run.id, side);
    else
      try {
        await eachPage(run, side, cursor, (ids, gone) => findings.dropAbout(run.id, side, [...ids, ...gone]));
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.disposition !== 'resync') throw error;
      }
  }
}

async function eachPage(
  run: Run,
  side: Side,
  from: string | null,
  take: (ids: readonly string[], gone: readonly string[]) => Promise<void>,
): Promise<void> {
  let cursor = from;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await run.ports[side].listChanges(run.itemType, cursor);
    await take(
      page.upserts.map(({ id }) => id),
      page.deletes,
    );
    if (!page.more) return;
    if (page.cursor === cursor) break;
    cursor = page.cursor;
  }
  throw new ConnectorError({
    code: 'cursor_wedged',
    disposition: 'resync',
    message: 'The list of changes does not come to an end',
    details: { side },
  });
}
