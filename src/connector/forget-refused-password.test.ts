import { expect, test } from 'vitest';
import type { EwsOptions } from '../exchange/ews/index.ts';
import type { Principal } from '../people/index.ts';
import { newProfile } from '../settings/index.ts';
import type { AccountTarget } from './account-target.ts';
import { forgetRefusedPassword } from './forget-refused-password.ts';

const sealed = (sealed: string) => ({ user: sealed, domain: null, password: { sealed } });
const [user, administrator] = ['user', 'administrator'].map((role) => ({ kind: 'person', role }) as Principal) as [
  Principal,
  Principal,
];

/** @returns the users whose refusals the caller has forgotten */
function forgottenBy(caller: Principal, service: string | null): readonly string[] {
  const forgotten: EwsOptions['credentials'][] = [];
  const profile = newProfile({ id: 'p', name: 'sede', serverUrl: 'https://mail.brenta.example/EWS/Exchange.asmx' });
  const target = {
    profile: { ...profile, delegate: service === null ? null : { ...sealed(service), access: 'impersonation' } },
    account: { id: 'a', name: 'giulia-sede', credentials: sealed('giulia') },
  };
  const secrets = { open: ({ sealed: text }: { readonly sealed: string }) => text };
  const parts = { secrets, forgetRefusals: (credentials: EwsOptions['credentials']) => forgotten.push(credentials) };
  forgetRefusedPassword(
    parts as unknown as Parameters<typeof forgetRefusedPassword>[0],
    caller,
    target as unknown as AccountTarget,
  );
  return forgotten.map((credentials) => (credentials.kind === 'password' ? credentials.user : ''));
}

test('everybody may have the own password shown again, only administrators that of the service account', () => {
  expect([forgottenBy(user, null), forgottenBy(administrator, null)]).toEqual([['giulia'], ['giulia']]);
  expect([forgottenBy(user, 'svc'), forgottenBy(administrator, 'svc')]).toEqual([[], ['svc']]);
  expect(forgottenBy({ kind: 'operator' }, 'svc')).toEqual(['svc']);
});
