import type { ExchangeDeleteMode, ExchangeItemRef } from '../../port.ts';
import type { SoapChannel } from '../soap/channel.ts';
import { itemIdElement } from '../wire/item-id.ts';
import type { MailTo } from '../wire/mail-to.ts';
import { SEND_MODES } from '../wire/mail-to.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { xml } from '../xml/write.ts';

const DELETE_TYPES: Readonly<Record<ExchangeDeleteMode, string>> = {
  permanent: 'HardDelete',
  deletedItems: 'MoveToDeletedItems',
};

/** @param mailTo who gets the cancellation of a meeting */
export async function deleteItem(
  channel: SoapChannel,
  refs: readonly ExchangeItemRef[],
  mode: ExchangeDeleteMode,
  mailTo: MailTo = 'nobody',
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'DeleteItem',
    writes: true,
    body: () =>
      xml`<m:DeleteItem DeleteType="${DELETE_TYPES[mode]}" SendMeetingCancellations="${SEND_MODES[mailTo]}"><m:ItemIds>${refs.map(itemIdElement)}</m:ItemIds></m:DeleteItem>`,
  });
  return readResponseMessages(response);
}
