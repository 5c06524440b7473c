import type { Side } from '../../model/index.ts';
import type { Finding, FindingStore } from '../../store/findings.ts';
import type { Run } from '../run.ts';

/** More than this is no slip but a damaged store; the number is told, not each. */
const SHARED_ENDS = 1_000;

/** What the memory says of items without a link, and of links among themselves. */
export async function compareMemory(run: Run, findings: FindingStore): Promise<void> {
  for (const side of ['crm', 'exchange'] as const) await compareVanished(run, findings, side);
  const shared = await findings.listSharedEnds(run.scope.id, SHARED_ENDS);
  await findings.add(
    run.id,
    shared.map(({ side, itemId, links }) => ({ ...aboutItem('duplicate', side, itemId, 'none'), details: { links } })),
  );
}

/** Items that the memory keeps among those without a link, and that are not there any more. */
async function compareVanished(run: Run, findings: FindingStore, side: Side): Promise<void> {
  const place = { runId: run.id, scopeId: run.scope.id };
  let after: string | null = null;
  for (;;) {
    const ids: readonly string[] = await findings.pageVanished(place, side, after, run.input.chunkSize);
    const last = ids.at(-1);
    if (last === undefined) return;
    // Read once more: it may have been made, or have come back, while the sides were listed.
    const reads = await run.ports[side].read(run.itemType, ids);
    const gone = ids.filter((_, index) => {
      const kind = reads[index]?.kind;
      return kind !== 'found' && kind !== 'failed';
    });
    const kind = side === 'crm' ? 'recordMissing' : 'itemMissing';
    await findings.add(
      run.id,
      gone.map((id) => aboutItem(kind, side, id, 'lookAgain')),
    );
    after = last;
  }
}

function aboutItem(kind: Finding['kind'], side: Side, itemId: string, repair: Finding['repair']): Finding {
  return {
    kind,
    crmId: side === 'crm' ? itemId : null,
    exchangeId: side === 'exchange' ? itemId : null,
    label: null,
    fields: [],
    details: {},
    repair,
  };
}
