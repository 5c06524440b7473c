import type { TLSSocket } from 'node:tls';
import { ConnectorError } from '../../../../model/index.ts';
import { connectSocket, portOf, trustedRoots, verifyCertificate } from '../../http/index.ts';
import type { Certificate } from '../certificate-facts.ts';
import { readCertificate } from '../certificate-facts.ts';
import type { Finding, FindingCode } from '../finding.ts';
import { failed, ok, skipped, warning } from '../finding.ts';
import {
  checkTlsPort,
  giveAuthority,
  mendAuthority,
  pinCertificate,
  putProxyBefore,
  renewCertificate,
  replacePin,
  sendIntermediate,
  switchTlsOn,
  useCertificateName,
} from '../remedies/of-certificate.ts';
import { setClock } from '../remedies/of-mailbox.ts';
import type { EwsRemedy } from '../remedies/remedy.ts';
import type { Scene } from '../scene.ts';
import { hostNameOf } from '../scene.ts';

const DAY_MS = 86_400_000;
/** Long enough to order a certificate, and what most of those who sell them remind of. */
const SOON_DAYS = 30;

/** The same judgement that every run makes, with what a person needs to decide otherwise. */
export async function lookAtTls(scene: Scene): Promise<Finding> {
  const { url, options } = scene;
  if (url.protocol === 'http:') return skipped('tls_not_used');
  const deadline = scene.startDeadline();
  try {
    const { certificateSha256: pin, caPem } = options.tls;
    const tls = { roots: trustedRoots(caPem), certificateSha256: pin };
    const { socket, secure } = await connectSocket({ url, tls }, deadline);
    socket.on('error', () => {});
    try {
      return secure === null ? skipped('tls_not_used') : judge(secure, url, pin);
    } finally {
      socket.destroy();
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const host = hostNameOf(url);
    const port = portOf(url);
    if (error.code === 'tls_ca_invalid') return failed('tls_ca_invalid', {}, [mendAuthority]);
    if (error.code === 'tls_too_old') return failed('tls_too_old', { host }, [switchTlsOn, putProxyBefore]);
    return error.code === 'timeout'
      ? failed('tls_silent', { host, port, timeoutMs: deadline.timeoutMs }, [checkTlsPort(port)])
      : failed('tls_not_spoken', { host, port, reason: String(error.details['reason'] ?? error.code) }, [
          checkTlsPort(port),
        ]);
  } finally {
    deadline.dispose();
  }
}

function judge(socket: TLSSocket, url: URL, pin: string | null): Finding {
  const raw: Buffer | undefined = socket.getPeerCertificate().raw;
  const host = hostNameOf(url);
  const certificate = raw === undefined ? null : readCertificate(raw, host);
  try {
    verifyCertificate(socket, url.host, pin);
  } catch (error) {
    if (!(error instanceof ConnectorError) || certificate === null) throw error;
    return refusal(error, certificate, host);
  }
  return certificate === null ? ok('tls_trusted', { host }) : acceptance(certificate, host, pin !== null, Date.now());
}

/** @param now ms since 1970 */
export function acceptance(certificate: Certificate, host: string, isPinned: boolean, now: number): Finding {
  const { facts, thumbprint, isSelfSigned, expiresAt } = certificate;
  const daysLeft = Math.floor((expiresAt - now) / DAY_MS);
  const details = { host, ...facts };
  // Who accepted exactly this certificate accepted its dates too, if they were over already.
  if (daysLeft < 0 || daysLeft > SOON_DAYS) return ok(isPinned ? 'tls_pinned' : 'tls_trusted', details);
  return warning('tls_expiring', { ...details, daysLeft }, [renewCertificate(thumbprint, isSelfSigned)]);
}

/** @param error what `verifyCertificate` threw */
export function refusal(error: ConnectorError, certificate: Certificate, host: string): Finding {
  const { facts, thumbprint, isSelfSigned } = certificate;
  const { reason } = error.details;
  const renew = renewCertificate(thumbprint, isSelfSigned);
  const pin = pinCertificate(facts.certificateSha256);
  const say = (code: FindingCode, remedies: readonly EwsRemedy[]) => failed(code, { host, ...facts }, remedies);
  switch (error.code) {
    case 'tls_pin_mismatch':
      return say('tls_pin_mismatch', [replacePin(facts.certificateSha256)]);
    case 'tls_expired':
      return reason === 'CERT_NOT_YET_VALID'
        ? say('tls_not_yet_valid', [setClock, pin])
        : say('tls_expired', [renew, pin]);
    case 'tls_name_mismatch':
      return say('tls_name_mismatch', [useCertificateName(facts.names === '' ? facts.subject : facts.names), pin]);
    default: {
      if (isSelfSigned) return say('tls_self_signed', [pin]);
      // Node says so when the server sent its own certificate and none of those that lead to a root.
      const isAlone = reason === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
      return say('tls_untrusted', [giveAuthority(facts.issuer), ...(isAlone ? [sendIntermediate] : []), pin]);
    }
  }
}
