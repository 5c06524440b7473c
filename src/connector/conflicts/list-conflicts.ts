import type { ConflictFilter } from '../../store/index.ts';
import type { Connector } from '../connector.ts';
import type { ConflictView } from './conflict-view.ts';
import { viewsOf } from './conflict-view.ts';

export interface ConflictPage {
  readonly conflicts: readonly ConflictView[];
  /** For the next page; `null` after the last one. */
  readonly cursor: string | null;
  /** Open ones of these accounts, whatever else the filter says. */
  readonly open: number;
}

/** The conflict inbox of some accounts, newest first. */
export async function listConflicts(connector: Connector, filter: ConflictFilter): Promise<ConflictPage> {
  const { conflicts: inbox } = connector.parts;
  const [rows, open] = await Promise.all([
    // One more than asked for tells whether there is another page.
    inbox.page({ ...filter, limit: filter.limit + 1 }),
    inbox.countOpen(filter.accountIds),
  ]);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    conflicts: await viewsOf(connector, page),
    cursor: rows.length > filter.limit && last !== undefined ? last.id : null,
    open,
  };
}
