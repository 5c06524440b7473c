import type { TFunction } from 'i18next';
import type { ApiProblem } from '../api/problem.ts';
import type { PlacedProblems } from '../form/placed-problems.ts';
import { placedProblems } from '../form/placed-problems.ts';
import type { AccountField } from './account-values.ts';

/** Refusals of the server that are about one field. */
const FIELD_OF_CODE: Readonly<Record<string, AccountField>> = {
  mailbox_unknown: 'mailbox',
  mailbox_ambiguous: 'mailbox',
  mailbox_not_own: 'mailbox',
  mailbox_taken: 'mailbox',
  impersonated_name_missing: 'impersonate',
  ErrorNonExistentMailbox: 'mailbox',
  ErrorInvalidSmtpAddress: 'mailbox',
  sign_in_refused: 'password',
  credentials_missing: 'user',
  ErrorPasswordExpired: 'password',
  ErrorPasswordChangeRequired: 'password',
  ErrorAccountDisabled: 'user',
};

/** What the API refused, at the fields of the form of an account. @param shown fields that the form has */
export function accountProblems(
  t: TFunction,
  error: unknown,
  shown: readonly AccountField[],
): PlacedProblems<AccountField> {
  const ifShown = (field: AccountField | undefined) =>
    field !== undefined && shown.includes(field) ? field : undefined;
  return placedProblems<AccountField>(t, error, {
    ofRefusal: (problem) =>
      ifShown(problem.code === 'item_type_active_elsewhere' ? itemTypeOf(problem) : FIELD_OF_CODE[problem.code]),
    ofPath: (path) => ifShown(fieldOf(path)),
  });
}

function itemTypeOf({ details }: ApiProblem): AccountField | undefined {
  const itemType = details['itemType'];
  return itemType === 'contacts' || itemType === 'appointments' ? itemType : undefined;
}

/** `synchronise.contacts`, `credentials.password` and `mailbox` name their field at the end. */
function fieldOf(path: string): AccountField | undefined {
  const [group, part] = path.split('.');
  switch (group) {
    case 'mailbox':
    case 'impersonate':
    case 'active':
      return group;
    case 'synchronise':
      return part === 'appointments' ? 'appointments' : 'contacts';
    case 'credentials':
      return part === 'password' || part === 'domain' ? part : 'user';
    case 'appointmentsFrom':
      return part === 'months' ? 'fromMonths' : part === 'date' ? 'fromDate' : 'fromKind';
    default:
      return undefined;
  }
}
