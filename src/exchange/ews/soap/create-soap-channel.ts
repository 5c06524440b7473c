import { ConnectorError } from '../../../model/index.ts';
import { errorFromResponseCode, withDetails } from '../errors/index.ts';
import type { Deadline, HttpAnswer, ObserveAnswer, PostProgress } from '../http/index.ts';
import { createEwsHttp, inTime, namedRequest, startDeadline, startSilenceLimit } from '../http/index.ts';
import type { EwsOptions, Impersonated } from '../options.ts';
import { budgetOf, createServerPaces } from '../pace/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { mayMeanOnePart } from './bare-fault.ts';
import type { EwsRequest, RequestVersion, SoapChannel, StreamingChannel } from './channel.ts';
import { LimitedChannel } from './limited-channel.ts';
import { certainlyNotApplied } from './outcome.ts';
import type { Place } from './place.ts';
import { takePlace } from './place.ts';
import { readAnswer } from './read-answer.ts';
import { readEnvelope } from './read-envelope.ts';
import { readStream } from './read-stream.ts';
import { rememberRequest } from './request-of-answer.ts';
import { commonCode, responseCodes } from './response-codes.ts';
import type { ServerBuild } from './server-build.ts';
import { formatServerBuild, isVersionError, nextVersion, requestVersionFor } from './server-build.ts';
import { assertMailboxOpened, versionProbe } from './version-probe.ts';
import { writeEnvelope } from './write-envelope.ts';

/** Pauses before a read is sent again after passing trouble. Two: what lasts longer is the job's business. */
const RETRY_PAUSES_MS = [250, 1_000];
const STREAM_ENDED = new Error('The listener has ended the stream.');

/**
 * Opens nothing yet: the first `send` connects, signs in and, on `auto`, asks the server for its version.
 * Every `send` ends within `timeoutMs`, pauses and repetitions included.
 * @param observe is told every HTTP answer, those of a sign-in included
 * @throws ConnectorError `server_url_invalid`, `insecure_http_refused`, `tls_ca_invalid`
 */
