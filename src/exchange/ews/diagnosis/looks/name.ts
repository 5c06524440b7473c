import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Deadline } from '../../http/index.ts';
import { reasonOf } from '../../http/index.ts';
import type { Finding } from '../finding.ts';
import { failed, ok } from '../finding.ts';
import { checkDnsService, checkName, findServerUrl } from '../remedies/of-address.ts';
import type { Scene } from '../scene.ts';
import { hostNameOf } from '../scene.ts';

const MOST_SHOWN = 8;

export async function lookAtName(scene: Scene): Promise<Finding> {
  const host = hostNameOf(scene.url);
  if (isIP(host) !== 0) return ok('name_is_address', { host });
  const deadline = scene.startDeadline();
  try {
    // By the resolver of the system, which the connection will ask too; it cannot be interrupted, only left alone.
    const found = await within(lookup(host, { all: true }), deadline);
    const addresses = [...new Set(found.map(({ address }) => address))];
    const details = { host, addresses: addresses.slice(0, MOST_SHOWN).join(', ') };
    return ok(addresses.every(isPrivate) ? 'name_found_private' : 'name_found', details);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isUnknown = code === 'ENOTFOUND' || code === 'ENODATA' || code === 'EAI_NODATA';
    return isUnknown
      ? failed('name_unknown', { host }, [checkName(host), findServerUrl])
      : failed('name_service_silent', { host }, [checkDnsService, checkName(host)]);
  } finally {
    deadline.dispose();
  }
}

/** Networks that are reached from within only: RFC 1918, RFC 4193, RFC 6598, link-local and loopback. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

export function isPrivate(address: string): boolean {
  return PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function within<T>(promise: Promise<T>, { signal }: Deadline): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(reasonOf(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
