import type { SoapChannel } from '../soap/channel.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { childText, findChild, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

export interface ResolvedName {
  readonly address: string;
  readonly routingType: string | null;
}

/** Who in the directory answers to `entry`, an address or a name. An error of the message is nobody. */
export async function resolveNames(channel: SoapChannel, entry: string): Promise<readonly ResolvedName[]> {
  const response = await channel.send({
    operation: 'ResolveNames',
    writes: false,
    body: () =>
      xml`<m:ResolveNames ReturnFullContactData="false" SearchScope="ActiveDirectory"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`,
  });
  const [message] = readResponseMessages(response);
  if (message === undefined || message.class === 'error') return [];
  return (findDescendant(message.element, 'ResolutionSet')?.children ?? []).flatMap((resolution) => {
    const mailbox = findChild(resolution, 'Mailbox');
    const address = childText(mailbox, 'EmailAddress')?.trim() ?? '';
    return address === '' ? [] : [{ address, routingType: childText(mailbox, 'RoutingType')?.trim() || null }];
  });
}
