import type { FieldSpecs, ItemType } from '../model/index.ts';
import type { Frozen } from './frozen.ts';
import type { ItemRules } from './rules.ts';

/** What every pair of a scope is planned with. */
export interface PlanContext {
  readonly itemType: ItemType;
  readonly rules: ItemRules;
  /** The fields that are compared and written. */
  readonly specs: FieldSpecs;
  /** One side is not what it was: what is missing there proves nothing. */
  readonly frozen?: Frozen;
}
