import type { ConflictResolution, ExchangeItemRef } from '../../port.ts';
import type { RequestVersion, SoapChannel } from '../soap/channel.ts';
import { itemIdElement } from '../wire/item-id.ts';
import type { MailTo } from '../wire/mail-to.ts';
import { SEND_MODES } from '../wire/mail-to.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readItemMessages } from '../wire/response-message.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

const RESOLUTIONS: Readonly<Record<ConflictResolution, string>> = {
  neverOverwrite: 'NeverOverwrite',
  autoResolve: 'AutoResolve',
  alwaysOverwrite: 'AlwaysOverwrite',
};

export interface ItemChange {
  readonly ref: ExchangeItemRef;
  /** Children of `t:Updates` for the version that is declared; never empty. */
  readonly updates: (version: RequestVersion) => readonly Xml[];
}

/**
 * Each change is applied as a whole or not at all.
 * @param mailTo who is told of changes in meetings
 */
export async function updateItem(
  channel: SoapChannel,
  changes: readonly ItemChange[],
  resolution: ConflictResolution,
  mailTo: MailTo = 'nobody',
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'UpdateItem',
    writes: true,
    body: (version) => {
      const itemChanges = changes.map(
        ({ ref, updates }) =>
          xml`<t:ItemChange>${itemIdElement(ref)}<t:Updates>${updates(version)}</t:Updates></t:ItemChange>`,
      );
      return xml`<m:UpdateItem ConflictResolution="${RESOLUTIONS[resolution]}" MessageDisposition="SaveOnly" SendMeetingInvitationsOrCancellations="${SEND_MODES[mailTo]}"><m:ItemChanges>${itemChanges}</m:ItemChanges></m:UpdateItem>`;
    },
  });
  return readItemMessages(response, changes.length);
}
