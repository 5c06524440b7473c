import { z } from 'zod';
import { parametersSchema } from './item-type.ts';
import { named } from './named.ts';

const categoryName = z.string().trim().min(1).max(255);

export const crmItemsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('own') }),
  z.object({ kind: z.literal('ownAndShared') }),
  z.object({ kind: z.literal('list'), list: categoryName }),
]);

export const exchangeItemsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('onlyCategory'), category: categoryName }),
  z.object({ kind: z.literal('allButCategory'), category: categoryName }),
]);

export const itemRulesSchema = named(
  'ItemRules',
  z.object({
    synchronise: z.boolean(),
    updateCrmToExchange: z.boolean(),
    updateExchangeToCrm: z.boolean(),
    deleteCrmToExchange: z.boolean(),
    deleteExchangeToCrm: z.boolean(),
    conflictStrategy: z.enum(['crm', 'exchange']),
    conflictGranularity: z.enum(['field', 'item']),
    exchangeDeleteMode: z.enum(['permanent', 'deletedItems']),
    exchangeConflictResolution: z.enum(['neverOverwrite', 'autoResolve', 'alwaysOverwrite']),
    exchangeCategories: z.array(categoryName).max(20).readonly(),
    crmItems: crmItemsSchema,
    exchangeItems: exchangeItemsSchema,
  }),
);

/** A sentence of the catalogue `rules`: its code and parameters. */
export const ruleSentenceSchema = named('RuleSentence', z.object({ code: z.string(), params: parametersSchema }));

/** Rules of one item type, with what they mean in words. */
export const rulesResourceSchema = named(
  'Rules',
  z.object({
    rules: itemRulesSchema,
    meaning: z
      .array(ruleSentenceSchema)
      .readonly()
      .describe('What the rules do, one sentence each: `rules.meaning.*`.'),
    warnings: z
      .array(ruleSentenceSchema)
      .readonly()
      .describe('Combinations that lose data or surprise: `rules.warnings.*`.'),
    etag: z.string().describe('The profile’s: rules are a part of it.'),
  }),
);
