import { ConnectorError } from '../../../model/index.ts';
import { KNOWN_BY } from '../directory/named-mailbox.ts';
import { isOwnCode } from '../errors/index.ts';
import type { DescribedFolder } from '../operations/describe-folders.ts';
import { describeFolders } from '../operations/describe-folders.ts';
import type { EwsOptions } from '../options.ts';
import type { SoapChannel } from '../soap/index.ts';
import { createSoapChannel } from '../soap/index.ts';
import type { Scene } from './scene.ts';
import { observe } from './scene.ts';

/** The first request of a run and what came of it. */
export interface Conversation {
  readonly channel: SoapChannel;
  readonly access: EwsOptions['access'];
  /** Contacts and calendar; empty when the request failed as a whole. */
  readonly folders: readonly DescribedFolder[];
  readonly error: ConnectorError | null;
}

/** Asks for the folders in the way that a run would: one sign-in, which tries each way that is offered once. */
export async function converse(scene: Scene, access: EwsOptions['access']): Promise<Conversation> {
  const { url, options } = scene;
  const owner = access === 'delegateFolders' ? options.mailbox : null;
  const channel = createSoapChannel(
    { ...options, url: url.href, access, timeoutMs: scene.timeoutMs(), maxConnections: 1 },
    (answer) => observe(scene, answer),
  );
  scene.endings.push(() => channel.close());
  try {
    return { channel, access, folders: await describeFolders(channel, KNOWN_BY, owner), error: null };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { channel, access, folders: [], error };
  }
}

/** Whether Exchange itself answered, with content or with a code of its own: then the sign-in has worked. */
export function wasUnderstood({ error }: Conversation): boolean {
  return error === null || !isOwnCode(error.code);
}
