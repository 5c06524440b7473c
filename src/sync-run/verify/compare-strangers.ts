import type { ExchangeItem } from '../../exchange/port.ts';
import type { Side } from '../../model/index.ts';
import type { Finding, FindingStore, SightedStranger } from '../../store/findings.ts';
import { plan } from '../../sync/index.ts';
import type { Unit } from '../load/unit.ts';
import { crmNewcomer, exchangeNewcomer } from '../load/units-of-ends.ts';
import { describeStep } from '../plan/describe-step.ts';
import type { Run } from '../run.ts';

/** What the sides list and no link names: has the memory met it, and is it a second item of a link? */
export async function compareStrangers(run: Run, findings: FindingStore): Promise<void> {
  await eachPage(run, findings, 'crm', async (strangers) => {
    const unknown = strangers.filter(
      ({ itemId, knownAs }) => knownAs === null && !run.inFlight.holdsItem('crm', itemId),
    );
    const reads = await run.ports.crm.read(
      run.itemType,
      unknown.map(({ itemId }) => itemId),
    );
    return reads.flatMap((read) =>
      read.kind === 'found' && !run.inFlight.holdsRecord(read.record)
        ? unmet(run, 'unknownRecord', crmNewcomer(run, read.record, []))
        : [],
    );
  });
  await eachPage(run, findings, 'exchange', async (strangers) => {
    const knownAs = new Map(strangers.map((stranger) => [stranger.itemId, stranger.knownAs]));
    const reads = await run.ports.exchange.read(run.itemType, [...knownAs.keys()]);
    // Lists and tasks lie in the folder too, and are nobody's counterpart.
    const items = reads.flatMap((read) =>
      read.kind === 'found' && !run.inFlight.holdsExchange(read.item) ? [read.item] : [],
    );
    const doubles = await doublesAmong(run, items, knownAs);
    return items.flatMap((item) => {
      const double = doubles.get(item.id);
      if (double !== undefined) return [double];
      return knownAs.get(item.id) === null ? unmet(run, 'unknownItem', exchangeNewcomer(run, item, [])) : [];
    });
  });
}

async function eachPage(
  run: Run,
  findings: FindingStore,
  side: Side,
  judge: (strangers: readonly SightedStranger[]) => Promise<readonly Finding[]>,
): Promise<void> {
  const { chunkSize } = run.input;
  let after: string | null = null;
  for (;;) {
    const place = { runId: run.id, scopeId: run.scope.id };
    const strangers: readonly SightedStranger[] = await findings.pageStrangers(place, side, after, chunkSize);
    const last = strangers.at(-1);
    if (last === undefined) return;
    await findings.add(run.id, await judge(strangers));
    after = last.itemId;
  }
}

/**
 * Items that take no part are to be met as well: whoever matches one of them must find it, or is made a second time.
 * Only another user's record is nobody's counterpart.
 */
function unmet(run: Run, kind: 'unknownRecord' | 'unknownItem', unit: Unit): readonly Finding[] {
  if (unit.crm.kind === 'left') return [];
  const { crmId, exchangeId, label } = describeStep(run, { unit, step: plan(unit, { kind: 'none' }, run.plan) });
  return [{ kind, crmId, exchangeId, label, fields: [], details: {}, repair: 'lookAgain' }];
}

/** Items with the stamp of a live link that are not its item. A copy that a person made is known as one. */
async function doublesAmong(
  run: Run,
  items: readonly ExchangeItem[],
  knownAs: ReadonlyMap<string, string | null>,
): Promise<ReadonlyMap<string, Finding>> {
  const stamps = [...new Set(items.flatMap(({ stamp }) => stamp ?? []))];
  const links = stamps.length === 0 ? [] : await run.ports.store.findLinksByStamps(run.scope.id, stamps);
  const byStamp = new Map(links.flatMap((link) => (link.state === 'CLOSED' ? [] : [[link.stamp, link] as const])));
  const doubles = new Map<string, Finding>();
  for (const item of items) {
    const link = byStamp.get(item.stamp ?? '');
    if (link === undefined || knownAs.get(item.id) !== null) continue;
    const unit = exchangeNewcomer(run, item, []);
    const { label } = describeStep(run, { unit, step: plan(unit, { kind: 'none' }, run.plan) });
    doubles.set(item.id, {
      kind: 'duplicate',
      crmId: link.crmId,
      exchangeId: item.id,
      label,
      fields: [],
      details: link.exchangeId === null ? {} : { linkedItem: link.exchangeId },
      repair: 'lookAgain',
    });
  }
  return doubles;
}
