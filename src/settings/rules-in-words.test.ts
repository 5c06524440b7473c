import { describe, expect, test } from 'vitest';
import type { Language } from '../messages/index.ts';
import { LANGUAGES, translatorFor } from '../messages/index.ts';
import { defaultItemRules } from './item-rules.ts';
import { meaningOf, warningsOf } from './rules-in-words.ts';
import type { AFTER_CRM_RESTORE, ProfileItemRules } from './settings.ts';
import { INVITATIONS } from './settings.ts';

const GENERAL = { privateItems: 'skip', invitations: 'never', afterCrmRestore: 'exchange' } as const;

const rulesWith = (change: Partial<ProfileItemRules>): ProfileItemRules => ({ ...defaultItemRules(), ...change });

const meaning = (change: Partial<ProfileItemRules>) =>
  meaningOf(rulesWith(change), 'contacts', { invitations: 'never' }).map(({ code }) => code);

const warnings = (change: Partial<ProfileItemRules>) =>
  warningsOf(rulesWith(change), 'contacts').map(({ code }) => code);

/** `uCE uEC dCE dEC` as the letters of the rules that are on, for all sixteen pairs. */
function direction(on: string): Partial<ProfileItemRules> {
  return {
    updateCrmToExchange: on.includes('u>'),
    updateExchangeToCrm: on.includes('u<'),
    deleteCrmToExchange: on.includes('d>'),
    deleteExchangeToCrm: on.includes('d<'),
  };
}

describe('what rules mean', () => {
  test.each([
    ['', 'nothing', 'nothing'],
    ['u>', 'changes', 'nothing'],
    ['u<', 'nothing', 'changes'],
    ['u> u<', 'changes', 'changes'],
    ['d>', 'deletions', 'nothing'],
    ['u> d>', 'changes_and_deletions', 'nothing'],
    ['u< d>', 'deletions', 'changes'],
    ['u> u< d>', 'changes_and_deletions', 'changes'],
    ['d<', 'nothing', 'deletions'],
    ['u> d<', 'changes', 'deletions'],
    ['u< d<', 'nothing', 'changes_and_deletions'],
    ['u> u< d<', 'changes', 'changes_and_deletions'],
    ['d> d<', 'deletions', 'deletions'],
    ['u> d> d<', 'changes_and_deletions', 'deletions'],
    ['u< d> d<', 'deletions', 'changes_and_deletions'],
    ['u> u< d> d<', 'changes_and_deletions', 'changes_and_deletions'],
  ])('with "%s" the CRM gives %s and Exchange gives %s', (on, toExchange, toCrm) => {
    expect(meaning(direction(on)).slice(0, 2)).toEqual([`crm_to_exchange_${toExchange}`, `exchange_to_crm_${toCrm}`]);
  });

  test.each([
    [{}, 'conflict_crm_field'],
    [{ conflictStrategy: 'exchange' }, 'conflict_exchange_field'],
    [{ conflictStrategy: 'exchange', conflictGranularity: 'item' }, 'conflict_exchange_item'],
    // One direction has one source: the strategy is not asked.
    [{ updateExchangeToCrm: false, conflictStrategy: 'exchange' }, 'one_way_to_exchange_field'],
    [{ updateCrmToExchange: false, conflictGranularity: 'item' }, 'one_way_to_crm_item'],
  ] as const)('%o decide conflicts by %s', (change, code) => {
    expect(meaning(change)).toContain(code);
  });

  test('no conflict is spoken of where nothing is carried', () => {
    const codes = meaning({ updateCrmToExchange: false, updateExchangeToCrm: false }).join(' ');
    expect(codes).not.toMatch(/conflict|one_way/);
  });

  test('where deletions end is said only when there are any', () => {
    expect(meaning({ exchangeDeleteMode: 'permanent' }).join(' ')).not.toContain('deleted_');
    expect(meaning({ deleteCrmToExchange: true })).toContain('deleted_to_deleted_items');
    expect(meaning({ deleteCrmToExchange: true, exchangeDeleteMode: 'permanent' })).toContain('deleted_permanently');
  });

  test('categories are the only thing that Exchange gets while its update is off', () => {
    const exchangeCategories = ['CRM', 'Clienti'];
    expect(meaning({ exchangeCategories })).toContain('categories_added');
    expect(
      meaningOf(rulesWith({ exchangeCategories, updateCrmToExchange: false }), 'contacts', { invitations: 'never' }),
    ).toContainEqual({
      code: 'categories_only',
      params: { categories: 'CRM, Clienti' },
    });
  });

  test('which records take part follows the list for contacts and the people for appointments', () => {
    const rules = rulesWith({ crmItems: { kind: 'list', list: 'Fiera' } });
    expect(meaningOf(rules, 'contacts', { invitations: 'never' })).toContainEqual({
      code: 'crm_items_list',
      params: { list: 'Fiera' },
    });
    expect(meaningOf(rules, 'appointments', { invitations: 'never' }).map(({ code }) => code)).toContain(
      'crm_items_of_appointments',
    );
  });

  test('an item type that is off means that, and nothing else', () => {
    expect(meaning({ synchronise: false, deleteCrmToExchange: true })).toEqual(['not_synchronised']);
  });
});

