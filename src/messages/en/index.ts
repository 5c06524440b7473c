import { cli } from './cli.ts';
import { errors } from './errors.ts';
import { page } from './page.ts';
import { reasons } from './reasons.ts';

export const en = { cli, errors, page, reasons } as const;
