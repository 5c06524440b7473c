import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthScheme, LoggedRequest, RunningSimulator } from '../../../simulator/index.ts';
import { EXCHANGE_VERSIONS } from '../../../src/settings/settings.ts';
import { SERVICE } from '../../support/configuration.ts';
import { expectArrival, expectRefusal } from '../../support/settings-arrival.ts';
import type { Newcomer } from '../../support/settings-wanted.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, PlaceSettings, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
let servers: Readonly<Record<'basic' | 'ntlm' | '2007' | '2010', RunningSimulator>>;
beforeAll(async () => {
  world = await openSettingsWorld({ people: 80 });
  servers = {
    basic: await world.startExchange({ auth: ['basic'] }),
    ntlm: await world.startExchange({ auth: ['ntlm'] }),
    2007: await world.startExchange({ exchangeVersion: 'Exchange2007_SP1' }),
    2010: await world.startExchange({ exchangeVersion: 'Exchange2010_SP2' }),
  };
});
afterAll(() => world.close());

const { user, password } = SERVICE;

/** What the log of the server says of all requests for the mailbox, each thing once. */
interface Seen {
  readonly signedInAs?: readonly string[];
  readonly signedInWith?: readonly NonNullable<LoggedRequest['signedInWith']>[];
  /** Addresses in the header of impersonation; `none` for requests without. */
  readonly impersonated?: readonly string[];
  readonly declared?: readonly string[];
}

interface Story {
  readonly title: string;
  readonly settings: (person: Newcomer) => PlaceSettings;
  /** What is seen when it works, or the code with which runs fail. */
  readonly expected: ((person: Newcomer) => Seen) | string;
}

function seenAt(place: Place): Required<Seen> {
  const requests = place.requests();
  const each = <T>(tell: (request: LoggedRequest) => T) => [...new Set(requests.map(tell))];
  const inBody = (pattern: RegExp) => each(({ requestBody = '' }) => pattern.exec(requestBody)?.[1] ?? 'none');
  return {
    signedInAs: each((request) => request.user ?? 'nobody'),
    signedInWith: each(({ signedInWith }) => signedInWith).flatMap((scheme) => scheme ?? []),
    impersonated: inBody(/<t:ExchangeImpersonation>.*<t:PrimarySmtpAddress>(.*)<\/t:PrimarySmtpAddress>/s),
    declared: inBody(/<t:RequestServerVersion Version="(\w+)"/),
  };
}

/** Ways to write the name of an account; each of them has to sign in with Basic and with NTLM. */
const NAMES = {
  'DOMAIN\\user': (name: string) => ({ user: `AZIENDA\\${name}` }),
  'a user with the domain in its own field': (name: string) => ({ user: name, domain: 'AZIENDA' }),
  'a UPN': (name: string) => ({ user: `${name}@azienda.example` }),
  'a user alone': (name: string) => ({ user: name }),
};
const SCHEMES: readonly AuthScheme[] = ['basic', 'ntlm'];

const accounts: readonly Story[] = SCHEMES.flatMap((scheme) => [
  ...Object.entries(NAMES).flatMap(([form, nameOf]): readonly Story[] => [
    {
      title: `the service account as ${form} opens the mailboxes of users with ${scheme}, by impersonation`,
      settings: () => ({ profile: { signIn: scheme, delegate: { ...nameOf(user), password } } }),
      expected: ({ smtp }) => ({ signedInAs: [user], signedInWith: [scheme], impersonated: [smtp] }),
    },
    {
      title: `without a service account the user signs in as ${form} with ${scheme}, and nobody is impersonated`,
      settings: (person) => ({
        profile: { signIn: scheme, delegate: null },
        account: { credentials: { ...nameOf(person.name), password: person.password } },
      }),
      expected: ({ name }) => ({ signedInAs: [name], signedInWith: [scheme], impersonated: ['none'] }),
    },
  ]),
  {
    title: `the domain is told: the account of another domain is refused with ${scheme}`,
    settings: () => ({ profile: { signIn: scheme, delegate: { user, domain: 'ALTROVE', password } } }),
    expected: 'sign_in_refused',
  },
]);

const at = (server: keyof typeof servers | null) => (server === null ? {} : { exchange: servers[server] });

const signIn = (
  setting: 'auto' | AuthScheme,
  server: AuthScheme | null,
  outcome: AuthScheme | 'sign_in_unsupported',
): Story => ({
  title: `Accesso ${setting} at a server that offers ${server ?? 'both'}: ${outcome}`,
  settings: () => ({ profile: { signIn: setting }, ...at(server) }),
  expected: outcome === 'sign_in_unsupported' ? outcome : () => ({ signedInWith: [outcome] }),
});

const declares = (
  exchangeVersion: (typeof EXCHANGE_VERSIONS)[number],
  server: '2007' | '2010' | null,
  ...declared: readonly string[]
): Story => ({
  title: `Versione Exchange ${exchangeVersion}: requests to ${server ?? 2016} declare ${declared.join(', then ')}`,
  settings: () => ({ profile: { exchangeVersion }, ...at(server) }),
  expected: () => ({ declared }),
});

const STORIES: readonly Story[] = [
  ...accounts,
  signIn('auto', null, 'ntlm'),
  signIn('auto', 'basic', 'basic'),
  signIn('auto', 'ntlm', 'ntlm'),
  signIn('basic', null, 'basic'),
  signIn('ntlm', null, 'ntlm'),
  signIn('basic', 'ntlm', 'sign_in_unsupported'),
  signIn('ntlm', 'basic', 'sign_in_unsupported'),
  ...EXCHANGE_VERSIONS.filter((version) => version !== 'auto').map((version) => declares(version, null, version)),
  // To find the version out, the first request declares what every server understands.
  declares('auto', null, 'Exchange2007_SP1', 'Exchange2013'),
  declares('auto', '2010', 'Exchange2007_SP1', 'Exchange2010_SP1'),
  declares('auto', '2007', 'Exchange2007_SP1'),
  {
    title: 'Versione Exchange Exchange2013: a server that is older refuses it',
    settings: () => ({ profile: { exchangeVersion: 'Exchange2013' }, ...at('2007') }),
    expected: 'ErrorInvalidServerVersion',
  },
];
const works = ({ expected }: Story) => typeof expected === 'function';

describe.each(WAYS_IN)('set with %s', (way) => {
  const places = new Map<Story, Place>();
  const placeOf = (story: Story) => places.get(story) as Place;
  beforeAll(async () => {
    const opened = await world.openPlaces(
      way,
      STORIES.map(({ settings }) => settings),
    );
    for (const [index, story] of STORIES.entries()) places.set(story, opened[index] as Place);
  });

  test.each(STORIES.filter(works).map((story) => [story.title, story] as const))('%s', async (_, story) => {
    const place = placeOf(story);
    await expectArrival(place);
    const expected = (story.expected as (person: Newcomer) => Seen)(place.person);
    expect(seenAt(place)).toMatchObject(expected);
  });

  test.each(STORIES.filter((story) => !works(story)).map((story) => [story.title, story] as const))(
    '%s',
    async (_, story) => {
      await expectRefusal(placeOf(story), story.expected as string);
      expect(
        placeOf(story)
          .requests()
          .filter(({ status }) => status === 200),
      ).toEqual([]);
    },
  );
});