describe('warnings', () => {
  test('the defaults give none', () => {
    expect(warnings({})).toEqual([]);
  });

  test.each([
    ['', ['nothing_either_way']],
    ['d>', ['deletion_without_update_to_exchange']],
    ['u> d>', []],
    ['u< d>', ['deletion_without_update_to_exchange']],
    ['u> d<', ['deletion_without_update_to_crm']],
    ['u< d<', []],
    ['d> d<', ['deletion_without_update_to_crm', 'deletion_without_update_to_exchange', 'deletions_both_ways']],
    ['u> u< d> d<', ['deletions_both_ways']],
  ])('"%s" gives %o', (on, codes) => {
    expect(warnings(direction(on))).toEqual(codes);
  });

  test('permanent deletion warns only where something is deleted', () => {
    expect(warnings({ exchangeDeleteMode: 'permanent' })).toEqual([]);
    expect(warnings({ exchangeDeleteMode: 'permanent', deleteCrmToExchange: true })).toEqual(['permanent_delete']);
  });

  test.each([
    [{ exchangeConflictResolution: 'alwaysOverwrite' }, 'always_overwrite'],
    [{ conflictGranularity: 'item' }, 'whole_item'],
    [
      { exchangeItems: { kind: 'allButCategory', category: 'crm ' }, exchangeCategories: ['CRM'] },
      'own_category_excluded',
    ],
  ] as const)('%o warn of %s', (change, code) => {
    expect(warnings(change)).toEqual([code]);
  });

  test('private items that travel into the CRM are named when the profile is known', () => {
    const codes = warningsOf(rulesWith({}), 'appointments', { ...GENERAL, privateItems: 'full' }).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(['private_items_travel']);
  });

  test.each(['never', 'silent', 'notify'] as const)(
    'with invitations "%s" it is said what becomes of meetings',
    (invitations) => {
      const meant = (itemType: 'contacts' | 'appointments') =>
        meaningOf(rulesWith({}), itemType, { invitations }).map(({ code }) => code);
      expect(meant('appointments')).toContain(`meetings_${invitations}`);
      expect(meant('contacts').filter((code) => code.startsWith('meetings'))).toEqual([]);
    },
  );

  test('whoever lets meetings be written is told who hears of it, and of contacts nobody hears', () => {
    const warned = (invitations: (typeof INVITATIONS)[number], change: Partial<ProfileItemRules> = {}) =>
      warningsOf(rulesWith(change), 'appointments', { ...GENERAL, invitations }).map(({ code }) => code);
    expect(warned('never')).toEqual([]);
    expect(warned('silent')).toEqual(['meetings_change_unheard']);
    expect(warned('notify')).toEqual(['meetings_mail']);
    expect(warned('notify', { updateCrmToExchange: false })).toEqual([]);
    const ofContacts = warningsOf(rulesWith({}), 'contacts', { ...GENERAL, invitations: 'notify' });
    expect(ofContacts).toEqual([]);
  });

  test('a backup that counts after a restore is not forgotten, nor that it cannot where nothing goes to Exchange', () => {
    const warned = (change: Partial<ProfileItemRules>, afterCrmRestore: (typeof AFTER_CRM_RESTORE)[number] = 'crm') =>
      warningsOf(rulesWith(change), 'contacts', { ...GENERAL, afterCrmRestore }).map(({ code }) => code);
    expect(warned({})).toEqual(['backup_counts']);
    expect(warned({ updateCrmToExchange: false })).toEqual(['backup_waits']);
    expect([warned({}, 'ask'), warned({}, 'exchange')]).toEqual([[], []]);
  });

  test('an item type that is off endangers nothing', () => {
    expect(warnings({ synchronise: false, ...direction('d> d<'), exchangeDeleteMode: 'permanent' })).toEqual([]);
  });
});

describe('every combination', () => {
  const settings: readonly Partial<ProfileItemRules>[] = Array.from({ length: 256 }, (_, bits) => ({
    updateCrmToExchange: (bits & 1) > 0,
    updateExchangeToCrm: (bits & 2) > 0,
    deleteCrmToExchange: (bits & 4) > 0,
    deleteExchangeToCrm: (bits & 8) > 0,
    conflictGranularity: (bits & 16) > 0 ? ('item' as const) : ('field' as const),
    exchangeDeleteMode: (bits & 32) > 0 ? ('permanent' as const) : ('deletedItems' as const),
    exchangeCategories: (bits & 64) > 0 ? ['CRM'] : [],
    exchangeItems: (bits & 128) > 0 ? ({ kind: 'onlyCategory', category: 'CRM' } as const) : ({ kind: 'all' } as const),
  }));

  test.each(
    LANGUAGES.flatMap((language) => (['contacts', 'appointments'] as const).map((type) => [language, type] as const)),
  )('is said in words without a gap, in %s for %s', (language: Language, itemType) => {
    const t = translatorFor(language);
    for (const [index, change] of settings.entries()) {
      const rules = rulesWith(change);
      const invitations = INVITATIONS[index % INVITATIONS.length] ?? 'never';
      const sentences = [
        ...meaningOf(rules, itemType, { invitations }).map(({ code, params }) => t(`rules.meaning.${code}`, params)),
        ...warningsOf(rules, itemType, { privateItems: 'full', invitations, afterCrmRestore: 'crm' }).map(
          ({ code, params }) => t(`rules.warnings.${code}`, params),
        ),
      ];
      for (const sentence of sentences) expect(sentence).not.toMatch(/^rules\.|\{\{|\$t\(|itemTypes\./);
    }
  });
});
