import { ConnectorError } from '../../../../model/index.ts';
import { readOffers } from '../../auth/index.ts';
import type { RawAnswer } from '../../http/index.ts';
import {
  answerFrom,
  CLIENT_HEADERS,
  observedAnswer,
  openConnection,
  redirectTarget,
  trustedRoots,
} from '../../http/index.ts';
import { readAnswer } from '../../soap/read-answer.ts';
import type { Finding } from '../finding.ts';
import { failed, ok } from '../finding.ts';
import {
  checkAddressRules,
  checkComponents,
  checkServices,
  findServerUrl,
  requireHttps,
  useRedirectTarget,
} from '../remedies/of-address.ts';
import { waitAndRepeat } from '../remedies/of-mailbox.ts';
import type { Scene } from '../scene.ts';
import { observe } from '../scene.ts';

/** Asks without credentials: what stands at the address shows before any password leaves. */
export async function lookAtEws(scene: Scene): Promise<Finding> {
  const { url } = scene;
  const deadline = scene.startDeadline();
  const details = { host: url.host, path: url.pathname };
  try {
    const first = await ask(scene, `${url.pathname}${url.search}`, deadline);
    if (first.kind === 'finding') return first.finding;
    // Reads follow to another path of the same server, once.
    const second = await ask(scene, first.path, deadline);
    return second.kind === 'finding' ? second.finding : redirected(scene, url.href);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    switch (error.code) {
      case 'timeout':
        return failed('ews_silent', { ...details, timeoutMs: deadline.timeoutMs }, [checkServices, checkComponents]);
      case 'response_not_http':
        return failed('ews_no_http', details, [findServerUrl]);
      default:
        return failed('ews_broke_off', { ...details, reason: error.code }, [checkServices]);
    }
  } finally {
    deadline.dispose();
  }
}

type Asked =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'elsewhere'; readonly path: string };

async function ask(scene: Scene, path: string, deadline: ReturnType<Scene['startDeadline']>): Promise<Asked> {
  const { url, options } = scene;
  const tls =
    url.protocol === 'https:'
      ? { roots: trustedRoots(options.tls.caPem), certificateSha256: options.tls.certificateSha256 }
      : null;
  const connection = await openConnection({ url, tls }, deadline);
  try {
    const sentAt = Date.now();
    const raw = await connection.request({ path, headers: CLIENT_HEADERS, body: new Uint8Array() }, deadline);
    observe(scene, observedAnswer(raw, undefined, sentAt));
    if (raw.status >= 300 && raw.status < 400) return follow(scene, raw);
    return { kind: 'finding', finding: await findingOf(scene, raw) };
  } finally {
    connection.destroy();
  }
}

function follow(scene: Scene, raw: RawAnswer): Asked {
  const answer = answerFrom(raw, scene.url.host);
  try {
    return { kind: 'elsewhere', path: redirectTarget(answer, scene.url, true) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.code !== 'redirected') return { kind: 'finding', finding: unavailable(scene, raw.status) };
    const location = answer.header('location') ?? '';
    const target = URL.canParse(location, scene.url.href) ? new URL(location, scene.url).href.split(/[?#]/)[0] : '';
    return { kind: 'finding', finding: redirected(scene, (target ?? '').slice(0, 300)) };
  }
}

async function findingOf(scene: Scene, raw: RawAnswer): Promise<Finding> {
  const { host, pathname: path, protocol } = scene.url;
  const details = { host, path, status: raw.status };
  if (raw.status === 401) {
    const offers = readOffers(raw.headers['www-authenticate']);
    scene.offered = [...new Set(offers.map(({ scheme }) => scheme.slice(0, 40)))].slice(0, 8);
    return ok('ews_asks_for_sign_in', { host, path, offered: scene.offered.join(', ') });
  }
  try {
    await readAnswer(answerFrom(raw, host));
    return ok('ews_answers', { host, path });
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code === 'timeout') throw error;
    switch (error.code) {
      case 'ews_forbidden':
        return failed('ews_forbidden', details, [
          ...(protocol === 'http:' ? [requireHttps] : []),
          checkAddressRules,
          findServerUrl,
        ]);
      case 'ews_not_found':
        return failed('ews_not_found', details, [findServerUrl]);
      case 'not_ews':
        return failed('ews_is_a_page', details, [findServerUrl]);
      case 'server_busy':
      case 'login_timeout':
        return unavailable(scene, raw.status);
      default:
        // Some servers stumble over a request without content; the one with credentials will tell.
        return raw.status < 300 || [400, 411, 500, 501].includes(raw.status)
          ? ok('ews_to_be_seen', details)
          : raw.status >= 500
            ? unavailable(scene, raw.status)
            : failed('ews_rejects', details, [findServerUrl]);
    }
  }
}

function unavailable({ url }: Scene, status: number): Finding {
  const details = { host: url.host, path: url.pathname, status };
  return failed('ews_unavailable', details, [checkComponents, checkServices, waitAndRepeat]);
}

function redirected({ url }: Scene, target: string): Finding {
  const details = { host: url.host, path: url.pathname, target };
  return failed(
    'ews_redirected',
    details,
    target === '' ? [findServerUrl] : [useRedirectTarget(target), findServerUrl],
  );
}
