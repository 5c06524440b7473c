import { z } from 'zod';

/** Whether there is a password; never the password. `unreadable`: sealed with a key that is not there any more. */
export const storedCredentialsShape = {
  user: z.string(),
  domain: z.string().nullable(),
  password: z.enum(['stored', 'unreadable']),
};

/** Credentials as a person enters them. Without a password the stored one stays. */
export const enteredCredentialsShape = {
  user: z.string().trim().min(1).max(320),
  domain: z.string().trim().min(1).max(255).nullable().default(null),
  password: z.string().min(1).max(1024).optional().describe('Stored encrypted, never told again. Absent: unchanged.'),
};
