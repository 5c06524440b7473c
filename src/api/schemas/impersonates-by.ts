import { z } from 'zod';
import { IMPERSONATION_NAMES } from '../../settings/settings.ts';

export const impersonatesBySchema = z
  .enum(IMPERSONATION_NAMES)
  .nullable()
  .describe('By which name the owner of the mailbox is impersonated; `null` where nobody is.');
