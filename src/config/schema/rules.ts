import { z } from 'zod';
import { DEFAULT_ITEM_RULES } from '../../sync/index.ts';
import { says } from '../problem.ts';
import { shortTextSchema } from './name.ts';

const D = DEFAULT_ITEM_RULES;

const exchangeItemsSchema = z.union(
  [
    z.literal('all'),
    z.strictObject({ onlyCategory: shortTextSchema }),
    z.strictObject({ allButCategory: shortTextSchema }),
  ],
  { error: says('exchange_items') },
);

const crmItemsSchema = z.union([z.enum(['own', 'ownAndShared']), z.strictObject({ list: shortTextSchema })], {
  error: says('crm_items'),
});

const sharedShape = {
  synchronise: z.boolean().default(D.synchronise).describe('The item type takes part.'),
  updateCrmToExchange: z
    .boolean()
    .default(D.updateCrmToExchange)
    .describe('What is created or changed in the CRM is created or changed in Exchange.'),
  updateExchangeToCrm: z
    .boolean()
    .default(D.updateExchangeToCrm)
    .describe('What is created or changed in Exchange is created or changed in the CRM.'),
  deleteCrmToExchange: z
    .boolean()
    .default(D.deleteCrmToExchange)
    .describe('What is deleted in the CRM is deleted in Exchange.'),
  deleteExchangeToCrm: z
    .boolean()
    .default(D.deleteExchangeToCrm)
    .describe('What is deleted in Exchange is deleted in the CRM.'),
  conflictStrategy: z
    .enum(['crm', 'exchange'])
    .default(D.conflictStrategy)
    .describe(
      'Who wins when both sides changed the same. The value that was not taken is kept in the conflict journal.',
    ),
  conflictGranularity: z
    .enum(['field', 'item'])
    .default(D.conflictGranularity)
    .describe(
      '`field`: only fields that both sides changed are decided by the winner. `item`: the winner’s item overwrites the other.',
    ),
  exchangeDeleteMode: z
    .enum(['deletedItems', 'permanent'])
    .default(D.exchangeDeleteMode)
    .describe('Where items go that are deleted in Exchange: to the Deleted Items folder, or nowhere.'),
  exchangeConflictResolution: z
    .enum(['neverOverwrite', 'autoResolve', 'alwaysOverwrite'])
    .default(D.exchangeConflictResolution)
    .describe('What the Exchange server does with a write when the item was changed meanwhile.'),
  exchangeCategories: z
    .array(shortTextSchema)
    .max(20)
    .default([...D.exchangeCategories])
    .describe('Categories that synchronised items carry in Exchange, added to the user’s own.'),
  exchangeItems: exchangeItemsSchema
    .default('all')
    .describe('Which items of Exchange take part: `all`, `{ onlyCategory: NAME }` or `{ allButCategory: NAME }`.'),
};

export const appointmentRulesSchema = z.strictObject(sharedShape);

export const contactRulesSchema = z.strictObject({
  ...sharedShape,
  crmItems: crmItemsSchema
    .default('own')
    .describe('Which contacts of the CRM take part: the user’s `own`, `ownAndShared`, or those on a `{ list: NAME }`.'),
});

export type AppointmentRulesDocument = z.output<typeof appointmentRulesSchema>;
export type ContactRulesDocument = z.output<typeof contactRulesSchema>;
