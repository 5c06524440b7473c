export { type ExplainedPair, explainPair } from './explain-pair.ts';
export { closedCrm, closedExchange } from './read-only.ts';
