import { z } from 'zod';
import { itemTypeSchema, parametersSchema } from './item-type.ts';
import { named } from './named.ts';

export const stopSchema = named(
  'ServerStop',
  z.object({
    id: z.string().describe('Names the stop while it lasts.'),
    server: z.string().nullable().describe('Host of Exchange as the profiles have it; `null`: the CRM.'),
    itemType: itemTypeSchema,
    problem: z.object({ code: z.string(), details: parametersSchema }).describe('The error.'),
    since: z.string(),
    nextTryAt: z.string().describe('From then on one of the mailboxes that wait is tried.'),
    mailboxes: z.int().describe('How many have the error.'),
  }),
);

export const stopListSchema = named('ServerStopList', z.object({ stops: z.array(stopSchema).readonly() }));
