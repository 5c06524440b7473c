import { randomUUID } from 'node:crypto';
import { ConnectorError } from '../../../model/index.ts';
import { errorFromResponseCode, withDetails } from '../errors/index.ts';
import type { Deadline, HttpAnswer, ObserveAnswer, PostProgress } from '../http/index.ts';
import { createEwsHttp, startDeadline } from '../http/index.ts';
import type { EwsOptions } from '../options.ts';
import type { XmlElement } from '../xml/element.ts';
import { createBackOff } from './back-off.ts';
import type { EwsRequest, RequestVersion, SoapChannel } from './channel.ts';
import { certainlyNotApplied } from './outcome.ts';
import { readAnswer } from './read-answer.ts';
import { readEnvelope } from './read-envelope.ts';
import { commonCode, responseCodes } from './response-codes.ts';
import type { ServerBuild } from './server-build.ts';
import { formatServerBuild, isVersionError, nextVersion, requestVersionFor } from './server-build.ts';
import { assertMailboxOpened, VERSION_PROBE } from './version-probe.ts';
import { writeEnvelope } from './write-envelope.ts';

/** Pauses before a read is sent again after passing trouble. Two: what lasts longer is the job's business. */
const RETRY_PAUSES_MS = [250, 1_000];

/**
 * Opens nothing yet: the first `send` connects, signs in and, on `auto`, asks the server for its version.
 * Every `send` ends within `timeoutMs`, pauses and repetitions included.
 * @param observe is told every HTTP answer, those of a sign-in included
 * @throws ConnectorError `server_url_invalid`, `insecure_http_refused`, `tls_ca_invalid`
 */
