import { parseTimeZoneId } from '../../model/index.ts';

export const UTC = parseTimeZoneId('UTC');