export function createSoapChannel(options: EwsOptions, observe?: ObserveAnswer): StreamingChannel {
  const http = createEwsHttp(options, observe);
  const { host } = new URL(options.url);
  const pace = (options.paces ?? createServerPaces()).paceFor(host, budgetOf(options), options.maxConnections);
  const negotiates = options.exchangeVersion === 'auto';
  const owner = options.access === 'delegateFolders' ? options.mailbox : null;
  let version: RequestVersion = options.exchangeVersion === 'auto' ? 'Exchange2007_SP1' : options.exchangeVersion;
  let serverBuild: ServerBuild | null = null;
  let probe: Promise<void> | null = null;

  const channel: StreamingChannel = {
    get version() {
      return version;
    },
    get serverBuild() {
      return serverBuild && formatServerBuild(serverBuild);
    },
    send: (request) => withinDeadline((deadline) => send(request, deadline)),
    withinOneDeadline: (work) => withinDeadline((deadline) => work(limitedBy(deadline))),
    async stream(request, onAnswer, { silenceMs, signal }) {
      const limit = startSilenceLimit(options.timeoutMs, silenceMs, signal);
      let ended: { readonly why: unknown } | null = null;
      const listen = (content: XmlElement) => {
        try {
          onAnswer(content);
        } catch (why) {
          // What it makes of an answer is its own affair: no pause for others follows from it.
          ended = { why };
          throw STREAM_ENDED;
        }
      };
      let place: Place | null = null;
      try {
        const taken = await takePlace(pace, limit);
        place = taken;
        await sendOnce(request, version, limit, taken, (answer, take) => {
          // A place in the queue is for requests that the server works on; this one only waits.
          taken.leave();
          return readStream(answer, limit.heard, (envelope) => listen(take(envelope)));
        });
      } catch (error) {
        throw error === STREAM_ENDED && ended !== null ? (ended as { readonly why: unknown }).why : error;
      } finally {
        place?.leave();
        limit.dispose();
      }
    },
    async close() {
      http.close();
    },
  };
  return channel;

  function limitedBy(deadline: Deadline): SoapChannel {
    return new LimitedChannel(channel, (request) => send(request, deadline));
  }

  async function withinDeadline<T>(work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = startDeadline(options.timeoutMs);
    try {
      return await work(deadline);
    } finally {
      deadline.dispose();
    }
  }

  async function send(request: EwsRequest, deadline: Deadline): Promise<XmlElement> {
    try {
      // Another request of the same call has used the time up.
      deadline.signal.throwIfAborted();
      if (negotiates) await probed(deadline);
      return await sendAtFittingVersion(request, deadline);
    } catch (error) {
      // It ended while it waited for a place or for the version.
      if (!(error instanceof ConnectorError) || error.details['operation'] !== undefined) throw error;
      throw withDetails(error, { host, operation: request.operation });
    }
  }

  /**
   * Whoever comes first asks, the others wait for the answer, each as long as its own time lasts. Who asked may have had
   * less of it: then the next asks.
   */
  async function probed(deadline: Deadline): Promise<void> {
    for (;;) {
      if (probe === null) return startProbe(deadline);
      try {
        return await inTime(probe, deadline.signal);
      } catch (error) {
        deadline.signal.throwIfAborted();
        if (!(error instanceof ConnectorError) || error.code !== 'timeout') throw error;
      }
    }
  }

  function startProbe(deadline: Deadline): Promise<void> {
    const asking = askVersion(deadline).catch((error: unknown) => {
      probe = null;
      throw error;
    });
    // Whoever waits hears of a failure; with nobody waiting it is no unhandled one.
    asking.catch(() => {});
    probe = asking;
    return asking;
  }

  async function askVersion(deadline: Deadline): Promise<void> {
    try {
      assertMailboxOpened(await sendAtFittingVersion(versionProbe(owner), deadline), owner);
    } catch (error) {
      // That it does not answer this says nothing of the questions that matter: they are asked all the same.
      if (!mayMeanOnePart(error)) throw error;
    }
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
      try {
        return await sendInTurn(request, declared, deadline);
      } catch (error) {
        const pauseMs = RETRY_PAUSES_MS[failures];
        if (request.writes || pauseMs === undefined || !isWorthRetrying(error)) throw error;
        if (pauseMs >= deadline.remainingMs() || pace.remainingMs() >= deadline.remainingMs()) throw error;
        if (pace.remainingMs() === 0) await deadline.sleep(pauseMs * (0.5 + Math.random() / 2));
      }
    }
  }

  async function sendInTurn(request: EwsRequest, declared: RequestVersion, deadline: Deadline): Promise<XmlElement> {
    for (;;) {
      const place = await takePlace(pace, deadline);
      try {
        return await sendOnce(request, declared, deadline, place, async (answer, take) =>
          take(await readAnswer(answer)),
        );
      } catch (error) {
        // A pause began while the connection was being opened: nothing has left, and the place is for others.
        if (!(error instanceof ConnectorError) || error.code !== 'backing_off') throw error;
      } finally {
        place.leave();
      }
    }
  }

  async function sendOnce<T>(
    request: EwsRequest,
    declared: RequestVersion,
    deadline: Deadline,
    place: Place,
    read: (answer: HttpAnswer, take: (envelope: XmlElement) => XmlElement) => Promise<T>,
  ): Promise<T> {
    const progress: PostProgress = { bodyMayHaveLeft: false, httpStatus: null };
    let sentAt = performance.now();
    let isSoapAnswer = false;

    const takeEnvelope = (envelope: XmlElement, clientRequestId: string): XmlElement => {
      const soap = readEnvelope(envelope);
      isSoapAnswer = true;
      serverBuild = soap.serverBuild ?? serverBuild;
      if (soap.kind === 'fault') throw soap.error;
      heed(soap.content);
      rememberRequest(soap.content, { clientRequestId, tookMs: performance.now() - sentAt });
      return soap.content;
    };

    /** Runs while the connection is still held, so that whoever gets it next already knows of a pause. */
    const readResponse = async (answer: HttpAnswer, clientRequestId: string): Promise<T> => {
      try {
        return await read(answer, (envelope) => takeEnvelope(envelope, clientRequestId));
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.disposition !== 'backoff') throw error;
        pace.pause(error);
        throw withDetails(error, {}, Math.ceil(pace.remainingMs()));
      }
    };

    return namedRequest(request.operation, options.onRequest, async (named) => {
      try {
        return await http.post(
          {
            body: Buffer.from(writeEnvelope(request.body(declared), declared, impersonated(options)), 'utf8'),
            headers: {
              ...named.headers,
              ...(request.keepsServer === true ? { 'x-preferserveraffinity': 'true' } : {}),
              // Routes to the server that holds the mailbox. Headers carry ASCII only; without it works, slower.
              ...(/^[\x21-\x7e]+$/.test(options.mailbox) ? { 'x-anchormailbox': options.mailbox } : {}),
            },
            writes: request.writes,
            deadline,
            ready: () => {
              pace.assertOpen();
              sentAt = performance.now();
            },
            standAside: place.standAside,
            progress,
          },
          (answer) => readResponse(answer, named.clientRequestId),
        );
      } catch (thrown) {
        if (!(thrown instanceof ConnectorError)) throw thrown;
        const isUnknown = request.writes && progress.bodyMayHaveLeft && !certainlyNotApplied(thrown, isSoapAnswer);
        throw withDetails(thrown, { host, ...(isUnknown ? { mayHaveBeenApplied: true } : {}) });
      } finally {
        named.httpStatus = progress.httpStatus;
      }
    });
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
    if (busy === undefined) pace.succeed();
    else pace.pause(busy);
  }
}

function impersonated(options: EwsOptions): Impersonated | null {
  if (options.access !== 'impersonation') return null;
  return options.impersonateAs ?? { kind: 'primarySmtp', value: options.mailbox };
}

/** A server that cannot be reached will not be reached 250 ms later either; one that stumbled may be. */
function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof ConnectorError)) return false;
  // Remembered for a while: the same would come back at once.
  if (error.code.startsWith('token_') || error.code === 'sign_in_refused') return false;
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
