import { z } from 'zod';
import { named } from './named.ts';

export const userSchema = named(
  'User',
  z.object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    email: z.string(),
    timeZone: z.string(),
    active: z.boolean(),
  }),
);
