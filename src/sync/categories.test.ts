import { describe, expect, it } from 'vitest';
import type { FieldSpec } from '../model/index.ts';
import { synchronisedFields } from '../model/index.ts';
import {
  exchangeCategoriesFor,
  sameCategory,
  withMarkedOccurrences,
  withoutManagedCategories,
  withReleasedCategories,
} from './categories.ts';
import { markingOfCreate, markingOfLinked } from './marking.ts';
import { DEFAULT_ITEM_RULES } from './rules.ts';

const MANAGED = ['CRM', 'Tustena'];

describe('two categories', () => {
  it('are one whatever their case and how their accents are written', () => {
    expect(sameCategory('Qualità', ' QUALITA\u0300')).toBe(true);
  });

  it('are two where only their capitals are the same', () => {
    expect(sameCategory('Maße', 'Masse')).toBe(false);
  });
});

describe('the user’s categories', () => {
  it('are what is left without those that the profile sets', () => {
    expect(withoutManagedCategories({ categories: ['crm', 'Blue', 'TUSTENA '], x: 1 }, MANAGED)).toEqual({
      categories: ['Blue'],
      x: 1,
    });
    expect(withoutManagedCategories({ categories: ['CRM'] }, MANAGED)).toEqual({ categories: null });
  });

  it('are everything where the profile sets none', () => {
    const fields = { categories: ['CRM'] };
    expect(withoutManagedCategories(fields, [])).toBe(fields);
    expect(withoutManagedCategories({ x: 1 }, MANAGED)).toEqual({ x: 1 });
    expect(withoutManagedCategories({ categories: null }, MANAGED)).toEqual({ categories: null });
  });

  it('are the texts of a list: nothing else can be a category', () => {
    expect(withoutManagedCategories({ categories: ['CRM', 7, 'Blue'] }, MANAGED)).toEqual({ categories: ['Blue'] });
  });
});

describe('the categories of single occurrences', () => {
  const [FIRST, SECOND] = ['2026-12-07', '2026-12-14'];
  const own = (...categories: readonly string[]) => ({ kind: 'changed', fields: { categories } });
  const onItem = ['Blue', 'CRM', 'Tustena'];

  it('have the marks of their series in Exchange, each once, and no other category of it', () => {
    const fields = { occurrences: { [FIRST]: own('Red'), [SECOND]: own('Red', 'crm') } };
    expect(withMarkedOccurrences(fields, MANAGED, onItem)).toEqual({
      occurrences: { [FIRST]: own('Red', 'CRM', 'Tustena'), [SECOND]: own('Red', 'crm', 'Tustena') },
    });
  });

  it('stay as they are where there is no mark to take away, beside one where there is', () => {
    const fields = { occurrences: { [FIRST]: own('Red', 'CRM'), [SECOND]: own('Red') } };
    expect(withoutManagedCategories(fields, MANAGED)).toEqual({
      occurrences: { [FIRST]: own('Red'), [SECOND]: own('Red') },
    });
  });
});

describe('categories that stop to be the profile’s', () => {
  const spec = synchronisedFields('contacts')['categories'] as FieldSpec;
  const release = (crm: readonly string[], exchange: readonly string[]) =>
    withReleasedCategories({ crm: { categories: crm }, exchange: { categories: exchange } }, MANAGED, spec);

  it('enter the base of the Exchange item, so that nobody seems to have added them', () => {
    expect(release(['Blue'], ['Blue'])).toEqual({ categories: ['Blue', 'CRM', 'Tustena'] });
  });

  it('are all there is where the item has no other', () => {
    const noneYet = withReleasedCategories({ crm: {}, exchange: {} }, MANAGED, spec);
    expect(noneYet).toEqual({ categories: ['CRM', 'Tustena'] });
  });

  it('are left alone where they are the user’s on one side already', () => {
    expect(release(['crm', 'Tustena'], [])).toEqual({ categories: [] });
    expect(release([], ['CRM', 'TUSTENA'])).toEqual({ categories: ['CRM', 'TUSTENA'] });
  });
});

describe('the list of categories that is written to Exchange', () => {
  const write = (input: Partial<Parameters<typeof exchangeCategoriesFor>[0]>) =>
    exchangeCategoriesFor({ current: [], managed: MANAGED, userCategories: null, add: [], ...input });

  it('adds the profile’s to what the user has, in the user’s order', () => {
    expect(write({ current: ['Zeta', 'Alpha'], add: ['CRM'] })).toEqual(['Zeta', 'Alpha', 'CRM']);
  });

  it('adds none twice', () => {
    expect(write({ current: ['crm'], add: ['CRM', 'CRM'] })).toEqual(['crm']);
  });

  it('keeps the profile’s that is there when the user’s own change', () => {
    expect(write({ current: ['CRM', 'Old'], userCategories: ['New'] })).toEqual(['CRM', 'New']);
    expect(write({ current: ['CRM', 'Old'], userCategories: [] })).toEqual(['CRM']);
  });

  it('does not bring back one of the profile’s that the user took off', () => {
    expect(write({ current: ['Old'], userCategories: ['Old', 'New'] })).toEqual(['Old', 'New']);
  });

  it('keeps the spelling that is there', () => {
    expect(write({ current: ['BLUE'], userCategories: ['blue', 'Red'] })).toEqual(['BLUE', 'Red']);
  });
});

describe('marks', () => {
  const rules = { ...DEFAULT_ITEM_RULES, exchangeCategories: ['CRM'] };

  it('of a new item in Exchange are the stamp and the categories', () => {
    expect(markingOfCreate(rules)).toEqual({ stamp: true, categories: ['CRM'] });
  });

  it('of a new item include the category that lets it through the filter', () => {
    const only = (category: string) =>
      markingOfCreate({ ...rules, exchangeItems: { kind: 'onlyCategory', category } }).categories;
    expect(only('Business')).toEqual(['CRM', 'Business']);
    expect(only('crm')).toEqual(['CRM']);
    expect(markingOfCreate({ ...rules, exchangeItems: { kind: 'allButCategory', category: 'x' } }).categories).toEqual([
      'CRM',
    ]);
  });

  it('of an item that was there before are no more than the rules allow', () => {
    expect(markingOfLinked(rules, ['Blue'])).toEqual({ stamp: true, categories: ['CRM'] });
    expect(markingOfLinked(rules, ['crm'])).toEqual({ stamp: true, categories: [] });
    const oneWay = { ...rules, updateCrmToExchange: false };
    expect(markingOfLinked(oneWay, [])).toEqual({ stamp: false, categories: ['CRM'] });
    expect(markingOfLinked(oneWay, ['CRM'])).toBeNull();
    expect(markingOfLinked({ ...oneWay, exchangeCategories: [] }, [])).toBeNull();
  });
});
