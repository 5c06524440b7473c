import type { ExchangeItemRef } from '../../port.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/**
 * Calls meetings off: their attendees are mailed, and the items go into Deleted Items of the mailbox that they lie in. No copy
 * of the mail is kept: of a delegate it would lie in the own mailbox.
 */
export async function cancelCalendarItem(
  channel: SoapChannel,
  refs: readonly ExchangeItemRef[],
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'CreateItem',
    writes: true,
    body: () =>
      xml`<m:CreateItem MessageDisposition="SendOnly"><m:Items>${refs.map(cancellation)}</m:Items></m:CreateItem>`,
  });
  return readResponseMessages(response);
}

function cancellation({ id, changeKey }: ExchangeItemRef): Xml {
  const key = changeKey === null ? null : xml` ChangeKey="${changeKey}"`;
  return xml`<t:CancelCalendarItem><t:ReferenceItemId Id="${id}"${key}/></t:CancelCalendarItem>`;
}
