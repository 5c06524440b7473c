import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import type { MergeInput } from '../merge/merge-fields.ts';
import { mergeFields } from '../merge/merge-fields.ts';
import type { ItemRules } from '../rules.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { MergeResult } from '../step.ts';
import { weekly } from './series.ts';

/** The two sides of a series by their changed occurrences; without `times` its rule is every Monday and nobody changed it. */
export interface SeriesSides extends Pick<MergeInput, 'older' | 'reinstated' | 'closed' | 'closedDays'> {
  readonly base?: FieldValue;
  /** Where Exchange keeps less than was agreed. */
  readonly baseExchange?: FieldValue;
  readonly crm: FieldValue;
  readonly exchange: FieldValue;
  readonly times?: Partial<Record<'base' | 'baseExchange' | 'crm' | 'exchange', FieldValue>>;
  readonly subjects?: Partial<Record<'base' | 'crm' | 'exchange', FieldValue>>;
}

export function mergeSeries(sides: SeriesSides, rules: Partial<ItemRules> = {}): MergeResult {
  const { base = null, baseExchange = base, crm, exchange, times = {}, subjects = {}, ...more } = sides;
  const { base: agreedTime = weekly(), baseExchange: agreedInExchange = agreedTime } = times;
  const { base: agreedSubject = 'Standup' } = subjects;
  const item = (occurrences: FieldValue, time: FieldValue, subject: FieldValue = agreedSubject): Fields => ({
    subject,
    time,
    occurrences,
  });
  return mergeFields({
    specs: seriesFields(),
    rules: { ...DEFAULT_ITEM_RULES, ...rules },
    base: { crm: item(base, agreedTime), exchange: item(baseExchange, agreedInExchange) },
    crm: item(crm, times.crm ?? agreedTime, subjects.crm),
    exchange: item(exchange, times.exchange ?? agreedInExchange, subjects.exchange),
    ...more,
  });
}

/** Fields of an appointment, in their order: those that make its series, and one beside them. */
export function seriesFields(): FieldSpecs {
  const all = synchronisedFields('appointments');
  return Object.fromEntries(Object.entries(all).filter(([name]) => ['subject', 'time', 'occurrences'].includes(name)));
}
