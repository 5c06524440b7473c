import { entryIdIn, idFromEntryId, parseFolderId, parseItemId } from '../state/identifiers.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { element } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOrThrow } from '../xml/read.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';

/** Converts between the id of EWS and MAPI's entry id. Clients also call it with nonsense, to learn the version. */
export const convertId: Operation = (request, context) => {
  const { children: ids } = childOrThrow(request, 'm:SourceIds');
  const format = attributeOf(request, 'DestinationFormat');
  return answerEach(request, ids, context, (source) => {
    const id = ewsIdOf(source, context.organisation);
    const known = parseItemId(id) ?? parseFolderId(id);
    if (known === undefined) throw malformed();
    const attributes = { Format: format, Id: converted(id, format), Mailbox: attributeOf(source, 'Mailbox') };
    return [element('m:AlternateId', { 'xsi:type': 't:AlternateIdType', 'xmlns:xsi': XSI, ...attributes })];
  });
};

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

function ewsIdOf(source: ReceivedElement, organisation: OperationContext['organisation']): string {
  const id = attributeOf(source, 'Id');
  switch (attributeOf(source, 'Format')) {
    case 'EwsId':
      return id;
    case 'EntryId':
      return idFromEntryId(mailboxOf(source, organisation).uuid, Buffer.from(id, 'base64'));
    case 'HexEntryId':
      return idFromEntryId(mailboxOf(source, organisation).uuid, Buffer.from(id, 'hex'));
    default:
      throw malformed();
  }
}

/** An entry id does not say whose it is; the request does. */
function mailboxOf(source: ReceivedElement, organisation: OperationContext['organisation']): Mailbox {
  const mailbox = organisation.findMailbox(attributeOf(source, 'Mailbox'));
  if (mailbox !== undefined) return mailbox;
  throw new ItemError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
}

function converted(id: string, format: string): string {
  switch (format) {
    case 'EwsId':
      return id;
    case 'EntryId':
      return entryIdIn(id).toString('base64');
    case 'HexEntryId':
      return entryIdIn(id).toString('hex').toUpperCase();
    default:
      throw new ItemError('ErrorUnsupportedTypeForConversion', 'The format of the id cannot be converted.');
  }
}

function malformed(): ItemError {
  return new ItemError('ErrorInvalidIdMalformed', 'Id is malformed.');
}
