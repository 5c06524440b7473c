import { z } from 'zod';
import { DOUBT_REASONS } from '../../connector/index.ts';
import { named } from './named.ts';

export const installationSchema = named(
  'Installation',
  z.object({
    doubt: z
      .enum(DOUBT_REASONS)
      .nullable()
      .describe(
        'Why nothing is synchronised before an administrator has confirmed: the database is `restored` from a backup, `copied`, ' +
          'or another installation’s (`foreign`). `null`: it is as this installation left it.',
      ),
  }),
);
