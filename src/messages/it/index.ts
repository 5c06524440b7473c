import type { TranslationOf } from '../catalogue.ts';
import type { en } from '../en/index.ts';
import { cli } from './cli.ts';
import { configuration } from './configuration.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { page } from './page.ts';
import { reasons } from './reasons.ts';

export const it: TranslationOf<typeof en> = { cli, configuration, errors, fields, page, reasons };
