import { ConnectorError } from '../../../../model/index.ts';
import { normaliseServerUrl } from '../../server-url.ts';
import type { Finding } from '../finding.ts';
import { failed, ok, warning } from '../finding.ts';
import { findServerUrl, onPremisesOnly, useHttps } from '../remedies/of-address.ts';
import type { Scene } from '../scene.ts';

export async function lookAtAddress(scene: Scene): Promise<Finding> {
  const { url: typed, allowInsecureHttp, credentials, signIn } = scene.options;
  try {
    const url = normaliseServerUrl(typed, allowInsecureHttp, credentials.kind === 'oauthClient' ? 'oauth' : signIn);
    scene.url = new URL(url);
    return scene.url.protocol === 'http:'
      ? warning('plain_http', { url }, [useHttps])
      : ok('address_complete', { url });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.code === 'insecure_http_refused') return failed('insecure_http_refused', error.details, [useHttps]);
    if (error.code === 'exchange_online_ews_closed')
      return failed('exchange_online_ews_closed', error.details, [onPremisesOnly]);
    return failed('server_url_invalid', {}, [findServerUrl]);
  }
}
