import type { Compared, StoredFinding } from '../../store/index.ts';
import type { Connector } from '../connector.ts';
import { refusal } from '../refusal.ts';

export interface FindingPage {
  readonly compared: Compared;
  readonly findings: readonly StoredFinding[];
  /** Number of all. */
  readonly total: number;
  /** For the next page; `null` after the last one. */
  readonly cursor: string | null;
}

/**
 * What a verification found, page by page.
 * @param after ordinal of the last finding that was read; 0 begins
 * @throws ConnectorError `verification_unknown`: another kind of run, or one that did not come to its end
 */
export async function readFindings(
  { parts }: Pick<Connector, 'parts'>,
  runId: string,
  after: number,
  limit: number,
): Promise<FindingPage> {
  const head = await parts.findings.head(runId);
  if (head === null) throw noVerification(runId);
  // One more than asked for tells whether there is another page.
  const rows = await parts.findings.page(runId, after, limit + 1);
  const findings = rows.slice(0, limit);
  const last = findings.at(-1);
  return {
    compared: head.compared,
    total: head.total,
    findings,
    cursor: rows.length > limit && last !== undefined ? String(last.ordinal) : null,
  };
}

export function noVerification(runId: string): Error {
  return refusal('verification_unknown', `run ${runId} compared nothing`, { run: runId });
}