export function createSoapChannel(options: EwsOptions, observe?: ObserveAnswer): SoapChannel {
  const http = createEwsHttp(options, observe);
  const { host } = new URL(options.url);
  const backOff = createBackOff();
  const negotiates = options.exchangeVersion === 'auto';
  let version: RequestVersion = options.exchangeVersion === 'auto' ? 'Exchange2007_SP1' : options.exchangeVersion;
  let serverBuild: ServerBuild | null = null;
  let probe: Promise<void> | null = null;

  return {
    get version() {
      return version;
    },
    get serverBuild() {
      return serverBuild && formatServerBuild(serverBuild);
    },
    async send(request) {
      const deadline = startDeadline(options.timeoutMs);
      try {
        if (negotiates) await probed(deadline);
        return await sendAtFittingVersion(request, deadline);
      } finally {
        deadline.dispose();
      }
    },
    async close() {
      http.close();
    },
  };

  /** Whoever comes first asks, the others wait for the answer. A failure is asked again by the next. */
  function probed(deadline: Deadline): Promise<void> {
    probe ??= askVersion(deadline).catch((error: unknown) => {
      probe = null;
      throw error;
    });
    return probe;
  }

  async function askVersion(deadline: Deadline): Promise<void> {
    assertMailboxOpened(await sendAtFittingVersion(VERSION_PROBE, deadline));
    if (serverBuild !== null) version = requestVersionFor(serverBuild);
  }

  async function sendAtFittingVersion(request: EwsRequest, deadline: Deadline): Promise<XmlElement> {
    const tried = new Set<RequestVersion>();
    for (;;) {
      const declared = version;
      tried.add(declared);
      try {
        return await sendWithRetries(request, declared, deadline);
      } catch (error) {
        if (!negotiates || !(error instanceof ConnectorError) || !isVersionError(error.code)) throw error;
        const next = nextVersion(declared, error.code, tried);
        if (next === null) throw error;
        // A parallel request may have found the way already.
        if (version === declared || tried.has(version)) version = next;
      }
    }
  }

  async function sendWithRetries(
    request: EwsRequest,
    declared: RequestVersion,
    deadline: Deadline,
  ): Promise<XmlElement> {
    for (let failures = 0; ; failures += 1) {
      await backOff.wait(deadline);
      try {
        return await sendOnce(request, declared, deadline);
      } catch (error) {
        const pauseMs = RETRY_PAUSES_MS[failures];
        if (request.writes || pauseMs === undefined || !isWorthRetrying(error)) throw error;
        if (pauseMs >= deadline.remainingMs() || backOff.remainingMs() >= deadline.remainingMs()) throw error;
        if (backOff.remainingMs() === 0) await deadline.sleep(pauseMs * (0.5 + Math.random() / 2));
      }
    }
  }

  async function sendOnce(request: EwsRequest, declared: RequestVersion, deadline: Deadline): Promise<XmlElement> {
    const clientRequestId = randomUUID();
    const progress: PostProgress = { bodyMayHaveLeft: false, httpStatus: null };
    const startedAt = performance.now();
    let isSoapAnswer = false;
    let errorCode: string | null = null;

    /** Runs while the connection is still held, so that whoever gets it next already knows of a pause. */
    const readResponse = async (answer: HttpAnswer): Promise<XmlElement> => {
      try {
        const soap = readEnvelope(await readAnswer(answer));
        isSoapAnswer = true;
        serverBuild = soap.serverBuild ?? serverBuild;
        if (soap.kind === 'fault') throw soap.error;
        heed(soap.content);
        return soap.content;
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.disposition !== 'backoff') throw error;
        backOff.begin(error);
        throw withDetails(error, {}, Math.ceil(backOff.remainingMs()));
      }
    };

    try {
      return await http.post(
        {
          body: Buffer.from(writeEnvelope(request.body(declared), declared, impersonated(options)), 'utf8'),
          headers: {
            'client-request-id': clientRequestId,
            'return-client-request-id': 'true',
            // Routes to the server that holds the mailbox. Headers carry ASCII only; without it works, slower.
            ...(/^[\x21-\x7e]+$/.test(options.mailbox) ? { 'x-anchormailbox': options.mailbox } : {}),
          },
          writes: request.writes,
          deadline,
          ready: () => backOff.wait(deadline),
          progress,
        },
        readResponse,
      );
    } catch (thrown) {
      if (!(thrown instanceof ConnectorError)) throw thrown;
      errorCode = thrown.code;
      const isUnknown = request.writes && progress.bodyMayHaveLeft && !certainlyNotApplied(thrown, isSoapAnswer);
      throw withDetails(thrown, {
        host,
        operation: request.operation,
        clientRequestId,
        ...(isUnknown ? { mayHaveBeenApplied: true } : {}),
      });
    } finally {
      options.onRequest?.({
        operation: request.operation,
        clientRequestId,
        durationMs: Math.round(performance.now() - startedAt),
        httpStatus: progress.httpStatus,
        errorCode,
      });
    }
  }

  /** Looks into a response for what is addressed to the channel: be slower, speak another version. */
  function heed(response: XmlElement): void {
    const codes = responseCodes(response);
    const common = commonCode(codes);
    if (common !== null && (common.code === 'ErrorServerBusy' || isVersionError(common.code))) {
      throw errorFromResponseCode(common.code, { level: 'request', messageXml: common.messageXml });
    }
    const busy = codes
      .filter(({ code }) => code !== 'NoError')
      .map(({ code, messageXml }) => errorFromResponseCode(code, { messageXml }))
      .find((error) => error.code === 'ErrorServerBusy' || (error.disposition === 'backoff' && error.retryAfterMs));
    if (busy === undefined) backOff.succeed();
    else backOff.begin(busy);
  }
}

function impersonated(options: EwsOptions): string | null {
  return options.access === 'impersonation' ? options.mailbox : null;
}

/** A server that cannot be reached will not be reached 250 ms later either; one that stumbled may be. */
function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof ConnectorError)) return false;
  if (error.disposition === 'backoff') return true;
  const isHopeless = [
    'timeout',
    'dns_not_found',
    'connection_refused',
    'connection_failed',
    'response_too_large',
    'response_not_http',
  ];
  return error.disposition === 'retry' && !isHopeless.includes(error.code);
}
