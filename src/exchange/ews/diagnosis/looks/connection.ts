import { ConnectorError } from '../../../../model/index.ts';
import { connectSocket, portOf } from '../../http/index.ts';
import type { Finding } from '../finding.ts';
import { failed, ok } from '../finding.ts';
import { checkPort, checkRoute, checkServices } from '../remedies/of-address.ts';
import type { Scene } from '../scene.ts';
import { hostNameOf } from '../scene.ts';

const UNREACHABLE: ReadonlySet<unknown> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL']);

/** TCP alone, so that a port that is closed is told from a certificate that is not trusted. */
export async function lookAtConnection(scene: Scene): Promise<Finding> {
  const host = hostNameOf(scene.url);
  const port = portOf(scene.url);
  const deadline = scene.startDeadline();
  try {
    const { socket } = await connectSocket({ url: scene.url, tls: null }, deadline);
    const address = socket.remoteAddress ?? host;
    socket.on('error', () => {});
    socket.destroy();
    return ok('connected', { address, port });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const reason = error.details['reason'];
    if (error.code === 'connection_refused')
      return failed('connection_refused', { host, port }, [checkPort(host, port), checkServices]);
    if (UNREACHABLE.has(reason)) return failed('connection_unreachable', { host, port }, [checkRoute(host)]);
    if (error.code === 'timeout')
      return failed('connection_silent', { host, port, timeoutMs: deadline.timeoutMs }, [
        checkPort(host, port),
        checkRoute(host),
      ]);
    return failed('connection_failed', { host, port, reason: String(reason ?? error.code) }, [checkPort(host, port)]);
  } finally {
    deadline.dispose();
  }
}
