import type { CrmRecord } from '../../crm/port.ts';
import type { NewHint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import type { Claims } from '../identify/claims.ts';
import { findClaims } from '../identify/claims.ts';
import { lateLandings } from '../identify/late-landings.ts';
import { stampOfLost } from '../identify/stamp.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { withoutWhatDiffers } from './kept-of.ts';
import type { LinkWorks } from './link-works.ts';
import type { Histories } from './records-of-links.ts';
import { linksWaitingFor } from './records-of-links.ts';
import { returnedRecords } from './returned-records.ts';
import type { Strangers } from './strangers.ts';
import { readEnds } from './strangers.ts';

/** What strangers turned out to be, by everything that they carry. Their links are among the works of the chunk. */
export interface KnownStrangers {
  readonly claims: Claims;
  /** Ids of the records that belong to links. */
  readonly taken: ReadonlySet<string>;
  /** Ids of records that a restored CRM has again. */
  readonly returned: ReadonlySet<string>;
  /** How many items turned out to be late landings of our own creates. */
  readonly landed: number;
  /** Records that a pair gives up for another. */
  readonly displaced: readonly NewHint[];
  readonly histories: Histories;
}

export async function linksOfStrangers(
  run: Run,
  reader: ChunkReader,
  { records, items }: Strangers,
  { works, finished }: { readonly works: LinkWorks; readonly finished: SettlementDraft },
): Promise<KnownStrangers> {
  const { links: waited, displaced, histories } = await linksWaitingFor(run, reader, records);
  for (const { record, hint } of records) {
    const link = waited.get(record.id);
    if (link !== undefined) works.learn(asFirstSeen(run, link, record, histories), [hint]);
  }
  const claims = await findClaims(run, items);
  for (const link of claims.closed) finished.putLink(link);
  const late = await lateLandings(
    run,
    reader,
    items.map(({ item }) => item),
  );
  for (const link of late) {
    finished.putLink(link);
    if (link.exchangeId !== null) finished.removeUnlinked('exchange', link.exchangeId);
    if (link.crmId !== null) finished.removeUnlinked('crm', link.crmId);
    works.learn(
      link,
      records.flatMap(({ record, hint }) => (record.id === link.crmId ? [hint] : [])),
    );
  }
  const returned = await returnedRecords(run, records);
  for (const link of returned.notCompared) finished.putLink({ ...link, notCompared: true });
  const isSettled = ({ id }: Link): boolean => !run.inFlight.holdsLink(id);
  const isNew = ({ id }: Link): boolean => works.get(id) === undefined;
  const named = [...claims.links.filter(isSettled), ...returned.heirs].filter(isNew);
  const successors = claims.successors.links.filter(isSettled);
  for (const link of [...named, ...successors]) works.add(link);
  await readEnds(run, reader, [...named, ...successors, ...waited.values()], []);
  return {
    claims,
    taken: new Set([...waited.keys(), ...late.flatMap(({ crmId }) => crmId ?? [])]),
    returned: returned.ids,
    landed: late.length,
    displaced,
    histories,
  };
}

/** The same pair with the record that turned out to be its own. */
export function withRecord(link: Link, { id }: CrmRecord): Link {
  return { ...link, crmId: id, crmVersion: null };
}

/**
 * Of a record that was deleted before anybody saw it, or in whose place another was made since, nobody knows when it was
 * like its item.
 */
function asFirstSeen(run: Run, link: Link, record: CrmRecord, histories: Histories): Link {
  const found = withRecord(link, record);
  const key = link.crmId === null ? null : stampOfLost(run.ports.stampKey, link.crmId);
  // A pair elsewhere may be back on a record that is older than the one which was lost.
  const known = run.plan.frozen === 'restored' ? [] : (histories.get(record.id) ?? []);
  const isSuccessor = key !== null && [record.externalKey, ...known].includes(key);
  return isSuccessor ? found : { ...found, ...withoutWhatDiffers(run, found, record) };
}
