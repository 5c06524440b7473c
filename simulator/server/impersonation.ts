import type { ConnectingId } from '../soap/envelope.ts';
import { SoapFault } from '../soap/fault.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { Organisation } from '../state/organisation.ts';
import type { SimulatorUser } from '../users.ts';

/**
 * The mailbox that a request works on: the caller's own, or that of whom the caller impersonates.
 * @throws SoapFault
 */
export function mailboxFor(
  caller: SimulatorUser,
  impersonated: ConnectingId | null,
  organisation: Organisation,
): Mailbox {
  const wanted = impersonated === null ? caller.smtp : addressOf(caller, impersonated, organisation);
  const mailbox = organisation.findMailbox(wanted);
  if (mailbox === undefined) throw nonExistent();
  return mailbox;
}

function addressOf(caller: SimulatorUser, { kind, value }: ConnectingId, organisation: Organisation): string {
  const { directory } = organisation;
  const target = kind === 'PrincipalName' ? directory.findByLogin(value) : directory.findByAnyAddress(value);
  // Who lacks the right does not learn whether the mailbox exists.
  if (caller.mayImpersonate !== true && target !== caller) {
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
  return target.smtp;
}

function nonExistent(): SoapFault {
  return new SoapFault('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
}
