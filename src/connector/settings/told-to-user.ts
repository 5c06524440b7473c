import type { ConnectionStep, Remedy } from '../../exchange/diagnosis.ts';

/** Which steps are about the user's own mailbox, and not about the server. */
const OF_MAILBOX: readonly ConnectionStep['step'][] = ['mailbox', 'contacts', 'calendar', 'clock'];
/** Findings about a sign-in that need no name of the server. */
const OF_LOGIN = [
  'signed_in',
  'signed_in_unprotected',
  'password_expired',
  'password_change_required',
  'account_disabled',
];
const TOLD_DETAILS = ['mailbox', 'primary', 'items', 'answer', 'seconds'];
const DETAILS_OF_LOGIN = ['user', 'scheme'];
/** What a user can do without the rights of an administrator. */
const TOLD_REMEDIES = ['use_primary_address', 'wait_and_repeat'];
const REMEDIES_OF_LOGIN = ['use_own_mailbox', 'name_domain'];

const IN_OTHER_WORDS = { ok: 'works', warning: 'works_with_remark', failed: 'does_not_work' } as const;

const TELL_ADMINISTRATOR: Remedy = { code: 'tell_administrator', params: {}, commands: [] };
const CHECK_OWN_LOGIN: Remedy = { code: 'check_own_login', params: {}, commands: [] };

/**
 * The steps of a connection test as a user is told them: how each ended and what they can do themselves; neither where
 * the server is, nor the service account, nor the commands that mend either.
 * @param ownLogin the account signs in with what its user entered
 */
export async function* toldToUser(
  steps: AsyncIterable<ConnectionStep>,
  ownLogin: boolean,
): AsyncGenerator<ConnectionStep> {
  for await (const step of steps) yield told(step, ownLogin);
}

function told({ tried: _ofTheServer, ...step }: ConnectionStep, ownLogin: boolean): ConnectionStep {
  const { state } = step;
  const isPlain = state === 'skipped' || isAboutUser(step, ownLogin);
  return {
    ...step,
    code: isPlain ? step.code : IN_OTHER_WORDS[state],
    details: isPlain ? toldDetails(step, ownLogin) : {},
    remedies: state === 'warning' || state === 'failed' ? toldRemedies(step, ownLogin) : [],
  };
}

function isAboutUser({ step, code, details }: ConnectionStep, ownLogin: boolean): boolean {
  if (step === 'signIn') return ownLogin && OF_LOGIN.includes(code);
  // Who is named there has signed in.
  return OF_MAILBOX.includes(step) && (ownLogin || details['user'] === undefined);
}

function toldDetails({ details }: ConnectionStep, ownLogin: boolean): ConnectionStep['details'] {
  const names = ownLogin ? [...TOLD_DETAILS, ...DETAILS_OF_LOGIN] : TOLD_DETAILS;
  return Object.fromEntries(Object.entries(details).filter(([name]) => names.includes(name)));
}

function toldRemedies({ step, remedies }: ConnectionStep, ownLogin: boolean): readonly Remedy[] {
  const codes = ownLogin ? [...TOLD_REMEDIES, ...REMEDIES_OF_LOGIN] : TOLD_REMEDIES;
  const possible = remedies.filter(({ code }) => codes.includes(code)).map((remedy) => ({ ...remedy, commands: [] }));
  const login = ownLogin && step === 'signIn' ? [CHECK_OWN_LOGIN] : [];
  return [...login, ...possible, TELL_ADMINISTRATOR];
}
