import type { Finding, FindingStore } from '../../store/findings.ts';
import type { NewHint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { itemKey } from '../item-key.ts';
import { loadChunk } from '../load/load-chunk.ts';
import { planLinked } from '../plan/plan-chunk.ts';
import type { Run } from '../run.ts';
import { progress } from '../run.ts';
import { judgeLink } from './judge-link.ts';

/**
 * Every live link against both of its ends as they stand now, a page at a time.
 * @param drift whether changes that nothing waits for are told; not when the next run compares everything anyway
 * @returns how many links were compared
 */
export async function compareLinks(run: Run, findings: FindingStore, drift: boolean): Promise<number> {
  const { store } = run.ports;
  const counts = await store.countLinks(run.scope.id);
  const total = counts.LINKED + counts.DET_E + counts.DET_C;
  let compared = 0;
  let after: string | null = null;
  for (;;) {
    const links: readonly Link[] = await store.pageLinks(run.scope.id, after, run.input.chunkSize);
    const last = links.at(-1);
    if (last === undefined) return compared;
    await comparePage(run, findings, links, drift);
    compared += links.length;
    progress(run, 'survey', compared, total);
    after = last.id;
  }
}

async function comparePage(run: Run, store: FindingStore, links: readonly Link[], drift: boolean): Promise<void> {
  const ends = links.flatMap(endsOf);
  const hinted = new Set(
    (await store.hintedAmong(run.scope.id, ends)).map(({ side, itemId }) => itemKey(side, itemId)),
  );
  // Both ends of a link are read whichever of them is named; the hints are none of the store's.
  const chunk = await loadChunk(
    run,
    ends.map((end) => ({ ...end, version: 0 })),
    { skipEchoes: false },
  );
  const byId = new Map(links.map((link) => [link.id, link]));
  const findings: Finding[] = [];
  for (const planned of await planLinked(run, chunk, new Set())) {
    const stored = byId.get(planned.unit.link?.id ?? '');
    if (stored === undefined) continue;
    const isHinted = !drift || endsOf(stored).some(({ side, itemId }) => hinted.has(itemKey(side, itemId)));
    findings.push(...judgeLink(run, planned, stored, isHinted));
  }
  for (const { error, hints } of chunk.failures)
    for (const { side, itemId } of hints) run.tally.error({ side, itemId, code: error.code, details: error.details });
  run.tally.count(
    'unchanged',
    links.length - new Set(findings.map(({ crmId, exchangeId }) => `${crmId} ${exchangeId}`)).size,
  );
  await store.add(run.id, findings);
  const movedTo = findings.flatMap(({ kind, details }) => (kind === 'linkMoved' ? [String(details['movedTo'])] : []));
  await store.unsight(run.id, 'exchange', movedTo);
}

function endsOf({ crmId, exchangeId }: Link): readonly NewHint[] {
  return [
    ...(crmId === null ? [] : [{ side: 'crm', itemId: crmId } as const]),
    ...(exchangeId === null ? [] : [{ side: 'exchange', itemId: exchangeId } as const]),
  ];
}
