import type { Fault } from '../faults/fault.ts';
import type { OperationContext } from '../operations/context.ts';
import { streamIds, streamMinutes } from '../operations/get-streaming-events.ts';
import { OPERATIONS } from '../operations/index.ts';
import { ItemError } from '../operations/item-error.ts';
import { rightsIn } from '../rights/mailbox-rights.ts';
import { OPERATIONS_SINCE, REQUESTS } from '../schema/requests.ts';
import { SchemaViolation, validateRequest } from '../schema/validate.ts';
import { openEnvelope } from '../soap/envelope.ts';
import { SoapFault } from '../soap/fault.ts';
import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import { readZoneDefinition } from '../time-zones/read-zone.ts';
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
  /** The answer goes on for minutes, with what happens to these subscriptions. */
  readonly stream: { readonly ids: readonly string[]; readonly minutes: number } | null;
  /** Carries the request out at once and gives the child of the SOAP body. */
  readonly commit: (fault: Fault | undefined) => XmlNode;
}

/** EWS is switched off for the mailbox: Exchange then answers 403 and no SOAP. */
export class EwsSwitchedOff extends Error {}

/** Operations that look into the directory and need no mailbox. */
const OF_DIRECTORY: ReadonlySet<string> = new Set(['m:ResolveNames', 'm:GetServerTimeZones']);

/**
 * Reads, checks and addresses a request without changing anything.
 * @throws SoapFault, EwsSwitchedOff
 */
export function prepareRequest(
  body: string,
  caller: SimulatorUser,
  { organisation, server, keepsAllPhotos }: Pick<OperationContext, 'organisation' | 'server' | 'keepsAllPhotos'>,
): PreparedRequest {
  if (caller.passwordExpired === true) {
    throw new SoapFault('ErrorPasswordExpired', 'The password for the account has expired.');
  }
  const envelope = openEnvelope(parse(body), server);
  const { operation: request, version } = envelope;
  const operation = OPERATIONS[request.name];
  const type = REQUESTS[request.name];
  const since = OPERATIONS_SINCE[request.name] ?? 'Exchange2007';
  if (operation === undefined || type === undefined || rankOf(since) > rankOf(server)) {
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
  const zoneId = (envelope.timeZone === null ? undefined : readZoneDefinition(envelope.timeZone)) ?? 'UTC';
  return {
    // GetUserAvailability alone calls its request otherwise than itself.
    operation: localName(request.name).replace(/Request$/, ''),
    smtp: owner.smtp,
    version,
    stream:
      request.name === 'm:GetStreamingEvents' ? { ids: streamIds(request), minutes: streamMinutes(request) } : null,
    commit: (fault) =>
      operation(request, {
        organisation,
        get mailbox() {
          return openMailbox();
        },
        actor: owner,
        get rights() {
          return rightsIn(openMailbox(), owner, organisation);
        },
        server,
        version,
        zoneId,
        keepsAllPhotos,
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
