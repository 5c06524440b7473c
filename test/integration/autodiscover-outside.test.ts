import {
  AutodiscoverErrorCode,
  AutodiscoverService,
  ExchangeVersion,
  Uri,
  UserSettingName,
  WebCredentials,
} from 'ews-javascript-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { MARIO } from '../support/configuration.ts';

/** Autodiscover of the simulator as somebody understands it who has not written it: ews-javascript-api. */

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ exchangeVersion: 'Exchange2013_SP1' });
});
afterAll(() => simulator.close());

function service(): AutodiscoverService {
  const url = new URL('/autodiscover/autodiscover.svc', simulator.ewsUrl);
  const made = new AutodiscoverService(new Uri(url.href), ExchangeVersion.Exchange2013);
  made.Credentials = new WebCredentials(MARIO.user, MARIO.password);
  return made;
}

const WANTED = [UserSettingName.ExternalEwsUrl, UserSettingName.InternalEwsUrl];

test('it is told the addresses that it asks for', async () => {
  const internal = 'https://ex01.azienda.example/EWS/Exchange.asmx';
  simulator.autodiscover.tell({ internal });
  const { ErrorCode, Settings } = await service().GetUserSettings(MARIO.smtp, WANTED);
  expect(ErrorCode).toBe(AutodiscoverErrorCode.NoError);
  expect(WANTED.map((name) => String(Settings.get(name)))).toEqual([simulator.ewsUrl, internal]);
});

test('it understands that a user is unknown', async () => {
  const { ErrorCode } = await service().GetUserSettings('nessuno@azienda.example', WANTED);
  expect(ErrorCode).toBe(AutodiscoverErrorCode.InvalidUser);
});
