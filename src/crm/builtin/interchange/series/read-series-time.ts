import { Temporal } from 'temporal-polyfill';
import type {
  AppointmentTime,
  LocalDateTime,
  NotExpressible,
  SeriesTime,
  ZonedWallTime,
} from '../../../../model/index.ts';
import { epochSeconds, notExpressible, parseLocalDateTime } from '../../../../model/index.ts';
import type { Component } from '../components.ts';
import { findLine, rawValue } from '../components.ts';
import type { ZoneContext } from '../ical-time.ts';
import { readDuration } from '../ical-time.ts';
import { readWallTime } from './wall-time.ts';

/**
 * The readings of the clock at which a series begins and ends.
 * @param time what `readEventTime` made of the same VEVENT
 */
export function readSeriesTime(
  master: Component,
  time: AppointmentTime,
  zones: ZoneContext,
): SeriesTime | NotExpressible {
  if (time.kind === 'allDay') return time;
  const start = wallTimeOf(master, 'DTSTART', zones);
  if (start === 'own_time_zone') return notExpressible(start);
  if (start === null) return notExpressible('part_unreadable', { part: 'DTSTART' });
  return { kind: 'timed', start: start.local, end: endOf(master, start, time, zones), zone: start.zone };
}

/**
 * A length in days or hours is laid on the clock, so that a change of clocks in the first night is not in all. So is
 * the length of what ends in another zone than it begins.
 */
function endOf(
  master: Component,
  start: ZonedWallTime,
  time: AppointmentTime & { readonly kind: 'timed' },
  zones: ZoneContext,
): LocalDateTime {
  const end = wallTimeOf(master, 'DTEND', zones);
  if (end !== null && end !== 'own_time_zone' && end.zone === start.zone && end.local >= start.local) return end.local;
  const duration = end === null ? readDuration(rawValue(master, 'DURATION') ?? 'PT0S') : null;
  const length = duration ?? { seconds: epochSeconds(time.end) - epochSeconds(time.start) };
  return parseLocalDateTime(Temporal.PlainDateTime.from(start.local).add(length).toString());
}

/** @returns `null` where there is no such line, or none that can be read */
function wallTimeOf(master: Component, name: string, zones: ZoneContext): ZonedWallTime | 'own_time_zone' | null {
  const line = findLine(master, name);
  const read = line === undefined ? null : readWallTime(line, zones);
  if (read === null || read === 'own_time_zone') return read;
  return typeof read !== 'string' && 'local' in read ? read : null;
}
