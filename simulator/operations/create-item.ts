import { sendMeetingMail } from '../meetings/delivery.ts';
import { applySaveRules } from '../properties/save-rules.ts';
import { takeValues } from '../properties/take-value.ts';
import { isReadOnly } from '../properties/writability.ts';
import type { Folder } from '../state/folder.ts';
import type { ItemKind, StoredItem, StoredValue } from '../state/item.ts';
import { attendeeAddresses, isMeeting } from '../state/item.ts';
import { element } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf, childOrThrow, localName } from '../xml/read.ts';
import type { Opened } from './access.ts';
import { openFolder } from './access.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { isResponse, respond } from './respond.ts';
import { answerEach } from './response.ts';
import { savedItemNode } from './saved-item.ts';

const FOLDERS: Readonly<
  Record<
    string,
    { readonly kind: ItemKind; readonly home: string; readonly folderClass: string; readonly wrongFolder: string }
  >
> = {
  't:Contact': {
    kind: 'Contact',
    home: 'contacts',
    folderClass: 'IPF.Contact',
    wrongFolder: 'ErrorCannotCreateContactInNonContactFolder',
  },
  't:DistributionList': {
    kind: 'DistributionList',
    home: 'contacts',
    folderClass: 'IPF.Contact',
    wrongFolder: 'ErrorCannotCreateContactInNonContactFolder',
  },
  't:CalendarItem': {
    kind: 'CalendarItem',
    home: 'calendar',
    folderClass: 'IPF.Appointment',
    wrongFolder: 'ErrorCannotCreateCalendarItemInNonCalendarFolder',
  },
};

export const createItem: Operation = (request, context) => {
  const { children: items } = childOrThrow(request, 'm:Items');
  const invitations = attributeOf(request, 'SendMeetingInvitations');
  return answerEach(
    request,
    items,
    context,
    (source) => {
      if (isResponse(source)) return respond(source, request, context);
      const target = FOLDERS[source.name];
      if (target === undefined) {
        throw new ItemError(
          'ErrorInvalidItemForOperationCreateItem',
          'This kind of item cannot be created on this server.',
        );
      }
      if (target.kind === 'CalendarItem' && invitations === '') {
        throw new ItemError(
          'ErrorSendMeetingInvitationsRequired',
          'SendMeetingInvitations attribute is required for calendar items.',
        );
      }
      const saved = childOf(request, 'm:SavedItemFolderId')?.children[0];
      const { folder, mailbox } = saved === undefined ? home(target.home, context) : openTarget(saved, context);
      const inTrash = folder?.distinguished === 'deleteditems';
      if (folder === undefined || !(folder.folderClass.startsWith(target.folderClass) || inTrash)) {
        throw new ItemError(target.wrongFolder, 'The item cannot be created in a folder of this type.');
      }
      const values = applySaveRules(target.kind, null, valuesOf(target.kind, source, context));
      const sends = invitations !== '' && invitations !== 'SendToNone' && isMeeting({ values });
      const item = mailbox.add({
        kind: target.kind,
        folder: folder.number,
        values: sends ? { ...values, MeetingRequestWasSent: 'true' } : values,
        by: context.actor.displayName,
        createdBy: context.actor.smtp,
      });
      if (sends) invite(item, { ...context, mailbox });
      return [element('m:Items', {}, [savedItemNode(item, mailbox)])];
    },
    { whenFailed: [element('m:Items')] },
  );
};

/** Where an item goes that names no folder: into the mailbox of the request, which for a delegate is the own one. */
function home(name: string, { mailbox }: OperationContext): Pick<Opened, 'mailbox'> & { readonly folder?: Folder } {
  const folder = mailbox.distinguished(name);
  return folder === undefined ? { mailbox } : { mailbox, folder };
}

function openTarget(source: ReceivedElement, context: OperationContext): Opened {
  const opened = openFolder(source, context);
  if (opened.rights.may('create', opened.folder)) return opened;
  throw new ItemError(
    'ErrorCreateItemAccessDenied',
    'There are not sufficient rights to create an item in the folder.',
  );
}

function valuesOf(kind: ItemKind, source: ReceivedElement, context: OperationContext): StoredItem['values'] {
  const zoneId = ownZone(source) ?? context.zoneId;
  const values: Record<string, StoredValue> = {};
  for (const child of source.children) {
    const name = localName(child.name);
    if (isReadOnly(name)) {
      throw new ItemError('ErrorInvalidPropertySet', 'Set action is invalid for property.', {
        values: { FieldURI: name },
      });
    }
    for (const [key, value] of takeValues(kind, child, zoneId)) values[key] = value;
  }
  // An appointment that is made through EWS knows its organizer; one that a person makes in Outlook does not.
  if (kind === 'CalendarItem') return { StartTimeZone: zoneId, ...values, MyResponseType: 'Organizer' };
  return values;
}

/** The schema puts the zones behind the times, which they nevertheless rule. */
function ownZone(source: ReceivedElement): string | undefined {
  const zone = childOf(source, 't:StartTimeZone') ?? childOf(source, 't:MeetingTimeZone');
  const taken = zone === undefined ? undefined : takeValues('CalendarItem', zone, 'UTC')[0]?.[1];
  return typeof taken === 'string' ? taken : undefined;
}

function invite(item: StoredItem, { mailbox, organisation }: OperationContext): void {
  sendMeetingMail(organisation, { kind: 'invitation', from: mailbox, to: attendeeAddresses(item), meeting: item });
}
