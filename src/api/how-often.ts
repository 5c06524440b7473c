import type { AccountStatus } from './resources.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How soon a change in the mailbox is noticed, as a message of `page.state` and its parameters. */
export function howOften(
  { watch, intervalSeconds }: Pick<AccountStatus, 'watch' | 'intervalSeconds'>,
  locale: string,
): {
  readonly key: 'asItHappens' | 'asItHappensAsked' | 'everyInterval';
  readonly params: { readonly interval: string };
} {
  const params = { interval: inWords(intervalSeconds, locale) };
  if (watch.state === 'streaming') return { key: 'asItHappens', params };
  return { key: watch.state === 'pull' ? 'asItHappensAsked' : 'everyInterval', params };
}

/** `90` is "90 seconds": the largest unit of which it is a whole number. */
function inWords(seconds: number, locale: string): string {
  const [unit, size] = UNITS.find(([, candidate]) => seconds % candidate === 0) ?? UNITS[3];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}
