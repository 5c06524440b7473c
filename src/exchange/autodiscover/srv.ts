import { Resolver } from 'node:dns/promises';
import { ownError } from '../ews/errors/index.ts';
import type { Deadline } from '../ews/http/index.ts';
import { reasonOf } from '../ews/http/index.ts';
import type { ResolveSrv, SrvRecord } from './discovery.ts';

const MOST_RECORDS = 3;
const NOTHING = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

/** As the system's name servers say. */
export const resolveSrv: ResolveSrv = async (name, signal) => {
  const resolver = new Resolver();
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    if (signal.aborted) throw reasonOf(signal);
    const records = await resolver.resolveSrv(name);
    return records.map(({ name: target, ...rest }) => ({ target: target.replace(/\.$/, ''), ...rest }));
  } catch (cause) {
    if (signal.aborted) throw reasonOf(signal);
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (NOTHING.has(code)) return [];
    throw ownError('dns_not_found', 'The name service gives no answer.', {
      cause,
      details: { host: name, reason: code },
    });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/**
 * The records worth asking, in the order of RFC 2782; among equals the heavier first, so that every search takes the
 * same way. A resolver that does not listen to its signal is left alone.
 * @throws ConnectorError `dns_not_found`, `timeout`
 */
export async function recordsOf(
  name: string,
  resolve: ResolveSrv,
  { signal }: Deadline,
): Promise<readonly SrvRecord[]> {
  const records = await new Promise<readonly SrvRecord[]>((fulfil, reject) => {
    const onAbort = () => reject(reasonOf(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    resolve(name, signal)
      .then(fulfil, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
  return records
    .filter(({ target, port }) => target !== '' && port > 0)
    .toSorted((one, other) => one.priority - other.priority || other.weight - one.weight)
    .slice(0, MOST_RECORDS);
}
