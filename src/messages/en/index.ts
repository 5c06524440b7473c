import { accounts } from './accounts.ts';
import { cli } from './cli.ts';
import { configuration } from './configuration.ts';
import { conflicts } from './conflicts.ts';
import { diagnosis } from './diagnosis.ts';
import { errors } from './errors.ts';
import { explain } from './explain.ts';
import { fields } from './fields.ts';
import { installation } from './installation.ts';
import { oldDeletions } from './old-deletions.ts';
import { page } from './page.ts';
import { people } from './people.ts';
import { plans } from './plans.ts';
import { reasons } from './reasons.ts';
import { recurrence } from './recurrence.ts';
import { rules } from './rules.ts';
import { series } from './series.ts';
import { settings } from './settings.ts';
import { stops } from './stops.ts';
import { values } from './values.ts';
import { verification } from './verification.ts';
import { why } from './why.ts';

export const en = {
  accounts,
  cli,
  configuration,
  conflicts,
  diagnosis,
  errors,
  explain,
  fields,
  installation,
  oldDeletions,
  page,
  people,
  plans,
  reasons,
  recurrence,
  rules,
  series,
  settings,
  stops,
  values,
  verification,
  why,
} as const;
