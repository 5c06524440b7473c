import type { Finding, FindingPage, RepairResult, RunList } from '../../../src/api/resources.ts';
import { request } from '../api/request.ts';

export type { Finding, FindingPage };

/** One run for each item type; none of them writes. */
export const startVerification = async (account: string) =>
  (await request<RunList>('POST', `/api/accounts/${encodeURIComponent(account)}/verify`, { body: {} })).runs;

const address = (runId: string) => `/api/runs/${encodeURIComponent(runId)}/findings`;

export function readFindings(runId: string, cursor: string | null, limit: number): Promise<FindingPage> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (cursor !== null) query.set('cursor', cursor);
  return request<FindingPage>('GET', `${address(runId)}?${query}`);
}

/** Mends links and asks for another look; writes to neither side. */
export const repairFindings = (runId: string) => request<RepairResult>('POST', `${address(runId)}/repair`);
