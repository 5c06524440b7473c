import type { Connector } from '../connector.ts';
import { refusal } from '../refusal.ts';
import type { ConflictView } from './conflict-view.ts';
import { viewsOf } from './conflict-view.ts';

/** @throws ConnectorError `conflict_unknown` */
export async function getConflictOrThrow(connector: Connector, id: string): Promise<ConflictView> {
  const stored = await connector.parts.conflicts.find(id);
  const [view] = stored === null ? [] : await viewsOf(connector, [stored]);
  if (view === undefined) throw refusal('conflict_unknown', `there is no conflict ${id}`, { conflict: id });
  return view;
}
