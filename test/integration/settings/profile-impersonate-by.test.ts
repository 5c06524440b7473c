import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectArrival, expectRefusal } from '../../support/settings-arrival.ts';
import type { WayIn } from '../../support/settings-wanted.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, PlaceSettings, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld, principalNameOf, sidOf } from '../../support/settings-world.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld();
});
afterAll(() => world.close());

type ImpersonateBy = 'primarySmtpAddress' | 'principalName' | 'sid';

const settings = (impersonateBy: ImpersonateBy, impersonate?: string): PlaceSettings => ({
  profile: { impersonateBy },
  ...(impersonate === undefined ? {} : { account: { impersonate } }),
});

async function opened(way: WayIn, by: ImpersonateBy, nameOf?: (person: string) => string): Promise<Place> {
  const [place] = await world.openPlaces(way, [({ name }) => settings(by, nameOf?.(name))]);
  if (place === undefined) throw new Error('no place was opened');
  return place;
}

/** By which names the owner was impersonated in what reached the mailbox. */
const namesIn = (place: Place) =>
  new Set(
    place
      .requests()
      .flatMap(({ requestBody = '' }) => /<t:ConnectingSID>(.*)<\/t:ConnectingSID>/.exec(requestBody)?.[1] ?? []),
  );

describe.each(WAYS_IN)('Impersonificare con, set with %s', (way) => {
  test('L’indirizzo SMTP principale: the name is the mailbox', async () => {
    const place = await opened(way, 'primarySmtpAddress');
    await expectArrival(place);
    expect(namesIn(place)).toEqual(new Set([`<t:PrimarySmtpAddress>${place.person.smtp}</t:PrimarySmtpAddress>`]));
  });

  test('Il nome principale: what the account says', async () => {
    const place = await opened(way, 'principalName', principalNameOf);
    await expectArrival(place);
    expect(namesIn(place)).toEqual(
      new Set([`<t:PrincipalName>${principalNameOf(place.person.name)}</t:PrincipalName>`]),
    );
  });

  test('Il SID: what the account says', async () => {
    const place = await opened(way, 'sid', sidOf);
    await expectArrival(place);
    expect(namesIn(place)).toEqual(new Set([`<t:SID>${sidOf(place.person.name)}</t:SID>`]));
  });

  test('another name is another way to the same mailbox: nothing is made twice, nothing is forgotten', async () => {
    const place = await opened(way, 'primarySmtpAddress');
    await expectArrival(place);
    await place.set(settings('sid', sidOf(place.person.name)));
    const { all } = await place.sync();
    expect(all.map(({ counts }) => [counts?.createdInCrm, counts?.createdInExchange])).toEqual(all.map(() => [0, 0]));
  });

  test('the name of somebody else opens nothing, although the service account may', async () => {
    const place = await opened(way, 'sid', sidOf);
    const colleague = world.newcomer();
    await place.set(settings('sid', sidOf(colleague.name)));
    await expectRefusal(place, 'impersonated_another');
  });

  test('the address is taken where no principal name is said, and is none of this organisation’s', async () => {
    const place = await opened(way, 'principalName');
    await expectRefusal(place, 'ErrorNonExistentMailbox');
  });
});
