import type { Fault } from '../faults/fault.ts';
import { OPERATIONS } from '../operations/index.ts';
import { ItemError } from '../operations/item-error.ts';
import { REQUESTS } from '../schema/requests.ts';
import { SchemaViolation, validateRequest } from '../schema/validate.ts';
import { openEnvelope } from '../soap/envelope.ts';
import { SoapFault } from '../soap/fault.ts';
import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import type { Organisation } from '../state/organisation.ts';
import { findWindowsZone } from '../time-zones/zone.ts';
import type { SimulatorUser } from '../users.ts';
import type { XmlNode } from '../xml/node.ts';
import { localName, readXml } from '../xml/read.ts';
import { NotWellFormed } from '../xml/well-formed.ts';
import { mailboxOf, workingUser } from './impersonation.ts';

/** A request that was checked and may be carried out. */
export interface PreparedRequest {
  readonly operation: string;
  /** Primary address of whom it works for. */
  readonly smtp: string;
  readonly version: ExchangeVersion;
  /** Carries the request out at once and gives the child of the SOAP body. */
  readonly commit: (fault: Fault | undefined) => XmlNode;
}

/** EWS is switched off for the mailbox: Exchange then answers 403 and no SOAP. */
export class EwsSwitchedOff extends Error {}

/** Operations that look into the directory and need no mailbox. */
const OF_DIRECTORY: ReadonlySet<string> = new Set(['m:ResolveNames']);

/**
 * Reads, checks and addresses a request without changing anything.
 * @throws SoapFault, EwsSwitchedOff
 */
export function prepareRequest(
  body: string,
  caller: SimulatorUser,
  organisation: Organisation,
  server: ExchangeVersion,
): PreparedRequest {
  if (caller.passwordExpired === true) {
    throw new SoapFault('ErrorPasswordExpired', 'The password for the account has expired.');
  }
  const envelope = openEnvelope(parse(body), server);
  const { operation: request, version } = envelope;
  const operation = OPERATIONS[request.name];
  const type = REQUESTS[request.name];
  if (operation === undefined || type === undefined) {
    throw new SoapFault(
      'ErrorInvalidRequest',
      'The request is invalid: the operation is not available on this server.',
      {
        line: request.line,
        position: request.column,
      },
    );
  }
  const needed = validate(() => validateRequest(request, type, server));
  if (rankOf(needed) > rankOf(version)) {
    throw new SoapFault(
      'ErrorIncorrectSchemaVersion',
      `The request is valid for ${needed}, but it declares ${version}.`,
    );
  }
  const owner = workingUser(caller, envelope.impersonated, organisation);
  if (owner.ewsEnabled === false) throw new EwsSwitchedOff();
  const openMailbox = () => mailboxOf(owner, caller, organisation);
  if (!OF_DIRECTORY.has(request.name)) openMailbox();
  const zoneId = findWindowsZone(envelope.timeZoneId ?? '') ?? 'UTC';
  return {
    operation: localName(request.name),
    smtp: owner.smtp,
    version,
    commit: (fault) =>
      operation(request, {
        organisation,
        get mailbox() {
          return openMailbox();
        },
        server,
        version,
        zoneId,
        injectedError: injectedBy(fault),
      }),
  };
}

function parse(body: string) {
  try {
    return readXml(body);
  } catch (error) {
    if (!(error instanceof NotWellFormed)) throw error;
    throw new SoapFault('ErrorSchemaValidation', `The request failed schema validation: ${error.message}`, {
      line: error.line,
      position: error.column,
    });
  }
}

function validate<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof SchemaViolation)) throw error;
    throw new SoapFault('ErrorSchemaValidation', error.message, { line: error.line, position: error.position });
  }
}

function injectedBy(fault: Fault | undefined): (index: number) => ItemError | undefined {
  if (fault?.kind !== 'itemError') return () => undefined;
  const { code, backOffMs, items } = fault;
  const details = backOffMs === undefined ? {} : { backOffMs };
  return (index) =>
    items === undefined || items.includes(index) ? new ItemError(code, 'Injected by a test.', details) : undefined;
}
