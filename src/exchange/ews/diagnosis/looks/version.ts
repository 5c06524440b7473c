import { isVersionError, parseServerBuild, requestVersionFor } from '../../soap/server-build.ts';
import type { Finding } from '../finding.ts';
import { failed, ok } from '../finding.ts';
import { productName } from '../product-name.ts';
import { useVersionAuto } from '../remedies/of-mailbox.ts';
import type { Scene } from '../scene.ts';

export async function lookAtVersion({ conversation, options }: Scene): Promise<Finding> {
  const configured = options.exchangeVersion;
  const serverBuild = conversation?.channel.serverBuild ?? null;
  const build = serverBuild === null ? null : parseServerBuild(serverBuild);
  const told = serverBuild === null ? {} : { build: serverBuild, product: productName(serverBuild) };
  const code = conversation?.error?.code ?? '';
  if (isVersionError(code) || code === 'ErrorWrongServerVersion')
    return failed('version_not_accepted', { configured, ...told }, [useVersionAuto(configured)]);
  // What a run will declare, also where the mailbox could not be opened and the channel has not found out.
  const requestVersion =
    configured !== 'auto'
      ? configured
      : build === null
        ? (conversation?.channel.version ?? configured)
        : requestVersionFor(build);
  return ok(serverBuild === null ? 'version_not_told' : 'version_told', { ...told, requestVersion });
}
