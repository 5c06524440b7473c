import { ConnectorError } from '../../model/index.ts';

export function noSuchUser(userId: string): ConnectorError {
  return new ConnectorError({
    code: 'crm_user_unknown',
    disposition: 'reauth',
    message: `The CRM has no user ${userId}`,
    details: { userId },
  });
}

/** Without a user nobody's rights apply: nothing is read, nothing is concluded. */
export function userInactive(userId: string): ConnectorError {
  return new ConnectorError({
    code: 'crm_user_inactive',
    disposition: 'reauth',
    message: `The CRM user ${userId} is not active`,
    details: { userId },
  });
}

/** @param field the unique property that is taken already */
export function alreadyExists(what: 'user' | 'company', field: string): ConnectorError {
  return new ConnectorError({
    code: `crm_${what}_exists`,
    disposition: 'conflict',
    message: `The CRM has another ${what} with this ${field}`,
    details: { field },
  });
}

export function invalidInput(what: string, problems: string): ConnectorError {
  return new ConnectorError({
    code: 'crm_invalid_record',
    disposition: 'quarantine',
    message: `The CRM does not accept the ${what}: ${problems}`,
    details: { problems },
  });
}
