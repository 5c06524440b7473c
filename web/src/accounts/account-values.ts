import type { Account, AccountPatch, AvailableProfile, NewAccount, Person } from '../api/accounts.ts';

/** What the form of an account holds while it is edited. */
export interface AccountValues {
  readonly mailbox: string;
  /** Empty says none. */
  readonly impersonate: string;
  readonly user: string;
  /** Empty keeps the stored one. */
  readonly password: string;
  readonly domain: string;
  readonly contacts: boolean;
  readonly appointments: boolean;
  readonly fromKind: 'all' | 'date' | 'lastMonths';
  readonly fromDate: string;
  readonly fromMonths: number | string;
  readonly active: boolean;
}

export type AccountField = keyof AccountValues;

/** What a profile and the rules of the house allow; of a profile that is not active, what the account tells of it. */
export type ProfileFacts = Pick<
  AvailableProfile,
  'name' | 'title' | 'ownCredentials' | 'mailboxByName' | 'impersonatesBy' | 'itemTypes'
>;

/**
 * Whether an account may say by which name its owner is impersonated: whoever says it says whose mailbox is opened. Also
 * before the profile impersonates by it, which cannot be switched on sooner.
 */
export function saysImpersonate({ impersonatesBy }: ProfileFacts, isAdministrator: boolean): boolean {
  return isAdministrator && impersonatesBy !== null;
}

const DEFAULT_MONTHS = 3;

export function valuesOf({
  mailbox,
  impersonate,
  credentials,
  synchronise,
  appointmentsFrom: from,
  active,
}: Account): AccountValues {
  return {
    mailbox,
    impersonate: impersonate ?? '',
    user: credentials?.user ?? '',
    password: '',
    domain: credentials?.domain ?? '',
    contacts: synchronise.contacts,
    appointments: synchronise.appointments,
    fromKind: from.kind,
    fromDate: from.kind === 'date' ? from.date : '',
    fromMonths: from.kind === 'lastMonths' ? from.months : DEFAULT_MONTHS,
    active,
  };
}

/** A new account: the own mailbox, everything that is not synchronised elsewhere, from the beginning. */
export function firstValues(person: Person, mayContacts: boolean, mayAppointments: boolean): AccountValues {
  return {
    mailbox: person.email,
    impersonate: '',
    user: '',
    password: '',
    domain: '',
    contacts: mayContacts,
    appointments: mayAppointments,
    fromKind: 'all',
    fromDate: '',
    fromMonths: DEFAULT_MONTHS,
    active: true,
  };
}

export function appointmentsFromOf({ fromKind, fromDate, fromMonths }: AccountValues): Account['appointmentsFrom'] {
  if (fromKind === 'date') return { kind: 'date', date: fromDate };
  if (fromKind === 'lastMonths') return { kind: 'lastMonths', months: Number(fromMonths) };
  return { kind: 'all' };
}

export function newAccountOf(values: AccountValues, profile: ProfileFacts, user: string): NewAccount {
  return {
    user,
    profile: profile.name,
    mailbox: values.mailbox.trim(),
    ...(values.impersonate.trim() === '' ? {} : { impersonate: values.impersonate.trim() }),
    synchronise: { contacts: values.contacts, appointments: values.appointments },
    appointmentsFrom: appointmentsFromOf(values),
    active: values.active,
    firstRun: 'approve',
    ...(profile.ownCredentials ? { credentials: credentialsOf(values) } : {}),
  };
}

/** Another mailbox than the stored one. */
export function isMoved(mailbox: string, stored: Account): boolean {
  return mailbox.trim().toLowerCase() !== stored.mailbox.toLowerCase();
}

/**
 * What the name of the owner becomes when the mailbox is typed: the stored one named the owner of the stored mailbox.
 * @param values as they stand until then
 */
export function ownerNameWith(mailbox: string, values: AccountValues, stored: Account): string {
  const { impersonate } = values;
  if (isMoved(mailbox, stored) === isMoved(values.mailbox, stored)) return impersonate;
  const named = valuesOf(stored).impersonate;
  const [before, after] = isMoved(mailbox, stored) ? [named, ''] : ['', named];
  return impersonate === before ? after : impersonate;
}

/** Only what was changed: what somebody else changes meanwhile in another field stays theirs. */
export function patchOf(
  before: Account,
  values: AccountValues,
  profile: ProfileFacts,
  isAdministrator: boolean,
): AccountPatch {
  const old = valuesOf(before);
  const changed = (...fields: readonly AccountField[]) => fields.some((field) => old[field] !== values[field]);
  return {
    ...(changed('mailbox') ? { mailbox: values.mailbox.trim() } : {}),
    // Said again with another mailbox, else it would go with the one before.
    ...(saysImpersonate(profile, isAdministrator) && changed('mailbox', 'impersonate')
      ? { impersonate: textOrNull(values.impersonate) }
      : {}),
    ...(changed('contacts', 'appointments')
      ? { synchronise: { contacts: values.contacts, appointments: values.appointments } }
      : {}),
    ...(changed('fromKind', 'fromDate', 'fromMonths') ? { appointmentsFrom: appointmentsFromOf(values) } : {}),
    ...(changed('active') ? { active: values.active } : {}),
    ...(profile.ownCredentials && changed('user', 'password', 'domain') ? { credentials: credentialsOf(values) } : {}),
    // The profile has a service account by now: the own credentials would be refused.
    ...(!profile.ownCredentials && before.credentials !== null ? { credentials: null } : {}),
  };
}

/** Nothing that the form shows is different: only the claim, say, was decided. */
export function showsTheSame(one: Account, other: Account): boolean {
  return JSON.stringify(valuesOf(one)) === JSON.stringify(valuesOf(other));
}

function credentialsOf({ user, domain, password }: AccountValues): NonNullable<AccountPatch['credentials']> {
  return {
    user: user.trim(),
    domain: textOrNull(domain),
    ...(password === '' ? {} : { password }),
  };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
