import type { FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ConnectorError } from '../model/index.ts';
import type { Problem } from './schemas/problem.ts';
import { httpStatusOf } from './status-of-code.ts';

/** A refusal of the API itself, before any use case. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, title: string, details: Readonly<Record<string, unknown>> = {}) {
    super(title);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export function problem(
  status: number,
  code: string,
  title: string,
  details: Readonly<Record<string, unknown>> = {},
): Problem {
  return { type: `urn:raccordo:problem:${code}`, title, status, code, details: { ...details } };
}

/** Answers as RFC 9457 says. */
export function sendProblem(reply: FastifyReply, answer: Problem): FastifyReply {
  return reply.code(answer.status).type('application/problem+json').send(JSON.stringify(answer));
}

/** Codes of the HTTP framework that a caller can cause, in our names. Its own sentences are not passed on. */
const FRAMEWORK: Readonly<Record<string, readonly [status: number, code: string, title: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body_too_large', 'the body is too large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'media_type_unsupported', 'this kind of body is not accepted here'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'body_missing', 'the body is empty'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'body_invalid', 'the body does not have the announced length'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'body_invalid', 'the body is not JSON'],
  FST_ERR_BAD_URL: [404, 'address_unknown', 'there is nothing at this address'],
};

/** What the caller is told about anything that was thrown. What is not known stays inside. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ApiRefusal) return problem(thrown.status, thrown.code, thrown.message, thrown.details);
  if (thrown instanceof ConnectorError) return problemOfConnectorError(thrown);
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const problems = thrown.validation.map((issue) => ({
      path: `${thrown.validationContext ?? 'request'}${issue.instancePath.replaceAll('/', '.')}`,
      message: issue.message ?? 'is not valid',
    }));
    return problem(400, 'request_invalid', 'the request is not valid', { problems });
  }
  const code = (thrown as { readonly code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? FRAMEWORK[code] : undefined;
  if (known !== undefined) return problem(...known);
  if (isRefusedFile(thrown)) return problem(404, 'address_unknown', 'there is nothing at this address');
  if (thrown instanceof SyntaxError) return problem(400, 'body_invalid', 'the body is not JSON');
  return problem(500, 'internal', 'an unexpected error; the log names the place');
}

/** The server of files refuses addresses that would lead out of its folder. */
function isRefusedFile(thrown: unknown): boolean {
  const { statusCode } = (thrown ?? {}) as { readonly statusCode?: unknown };
  return statusCode === 403 || statusCode === 404;
}

function problemOfConnectorError(error: ConnectorError): Problem {
  const status = httpStatusOf(error);
  // What a defect says is for the log: it may quote anything.
  const title = status === 500 ? 'an unexpected error; the log names the place' : error.message;
  const retry = error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs };
  return problem(status, error.code, title, { ...error.details, ...retry });
}
