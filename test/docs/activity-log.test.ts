import { createInstance } from 'i18next';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/messages/index.ts';
import { catalogues, LANGUAGES } from '../../src/messages/index.ts';
import { defaultItemRules } from '../../src/settings/item-rules.ts';
import type { Account, Profile } from '../../src/settings/settings.ts';
import { auditText } from '../../web/src/audit/audit-text.ts';

/** Every setting that the record of a change can name. */
const PROFILE: Readonly<Record<Exclude<keyof Profile, 'id' | 'name' | 'contacts' | 'appointments'>, true>> = {
  title: true,
  serverUrl: true,
  active: true,
  delegate: true,
  oauth: true,
  impersonateBy: true,
  signIn: true,
  exchangeVersion: true,
  tls: true,
  allowInsecureHttp: true,
  invitations: true,
  privateItems: true,
  afterCrmRestore: true,
  intervalSeconds: true,
  asItHappens: true,
};
const ACCOUNT: Readonly<Record<Exclude<keyof Account, 'id' | 'name' | 'userId' | 'profileId' | 'claim'>, true>> = {
  mailbox: true,
  impersonate: true,
  credentials: true,
  synchronise: true,
  appointmentsFrom: true,
  active: true,
  firstRun: true,
};
const SETTINGS = [...new Set([...Object.keys(PROFILE), ...Object.keys(ACCOUNT), ...Object.keys(defaultItemRules())])];

function sentence(language: Language, setting: string): string {
  const i18n = createInstance();
  void i18n.init({ lng: language, resources: catalogues, initAsync: false, interpolation: { escapeValue: false } });
  return auditText(i18n.t, {
    id: '1',
    at: '2026-11-25T08:00:00Z',
    actor: 'anna',
    action: 'account_changed',
    object: { kind: 'account', name: 'conto' },
    details: { settings: setting },
  });
}

describe('the activity log names settings as the forms do', () => {
  test.each(SETTINGS)('%s', (setting) => {
    for (const language of LANGUAGES) {
      const [, named] = /\((.*)\)\.$/.exec(sentence(language, setting)) ?? [];
      expect(named).toBeTruthy();
      expect(named).not.toBe(setting);
    }
  });

  test('with the words of the manual', () => {
    expect(sentence('it', 'conflictStrategy')).toContain('(Strategia');
    expect(sentence('it', 'serverUrl, intervalSeconds')).toMatch(/\(.+, Intervallo\)/);
  });
});
