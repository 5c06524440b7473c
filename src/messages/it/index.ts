import type { TranslationOf } from '../catalogue.ts';
import type { en } from '../en/index.ts';
import { accounts } from './accounts.ts';
import { cli } from './cli.ts';
import { configuration } from './configuration.ts';
import { diagnosis } from './diagnosis.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { page } from './page.ts';
import { people } from './people.ts';
import { reasons } from './reasons.ts';
import { rules } from './rules.ts';
import { settings } from './settings.ts';

export const it: TranslationOf<typeof en> = {
  accounts,
  cli,
  configuration,
  diagnosis,
  errors,
  fields,
  page,
  people,
  reasons,
  rules,
  settings,
};
