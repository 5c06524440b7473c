import { ConnectorError } from '../../../model/index.ts';

/** Fault codes of SOAP 1.1 and 1.2 themselves. */
const BARE: ReadonlySet<string> = new Set(['Client', 'Sender', 'Server', 'Receiver']);

/**
 * A fault with nothing but SOAP's own code. Exchange names a code of its own for whatever passes by itself; others send
 * this for all that they do not understand, an unknown operation, property or word, and for what breaks them.
 */
export function isBareFault(error: unknown): boolean {
  return error instanceof ConnectorError && isBareCode(error.code);
}

export function isBareCode(code: string): boolean {
  return BARE.has(code);
}

/** How servers refuse a whole question for one folder, property or word in it. */
const ABOUT_PART: ReadonlySet<string> = new Set([
  'ErrorFolderNotFound',
  'ErrorInvalidFolderId',
  'ErrorInvalidId',
  'ErrorInvalidIdMalformed',
  'ErrorInvalidOperation',
  'ErrorInvalidPropertyRequest',
  'ErrorInvalidRequest',
  'ErrorItemNotFound',
  'ErrorSchemaValidation',
]);

/** A refusal that may be about one part of the question, so that a smaller one is worth while. */
export function mayMeanOnePart(error: unknown): error is ConnectorError {
  return error instanceof ConnectorError && (isBareCode(error.code) || ABOUT_PART.has(error.code));
}

/** The half of them with which a server blames itself: it may be trouble of the moment. */
export function blamesServer(code: string): boolean {
  return code === 'Server' || code === 'Receiver';
}

/**
 * A failure that says nothing of its cause: such a fault, or a web server's own page for what broke behind it. Small
 * servers do not catch what they stumble over.
 */
export function isUnexplained(error: unknown): boolean {
  if (!(error instanceof ConnectorError)) return false;
  const { code, details } = error;
  const status = details['status'];
  return (
    isBareCode(code) ||
    (code === 'http_server_error' && (status === 500 || status === 501)) ||
    (code === 'http_rejected' && status === 400)
  );
}
