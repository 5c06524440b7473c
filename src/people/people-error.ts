import { ConnectorError } from '../model/index.ts';
import type { PasswordWeakness } from './password-rules.ts';
import { MINIMUM_LENGTH } from './password-rules.ts';

/** The same for a wrong password, an unknown name, an inactive person and one without a password. */
export function loginRefused(): ConnectorError {
  return new ConnectorError({
    code: 'login_refused',
    disposition: 'reauth',
    message: 'name and password do not belong together',
  });
}

export function loginThrottled(retryAfterMs: number): ConnectorError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new ConnectorError({
    code: 'login_throttled',
    disposition: 'backoff',
    message: `too many attempts to sign in: wait ${seconds} seconds`,
    retryAfterMs,
    details: { seconds },
  });
}

export function linkInvalid(): ConnectorError {
  return new ConnectorError({
    code: 'login_link_invalid',
    disposition: 'halt',
    message: 'the link was used, replaced by a newer one, has expired, or is not whole',
  });
}

export function passwordWeak(reason: PasswordWeakness): ConnectorError {
  return new ConnectorError({
    code: 'password_weak',
    disposition: 'halt',
    message: `the password is not accepted: ${reason}`,
    details: { reason, minimum: MINIMUM_LENGTH },
  });
}

export function personUnknown(): ConnectorError {
  return new ConnectorError({ code: 'person_unknown', disposition: 'halt', message: 'there is no such person' });
}

export function personChanged(): ConnectorError {
  return new ConnectorError({
    code: 'person_changed',
    disposition: 'conflict',
    message: 'the person was changed since it was read',
  });
}

/** A link that nobody could use would only look like help. */
export function personInactive(userId: string): ConnectorError {
  return new ConnectorError({
    code: 'crm_user_inactive',
    disposition: 'reauth',
    message: `The CRM user ${userId} is not active`,
    details: { userId },
  });
}

export function lastAdministrator(): ConnectorError {
  return new ConnectorError({
    code: 'last_administrator',
    disposition: 'halt',
    message: 'without this person nobody could administer',
  });
}

export function cursorInvalid(): ConnectorError {
  return new ConnectorError({
    code: 'cursor_invalid',
    disposition: 'resync',
    message: 'this position in the list is not valid (any more)',
  });
}
