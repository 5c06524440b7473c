import { z } from 'zod';
import { says } from '../problem.ts';

const SECONDS_OF: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** @returns seconds, or `null` when the text is no duration such as `30s`, `5m`, `2h` or `1d` */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})([smhd])$/.exec(text.trim());
  const unit = SECONDS_OF[match?.[2] ?? ''];
  return match === null || unit === undefined ? null : Number(match[1]) * unit;
}

export const durationSchema = z.string().refine(
  (text) => {
    const seconds = parseDuration(text);
    return seconds !== null && seconds >= 5 && seconds <= 86_400;
  },
  { error: says('duration') },
);
