import { z } from 'zod';
import { ITEM_TYPES } from '../../model/index.ts';

export const itemTypeSchema = z.enum(ITEM_TYPES);
export const sideSchema = z.enum(['crm', 'exchange']);
/** Codes with the parameters of their sentences. */
export const parametersSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
