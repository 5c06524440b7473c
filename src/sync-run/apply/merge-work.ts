import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem, ExchangeItemRef, ExchangeUpdate } from '../../exchange/port.ts';
import type { NewIntent } from '../../store/port.ts';
import type { Link, Step } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';

type MergeStep = Extract<Step, { kind: 'merge' }>;

/** A pair that is settled, and what is written for it. */
export interface MergeWork {
  readonly planned: PlannedUnit;
  readonly unit: Unit & { readonly record: CrmRecord; readonly item: ExchangeItem };
  readonly step: MergeStep;
  readonly link: Link;
  readonly toExchange: ExchangeUpdate | null;
  /** `null` when nothing is written. */
  readonly intent: NewIntent | null;
  crm: 'none' | 'failed' | { readonly id: string; readonly version: string };
  exchange: 'none' | 'failed' | 'unknown' | ExchangeItemRef;
}
