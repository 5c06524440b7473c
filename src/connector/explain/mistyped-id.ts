import type { ExplainedPair } from '../../sync-run/index.ts';

/** How Exchange says that something is no id at all. */
const NO_ID: ReadonlySet<string> = new Set([
  'ErrorInvalidId',
  'ErrorInvalidIdEmpty',
  'ErrorInvalidIdMalformed',
  'ErrorInvalidIdMalformedEwsLegacyIdFormat',
]);

/** A mailbox that was asked for what is no id has answered: there is no such item. */
export function readAsAbsent(pair: ExplainedPair): ExplainedPair {
  const { failed, link } = pair;
  const isMistyped = link === null && failed.exchange !== null && NO_ID.has(failed.exchange.code);
  return isMistyped ? { ...pair, failed: { ...failed, exchange: null } } : pair;
}
