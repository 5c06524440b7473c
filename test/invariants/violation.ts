import type { Observation } from './observation.ts';

export type InvariantId =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'I12'
  | 'I13'
  | 'I14'
  | 'I15'
  | 'I16'
  | 'I17'
  | 'I18';

export interface Violation {
  readonly invariant: InvariantId;
  /** For the person who has to find out why. */
  readonly what: string;
}

export interface Invariant {
  readonly id: InvariantId;
  readonly says: string;
  /** `always`: of any moment. `rest`: only when people and faults have stopped. Otherwise a part of the observation. */
  readonly needs: 'always' | 'rest' | 'undo' | 'resumed' | 'traces' | 'deletions';
  readonly check: (observation: Observation) => readonly string[];
}
