import { modulo } from '../days/day-number.ts';
import type { NotExpressible } from '../not-expressible.ts';
import { notExpressible } from '../not-expressible.ts';
import type { RuleParts } from './rule-parts.ts';
import { MONTHS } from './rule-parts.ts';

/** Every how many months a rule comes, counted from the month of its start. */
export interface MonthStep {
  readonly step: number;
}

/**
 * What FREQ, INTERVAL and BYMONTH of a monthly or yearly rule come to: MONTHLY with INTERVAL=12 and YEARLY are the
 * same, and so are "January, April, July and October" and "every three months" where the series starts in one of them.
 * @param startMonth 1 to 12
 */
export function monthsOfRule(parts: RuleParts, startMonth: number): MonthStep | NotExpressible {
  const { frequency, interval, months } = parts;
  const wanted = months.length === 0 ? MONTHS : months;
  if (!wanted.includes(startMonth)) return notExpressible('start_outside_rule');
  if (frequency === 'MONTHLY') return evenStep(interval, wanted, startMonth);
  if (months.length <= 1) return { step: 12 * interval };
  return interval === 1 ? evenStep(1, wanted, startMonth) : unevenMonths(wanted);
}

/** Of every so many months only some are wanted: do these come at equal distances too? */
function evenStep(interval: number, wanted: readonly number[], startMonth: number): MonthStep | NotExpressible {
  const round = Array.from({ length: 12 }, (_, count) => modulo(startMonth - 1 + count * interval, 12) + 1);
  const distance = round.indexOf(startMonth, 1);
  const visited = distance === -1 ? round : round.slice(0, distance);
  const taken = visited.flatMap((month, count) => (wanted.includes(month) ? [count] : []));
  const every = visited.length / taken.length;
  const even = taken.every((count) => count % every === 0);
  return even ? { step: interval * every } : unevenMonths(wanted);
}

function unevenMonths(months: readonly number[]): NotExpressible {
  return notExpressible('months', { months: [...months].sort((a, b) => a - b).join(',') });
}
