import { parseCalendarDate } from '../../time/calendar-date.ts';
import { parseInstant } from '../../time/instant.ts';
import { parseLocalDateTime } from '../../time/zoned-wall-time.ts';
import type { NotExpressible } from '../not-expressible.ts';
import { isNotExpressible, notExpressible } from '../not-expressible.ts';
import type { DayOfWeek } from '../pattern.ts';
import { DAYS_OF_WEEK } from '../pattern.ts';
import type { Frequency, RuleDay, RuleParts, Until } from './rule-parts.ts';
import { DAY_CODES } from './rule-parts.ts';

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const TOO_OFTEN: readonly string[] = ['SECONDLY', 'MINUTELY', 'HOURLY'];
const LARGEST_COUNT = 1_000_000;

/** @param text the value of an RRULE, without the name of the property */
export function readRule(text: string): RuleParts | NotExpressible {
  const values = splitParts(text);
  if (isNotExpressible(values)) return values;
  const reader = new PartReader(values);
  const parts: RuleParts = {
    frequency: reader.frequency(),
    interval: reader.number('INTERVAL', 1, LARGEST_COUNT) ?? 1,
    count: reader.number('COUNT', 1, LARGEST_COUNT),
    until: reader.until(),
    days: reader.days(),
    daysOfMonth: reader.numbers('BYMONTHDAY', -31, 31).filter((day) => day !== 0),
    months: reader.numbers('BYMONTH', 1, 12),
    positions: reader.numbers('BYSETPOS', -366, 366),
    hours: reader.numbers('BYHOUR', 0, 23),
    minutes: reader.numbers('BYMINUTE', 0, 59),
    seconds: reader.numbers('BYSECOND', 0, 60),
    firstDayOfWeek: reader.dayOfWeek('WKST') ?? 'monday',
    skip: reader.skip(),
  };
  if (parts.count !== null && parts.until !== null) return notExpressible('rule_malformed', { part: 'COUNT' });
  return reader.refusal() ?? parts;
}

function splitParts(text: string): ReadonlyMap<string, string> | NotExpressible {
  const values = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    // Some writers end a rule with a semicolon.
    if (part.trim() === '') continue;
    const [name = '', value = '', ...more] = part.split('=').map((piece) => piece.trim());
    if (name === '' || value === '' || more.length > 0 || values.has(name)) {
      return notExpressible('rule_malformed', { part: name });
    }
    values.set(name, value);
  }
  return values;
}

/** Takes the parts one by one and remembers the first that it cannot read; what nobody took is a part that we do not know. */
class PartReader {
  private readonly left: Map<string, string>;
  private problem: NotExpressible | null = null;

  constructor(values: ReadonlyMap<string, string>) {
    this.left = new Map(values);
  }

  refusal(): NotExpressible | null {
    const [unknown] = this.left.keys();
    return this.problem ?? (unknown === undefined ? null : notExpressible('rule_part', { part: unknown }));
  }

  frequency(): Frequency {
    const value = this.take('FREQ');
    if (value !== null && FREQUENCIES.includes(value)) return value as Frequency;
    this.problem ??=
      value !== null && TOO_OFTEN.includes(value)
        ? notExpressible('frequency', { frequency: value })
        : notExpressible('rule_malformed', { part: 'FREQ' });
    return 'DAILY';
  }

  number(name: string, smallest: number, largest: number): number | null {
    const numbers = this.numbers(name, smallest, largest);
    if (numbers.length > 1) this.malformed(name);
    return numbers[0] ?? null;
  }

  numbers(name: string, smallest: number, largest: number): readonly number[] {
    const value = this.take(name);
    if (value === null) return [];
    const numbers = value.split(',').map((each) => (/^[+-]?\d{1,9}$/.test(each.trim()) ? Number(each) : Number.NaN));
    if (numbers.every((each) => each >= smallest && each <= largest)) return [...new Set(numbers)];
    this.malformed(name);
    return [];
  }

  days(): readonly RuleDay[] {
    const value = this.take('BYDAY');
    return value === null ? [] : value.split(',').flatMap((each) => this.day(each.trim()) ?? []);
  }

  dayOfWeek(name: string): DayOfWeek | null {
    const value = this.take(name);
    if (value === null) return null;
    const day = DAYS_OF_WEEK[DAY_CODES.indexOf(value as (typeof DAY_CODES)[number])];
    if (day === undefined) this.malformed(name);
    return day ?? null;
  }

  until(): Until | null {
    const value = this.take('UNTIL');
    if (value === null) return null;
    const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})(Z)?)?$/.exec(value);
    const [, year, month, day, hour, minute, second, utc] = match ?? [];
    try {
      const date = parseCalendarDate(`${year}-${month}-${day}`);
      if (hour === undefined) return { kind: 'date', date };
      const local = `${date}T${hour}:${minute}:${second}`;
      return utc === undefined
        ? { kind: 'local', local: parseLocalDateTime(local) }
        : { kind: 'instant', instant: parseInstant(`${local}Z`) };
    } catch {
      this.malformed('UNTIL');
      return null;
    }
  }

  skip(): 'omit' | 'backward' {
    const calendar = this.take('RSCALE') ?? 'GREGORIAN';
    if (calendar !== 'GREGORIAN') this.problem ??= notExpressible('calendar_system', { calendar });
    const skip = this.take('SKIP') ?? 'OMIT';
    if (skip !== 'OMIT' && skip !== 'BACKWARD') this.problem ??= notExpressible('rule_part', { part: 'SKIP' });
    return skip === 'BACKWARD' ? 'backward' : 'omit';
  }

  private day(text: string): RuleDay | null {
    const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(text);
    const day = DAYS_OF_WEEK[DAY_CODES.indexOf(match?.[2] as (typeof DAY_CODES)[number])];
    if (match === null || day === undefined || Number(match[1] ?? 1) === 0) {
      this.malformed('BYDAY');
      return null;
    }
    return { position: Number(match[1] ?? 0), day };
  }

  private take(name: string): string | null {
    const value = this.left.get(name) ?? null;
    this.left.delete(name);
    return value;
  }

  private malformed(part: string): void {
    this.problem ??= notExpressible('rule_malformed', { part });
  }
}
