import type { Delegation } from '../rights/delegation.ts';
import { rightsIn } from '../rights/mailbox-rights.ts';
import type { SimulatorUser } from '../users.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { attributeOf, childOf, childOrThrow } from '../xml/read.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';

const LEVELS: Readonly<Record<string, string>> = {
  none: 'None',
  reviewer: 'Reviewer',
  author: 'Author',
  editor: 'Editor',
};

const FOLDERS = [
  ['calendar', 'CalendarFolderPermissionLevel'],
  ['tasks', 'TasksFolderPermissionLevel'],
  ['inbox', 'InboxFolderPermissionLevel'],
  ['contacts', 'ContactsFolderPermissionLevel'],
  ['notes', 'NotesFolderPermissionLevel'],
  ['journal', 'JournalFolderPermissionLevel'],
] as const;

/** Who is a delegate of a mailbox. Only its owner may ask, and who has full access to it. */
export const getDelegate: Operation = (request, context) => {
  try {
    const injected = context.injectedError(0);
    if (injected !== undefined) throw injected;
    const delegates = delegatesOf(request, context);
    return element('m:GetDelegateResponse', { ResponseClass: 'Success' }, [
      textElement('m:ResponseCode', 'NoError'),
      delegates.length === 0 ? undefined : element('m:ResponseMessages', {}, delegates),
      textElement('m:DeliverMeetingRequests', 'DelegatesAndMe'),
    ]);
  } catch (error) {
    if (!(error instanceof ItemError)) throw error;
    return element('m:GetDelegateResponse', { ResponseClass: 'Error' }, [
      textElement('m:MessageText', error.message),
      textElement('m:ResponseCode', error.code),
      textElement('m:DescriptiveLinkKey', '0'),
    ]);
  }
};

function delegatesOf(request: Parameters<Operation>[0], context: OperationContext): readonly XmlNode[] {
  const { organisation } = context;
  const address = childOf(childOrThrow(request, 'm:Mailbox'), 't:EmailAddress')?.text.trim() ?? '';
  const mailbox = organisation.findMailbox(address);
  if (mailbox === undefined) {
    throw new ItemError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  }
  const root = mailbox.distinguished('msgfolderroot');
  if (root === undefined || !rightsIn(mailbox, context.actor, organisation).may('owner', root)) {
    throw new ItemError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  const wanted = childOf(request, 'm:UserIds')?.children.map((id) =>
    childOf(id, 't:PrimarySmtpAddress')?.text.trim().toLowerCase(),
  );
  const withPermissions = /^\s*(true|1)\s*$/.test(attributeOf(request, 'IncludePermissions'));
  return organisation.delegations.of(mailbox.owner.smtp).flatMap((delegation) => {
    const user = organisation.directory.findByLogin(delegation.to);
    const isWanted = wanted === undefined || wanted.includes(user?.smtp.toLowerCase());
    if (user === undefined || delegation.folders === undefined || !isWanted) return [];
    return [delegateNode(user, delegation, withPermissions)];
  });
}

function delegateNode(
  user: SimulatorUser,
  { folders, viewPrivateItems }: Delegation,
  withPermissions: boolean,
): XmlNode {
  const permissions = FOLDERS.map(([folder, name]) =>
    textElement(`t:${name}`, LEVELS[folders?.[folder] ?? 'none'] ?? 'Custom'),
  );
  return element('m:DelegateUserResponseMessageType', { ResponseClass: 'Success' }, [
    textElement('m:ResponseCode', 'NoError'),
    element('m:DelegateUser', {}, [
      element('t:UserId', {}, [
        textElement('t:PrimarySmtpAddress', user.smtp),
        textElement('t:DisplayName', user.displayName),
      ]),
      withPermissions ? element('t:DelegatePermissions', {}, permissions) : undefined,
      textElement('t:ReceiveCopiesOfMeetingMessages', 'false'),
      textElement('t:ViewPrivateItems', String(viewPrivateItems ?? false)),
    ]),
  ]);
}
