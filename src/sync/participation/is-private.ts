import type { Fields } from '../../model/index.ts';

/** What Outlook hides from colleagues. "Personal" is a note to oneself and hides nothing. */
export function isPrivate(fields: Fields): boolean {
  return fields['sensitivity'] === 'private' || fields['sensitivity'] === 'confidential';
}
