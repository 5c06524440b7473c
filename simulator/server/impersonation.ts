import type { ConnectingId } from '../soap/envelope.ts';
import { SoapFault } from '../soap/fault.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { Organisation } from '../state/organisation.ts';
import type { SimulatorUser } from '../users.ts';

/**
 * Whose mailbox a request works on: the caller's own, or that of whom the caller impersonates. The directory may
 * be asked without having one.
 * @throws SoapFault
 */
export function workingUser(
  caller: SimulatorUser,
  impersonated: ConnectingId | null,
  organisation: Organisation,
): SimulatorUser {
  if (impersonated === null && caller.isApplication === true) {
    throw new SoapFault(
      'ErrorImpersonationRequired',
      'ExchangeImpersonation SOAP header must be present for this type of OAuth token.',
    );
  }
  return impersonated === null ? caller : targetOf(caller, impersonated, organisation);
}

/** @throws SoapFault for an account without a mailbox */
export function mailboxOf(user: SimulatorUser, caller: SimulatorUser, organisation: Organisation): Mailbox {
  const mailbox = user.hasMailbox === false ? undefined : organisation.findMailbox(user.smtp);
  if (mailbox !== undefined) return mailbox;
  if (user !== caller) throw nonExistent();
  throw new SoapFault(
    'ErrorMissingEmailAddress',
    'When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address for any distinguished folder Ids.',
  );
}

const SID = /^S-1-\d+(-\d+)+$/;

function targetOf(caller: SimulatorUser, { kind, value }: ConnectingId, organisation: Organisation): SimulatorUser {
  const { directory } = organisation;
  if (kind === 'SID' && !SID.test(value)) {
    throw new SoapFault('ErrorInvalidExchangeImpersonationHeaderData', 'The SID to impersonate is not one.');
  }
  const target =
    kind === 'PrincipalName'
      ? directory.findByPrincipalName(value)
      : kind === 'SID'
        ? directory.findBySid(value)
        : directory.findByAnyAddress(value);
  // Who lacks the right does not learn whether the mailbox exists.
  if (!mayActFor(caller, target) && target !== caller) {
    throw new SoapFault(
      'ErrorImpersonateUserDenied',
      'The account does not have permission to impersonate the requested user.',
    );
  }
  if (target === undefined) throw nonExistent();
  if (kind === 'PrimarySmtpAddress' && target.smtp.toLowerCase() !== value.toLowerCase()) {
    throw new SoapFault('ErrorNonPrimarySmtpAddress', 'The primary SMTP address must be specified.', {
      values: { Primary: target.smtp },
    });
  }
  return target;
}

function mayActFor({ mayImpersonate = false }: SimulatorUser, target: SimulatorUser | undefined): boolean {
  if (typeof mayImpersonate === 'boolean') return mayImpersonate;
  return mayImpersonate.some((address) => address.toLowerCase() === target?.smtp.toLowerCase());
}

function nonExistent(): SoapFault {
  return new SoapFault('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
}
