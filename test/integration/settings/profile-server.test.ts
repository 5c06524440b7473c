import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../simulator/index.ts';
import type { Profile } from '../../../src/api/resources.ts';
import { sha256Of } from '../../support/ews/fingerprint.ts';
import { CA, DOMAIN, networkOf } from '../../support/ews/mail-domain.ts';
import { tlsFixture } from '../../support/ews/servers.ts';
import { expectArrival, expectRefusal } from '../../support/settings-arrival.ts';
import { ask } from '../../support/settings-by-api.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, PlaceSettings, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
/** Its certificate is for `localhost` and 127.0.0.1, from an authority that nobody trusts. */
let secure: RunningSimulator;
/** The same certificate at ::1, for which it is not made. */
let secure6: RunningSimulator;
/** Its certificate is for the names of a mail domain. */
let hosted: RunningSimulator;
/** Where the names of the mail domain lead. */
const hosts: Record<string, number> = {};
beforeAll(async () => {
  world = await openSettingsWorld({ network: networkOf(hosts) });
  const tls = { cert: tlsFixture('localhost.cert'), key: tlsFixture('localhost.key') };
  secure = await world.startExchange({ tls });
  secure6 = await world.startExchange({ tls, host: '::1' });
  hosted = await world.startExchange({
    tls: { cert: tlsFixture('mail-domains.cert'), key: tlsFixture('mail-domains.key') },
  });
  hosts[`https://autodiscover.${DOMAIN}`] = Number(portOf(hosted));
  hosted.autodiscover.tell({ external: `https://localhost:${portOf(hosted)}/EWS/Exchange.asmx` });
});
afterAll(() => world.close());

const portOf = ({ ewsUrl }: RunningSimulator) => new URL(ewsUrl).port;
const OURS = { certificateSha256: null, caPem: tlsFixture('ca') };
const PINNED = { certificateSha256: sha256Of('localhost'), caPem: null };
const ANOTHER_PIN = { certificateSha256: sha256Of('self-signed'), caPem: null };

describe.each(WAYS_IN)('set with %s', (way) => {
  describe('Url Server', () => {
    const typed = (serverUrl: string, more: PlaceSettings['profile'] = {}) => ({ serverUrl, ...more });
    const forms = {
      'a host name': () => typed(`localhost:${portOf(secure)}`, { tls: OURS }),
      'an IP address': () => typed(`127.0.0.1:${portOf(secure)}`, { tls: OURS }),
      'an address of IPv6': () => typed(`[::1]:${portOf(secure6)}`, { tls: PINNED }),
      'the whole URL': () => typed(`https://localhost:${portOf(secure)}/EWS/Exchange.asmx`, { tls: OURS }),
      'what stands in the browser in Outlook on the web': () =>
        typed(`https://LOCALHOST:${portOf(secure)}/owa/`, { tls: OURS }),
      'plain http, which is switched on': () =>
        typed(`http://127.0.0.1:${portOf(world.simulator)}`, { allowInsecureHttp: true }),
    };
    const serverOf = (form: string) =>
      form.includes('IPv6') ? secure6 : form.includes('http') ? world.simulator : secure;
    const places = new Map<string, Place>();
    beforeAll(async () => {
      const names = Object.keys(forms) as (keyof typeof forms)[];
      const opened = await world.openPlaces(
        way,
        names.map((form) => ({ exchange: serverOf(form), profile: forms[form]() })),
      );
      for (const [index, form] of names.entries()) places.set(form, opened[index] as Place);
    });

    test.each(Object.keys(forms))('is %s', async (form) => {
      const place = places.get(form) as Place;
      await expectArrival(place);
      const { serverUrl } = await profileOf(place);
      expect(serverUrl).toMatch(/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\]):\d+\/EWS\/Exchange\.asmx$/);
    });

    test('is refused as plain http without the switch, and nothing is stored', async () => {
      const before = await ask<object>(world.administrator.call, 'GET', '/api/profiles');
      const opened = world.openPlace(way, { profile: { allowInsecureHttp: false } });
      await expect(opened).rejects.toThrow(/allowInsecureHttp|insecure_http_refused/);
      expect(await ask<object>(world.administrator.call, 'GET', '/api/profiles')).toEqual(before);
    });
  });

  describe('Url Server autodiscover:MAIL.DOMAIN', () => {
    const searched = (more: PlaceSettings['profile'] = {}): PlaceSettings => ({
      exchange: hosted,
      profile: { serverUrl: `autodiscover:${DOMAIN}`, tls: { certificateSha256: null, caPem: CA }, ...more },
    });

    test('finds the server of each mailbox, and stays what was typed', async () => {
      const place = await world.openPlace(way, searched());
      await expectArrival(place);
      expect((await profileOf(place)).serverUrl).toBe(`autodiscover:${DOMAIN}`);
    });

    test('trusts no certificate that the profile does not', async () => {
      const place = await world.openPlace(way, searched({ tls: OURS }));
      const { contacts } = await place.sync();
      expect(contacts.outcome).toBe('failed');
      expect(place.requests().filter(({ user }) => user !== null)).toEqual([]);
      await place.set(searched());
      await expectArrival(place);
    });
  });

  describe('the certificate of the server', () => {
    let stranger: Place;
    let pinned: Place;
    beforeAll(async () => {
      [stranger, pinned] = (await world.openPlaces(way, [
        { exchange: secure, profile: {} },
        { exchange: secure, profile: { tls: ANOTHER_PIN } },
      ])) as [Place, Place];
    });

    test('from an authority that nobody trusts is refused before anybody signs in, until the profile trusts it', async () => {
      secure.requests.clear();
      await expectRefusal(stranger, 'tls_untrusted');
      expect(secure.requests.all()).toEqual([]);
      await stranger.set({ profile: { tls: OURS } });
      await expectArrival(stranger);
    });

    test('has to be the pinned one, whoever it is from', async () => {
      secure.requests.clear();
      await expectRefusal(pinned, 'tls_pin_mismatch');
      expect(secure.requests.all()).toEqual([]);
      await pinned.set({ profile: { tls: PINNED } });
      await expectArrival(pinned);
      // And no longer when the pin is taken away.
      await pinned.set({});
      await expectRefusal(pinned, 'tls_untrusted');
    });
  });
});

const profileOf = ({ profileName }: Place) =>
  ask<Profile>(world.administrator.call, 'GET', `/api/profiles/${profileName}`);
