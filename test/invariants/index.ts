export type { Verdict } from './judge.ts';
export { INVARIANTS, judge } from './judge.ts';
export type {
  Act,
  Administration,
  Announced,
  ItemView,
  Mail,
  Observation,
  PlainAct,
  RecordView,
  Rest,
  ScopeView,
  Write,
} from './observation.ts';
export type { InvariantId, Violation } from './violation.ts';
