import { z } from 'zod';
import { isImpersonatedName } from '../../settings/impersonated-name.ts';
import { says } from '../problem.ts';

/** Names are the identity of an object in the file and in URLs, so they hold nothing that needs escaping there. */
const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

export const nameSchema = z.string().regex(NAME_PATTERN, says('name'));

/** An SMTP address. Mailboxes of internal domains have no dot in the domain, so none is asked for. */
export const smtpAddressSchema = z
  .string()
  .max(254)
  .regex(/^[^\s@<>"]+@[^\s@<>"]+$/, says('email'));

export const impersonateSchema = z.string().trim().max(320).refine(isImpersonatedName, says('impersonate'));

export const shortTextSchema = z.string().trim().min(1, says('not_empty')).max(255);
