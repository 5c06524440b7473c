import type { FormattedId } from '../operations/convert-id.ts';
import { convertIds } from '../operations/convert-id.ts';
import type { SideContext } from './side-context.ts';

/**
 * The id of EWS for an item whose id a person read elsewhere: in Outlook, in a script, in an address of Outlook on the
 * web. What stands there does not say which format it has, so all that it can have are asked at once.
 * @returns `null` for what the server takes for an id of none
 * @throws ConnectorError for what concerns the whole request
 */
export async function translateId({ channel, mailbox }: SideContext, typed: string): Promise<string | null> {
  const answers = await convertIds(channel, mailbox, readingsOf(typed.trim()), 'EwsId');
  const first = answers.find((answer) => answer.kind === 'converted');
  return first?.kind === 'converted' ? first.id : null;
}

/** What the text may be, the most certain first. */
function readingsOf(text: string): readonly FormattedId[] {
  const hex = text.replace(/^0x/i, '');
  if (/^(?:[0-9a-f]{2})+$/i.test(hex)) return [{ format: 'HexEntryId', id: hex.toUpperCase() }];
  const plain = withoutPercents(text);
  // REST and addresses write the two signs of base64 that mean something there in another way.
  const ewsIds = [...new Set([plain, plain.replaceAll('-', '/').replaceAll('_', '+')])];
  return [
    ...ewsIds.map((id): FormattedId => ({ format: 'EwsId', id })),
    { format: 'EntryId', id: plain },
    { format: 'StoreId', id: plain },
    { format: 'OwaId', id: plain },
    { format: 'EwsLegacyId', id: plain },
  ];
}

function withoutPercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
