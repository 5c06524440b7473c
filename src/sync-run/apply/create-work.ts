import type { ExchangeItem, ExchangeItemRef } from '../../exchange/port.ts';
import type { Intent, NewIntent } from '../../store/port.ts';
import type { Link, Step } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';

type CreateStep = Extract<Step, { kind: 'createInCrm' }>;

/** A record that is to be made for an item. */
export interface CreateWork {
  readonly planned: PlannedUnit;
  readonly unit: Unit & { readonly item: ExchangeItem };
  readonly step: CreateStep;
  readonly link: Link;
  readonly intent: NewIntent;
  /** What was sent before with the same stamp, and never answered. */
  readonly sentBefore: Intent | null;
}

/** A record that stands now. */
export interface MadeRecord {
  readonly work: CreateWork;
  readonly record: { readonly id: string; readonly version: string };
  /**
   * `duplicate`: another attempt of ours made it before, and what it looks like now may be somebody's edit. `joined`: it
   * is a colleague's, of the same meeting.
   */
  readonly how: 'done' | 'duplicate' | 'joined';
  /** Whether another item of this mailbox had it: it made room, or its pair was over before. */
  readonly wasOwn: boolean;
  marked: 'none' | 'failed' | ExchangeItemRef;
}
