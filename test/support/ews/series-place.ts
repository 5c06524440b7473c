import { onTestFinished } from 'vitest';
import type { RunningSimulator, SimulatedMailbox, SimulatorOptions } from '../../../simulator/index.ts';
import { startSimulator } from '../../../simulator/index.ts';
import { connectEws } from '../../../src/exchange/ews/index.ts';
import type { EwsOptions } from '../../../src/exchange/ews/options.ts';
import type { ExchangeItem, ExchangeSide, ExchangeWriteOutcome } from '../../../src/exchange/port.ts';
import type { Fields, FieldValue, TimeZoneId } from '../../../src/model/index.ts';
import { parseTimeZoneId } from '../../../src/model/index.ts';
import { optionsFor } from './channel.ts';
import { MARIO, SERVICE_USER } from './diagnosis.ts';

/** A mailbox with a side of ours to it, for what becomes of series in there. */
export interface SeriesPlace {
  readonly simulator: RunningSimulator;
  readonly mailbox: SimulatedMailbox;
  readonly side: ExchangeSide;
  close(): Promise<void>;
}

interface PlaceOptions {
  readonly homeZone?: TimeZoneId;
  readonly simulator?: SimulatorOptions;
  /** As the owner, as somebody who impersonates, or as a delegate on his folders. */
  readonly access?: EwsOptions['access'];
}

export async function openSeriesPlace(options: PlaceOptions = {}): Promise<SeriesPlace> {
  const { homeZone = parseTimeZoneId('Europe/Rome'), access = 'own' } = options;
  const users = [MARIO, SERVICE_USER];
  const simulator = await startSimulator({ users, captureBodies: true, ...options.simulator });
  const { user, password, domain = null } = access === 'own' ? MARIO : SERVICE_USER;
  const side = connectEws({
    ...optionsFor(simulator.ewsUrl, {
      mailbox: MARIO.smtp,
      credentials: { kind: 'password', user, domain, password },
      exchangeVersion: 'auto',
      access,
      timeoutMs: 60_000,
    }),
    homeZone,
  });
  return {
    simulator,
    side,
    mailbox: simulator.mailbox(MARIO.smtp),
    close: async () => {
      await side.close();
      await simulator.close();
    },
  };
}

export async function seriesPlaceOfTest(options: PlaceOptions = {}): Promise<SeriesPlace> {
  const place = await openSeriesPlace(options);
  onTestFinished(() => place.close());
  return place;
}

export async function itemOf(side: ExchangeSide, id: string): Promise<ExchangeItem> {
  const [read] = await side.read('appointments', [id]);
  if (read?.kind !== 'found') throw new Error(`read: ${JSON.stringify(read)}`);
  return read.item;
}

export async function createIn(side: ExchangeSide, fields: Fields): Promise<ExchangeWriteOutcome> {
  const [outcome] = await side.create('appointments', [{ fields, stamp: 'stamp', addCategories: ['CRM'], uid: null }]);
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

/** @returns the id. @throws Error when it was not made */
export async function created(side: ExchangeSide, fields: Fields): Promise<string> {
  const outcome = await createIn(side, fields);
  if (outcome.kind !== 'done') throw new Error(`create: ${JSON.stringify(outcome)}`);
  return outcome.ref.id;
}

/** @param changeKey the current one, unless another is given */
export async function changeIn(
  side: ExchangeSide,
  id: string,
  changes: Fields,
  changeKey?: string,
): Promise<ExchangeWriteOutcome> {
  const ref = { id, changeKey: changeKey ?? (await itemOf(side, id)).changeKey };
  const update = { ref, changes, categories: null, stamp: null };
  const [outcome] = await side.update('appointments', [update], 'neverOverwrite');
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

/** Six Tuesdays from 1 December 2026 on, an hour each, by the clock of Rome. */
export const sixTuesdaysAt = (hour: number) =>
  ({
    kind: 'timed',
    start: `2026-12-01T${String(hour - 1).padStart(2, '0')}:00:00Z`,
    end: `2026-12-01T${String(hour).padStart(2, '0')}:00:00Z`,
    zone: 'Europe/Rome',
    recurrence: {
      pattern: { kind: 'weekly', interval: 1, days: ['tuesday'], firstDayOfWeek: 'monday' },
      range: { kind: 'numbered', occurrences: 6 },
    },
  }) as FieldValue;
