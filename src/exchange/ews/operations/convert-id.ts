import type { SoapChannel } from '../soap/channel.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { findDescendant } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** `t:IdFormatType`: every version that has the operation, from 2007 SP1 on, knows the same ones. */
export type IdFormat = 'EwsLegacyId' | 'EwsId' | 'EntryId' | 'HexEntryId' | 'StoreId' | 'OwaId';

export interface FormattedId {
  readonly format: IdFormat;
  readonly id: string;
}

export type ConvertedId =
  | { readonly kind: 'converted'; readonly id: string }
  /** `ErrorInvalidIdMalformed` for what is no id of the format that was said. */
  | { readonly kind: 'failed'; readonly code: string };

/** Ids in one request. They are computed with, not looked up. */
const IDS_PER_REQUEST = 100;

/**
 * The same ids in another format, in the order asked. That an id converts does not say that its item exists.
 * @param mailbox SMTP address of the mailbox that they belong to
 * @throws ConnectorError for what concerns a whole request
 */
export async function convertIds(
  channel: SoapChannel,
  mailbox: string,
  ids: readonly FormattedId[],
  destination: IdFormat,
): Promise<readonly ConvertedId[]> {
  const converted: ConvertedId[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
    converted.push(...(await convertBatch(channel, mailbox, ids.slice(start, start + IDS_PER_REQUEST), destination)));
  }
  return converted;
}

async function convertBatch(
  channel: SoapChannel,
  mailbox: string,
  ids: readonly FormattedId[],
  destination: IdFormat,
): Promise<readonly ConvertedId[]> {
  const response = await channel.send({
    operation: 'ConvertId',
    writes: false,
    body: () =>
      xml`<m:ConvertId DestinationFormat="${destination}"><m:SourceIds>${ids.map((id) => alternateId(id, mailbox))}</m:SourceIds></m:ConvertId>`,
  });
  const messages = readResponseMessages(response);
  return ids.map((_id, index): ConvertedId => {
    const message = messages[index];
    if (message?.class === 'error') return { kind: 'failed', code: message.code };
    const id = message && findDescendant(message.element, 'AlternateId')?.attributes['Id'];
    return id ? { kind: 'converted', id } : { kind: 'failed', code: 'response_incomplete' };
  });
}

function alternateId({ format, id }: FormattedId, mailbox: string): Xml {
  return xml`<t:AlternateId Format="${format}" Id="${id}" Mailbox="${mailbox}"/>`;
}
