import type { CrmRead } from '../../crm/port.ts';
import type { ExchangeRead } from '../../exchange/port.ts';
import type { Run } from '../run.ts';

/** Reads every item of a chunk at most once, in batches, and remembers the answers until the chunk is done. */
export interface ChunkReader {
  readCrm(ids: Iterable<string>): Promise<void>;
  readExchange(ids: Iterable<string>): Promise<void>;
  /** `undefined` when it was not read. */
  crm(id: string): CrmRead | undefined;
  exchange(id: string): ExchangeRead | undefined;
}

export function createChunkReader(run: Run): ChunkReader {
  const crm = new Map<string, CrmRead>();
  const exchange = new Map<string, ExchangeRead>();
  return {
    readCrm: (ids) => readMissing(crm, ids, (wanted) => run.ports.crm.read(run.itemType, wanted)),
    readExchange: (ids) => readMissing(exchange, ids, (wanted) => run.ports.exchange.read(run.itemType, wanted)),
    crm: (id) => crm.get(id),
    exchange: (id) => exchange.get(id),
  };
}

async function readMissing<T extends CrmRead | ExchangeRead>(
  known: Map<string, T>,
  ids: Iterable<string>,
  read: (ids: readonly string[]) => Promise<readonly T[]>,
): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => !known.has(id));
  if (wanted.length === 0) return;
  const answers = await read(wanted);
  for (const [index, id] of wanted.entries()) {
    const answer = answers[index];
    if (answer !== undefined) known.set(id, answer);
  }
}
