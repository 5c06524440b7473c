import { watermark } from '../notifications/event-nodes.ts';
import { textElement } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf, childOrThrow } from '../xml/read.ts';
import { openFolder } from './access.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { answerEach } from './response.ts';

const MINUTE_MS = 60_000;

/** Asks to be told of changes. Of the own mailbox, or of one that is impersonated: a delegate is refused. */
export const subscribe: Operation = (request, context) =>
  answerEach(request, request.children.slice(0, 1), context, (wanted) => {
    const kind = wanted.name === 'm:StreamingSubscriptionRequest' ? 'streaming' : 'pull';
    const types = new Set(childOrThrow(wanted, 't:EventTypes').children.map(({ text }) => text.trim()));
    const timeoutMs = Number(childOf(wanted, 't:Timeout')?.text ?? 30) * MINUTE_MS;
    const { mailbox, folders } = watched(wanted, context);
    const added = context.organisation.subscriptions.add({
      kind,
      owner: context.actor.smtp,
      mailbox,
      folders,
      types,
      timeoutMs,
    });
    const id = textElement('m:SubscriptionId', added.id);
    return kind === 'streaming' ? [id] : [id, textElement('m:Watermark', watermark(added.delivered))];
  });

function watched(wanted: ReceivedElement, context: OperationContext) {
  const everything = /^\s*(true|1)\s*$/.test(attributeOf(wanted, 'SubscribeToAllFolders'));
  const ids = childOf(wanted, 't:FolderIds')?.children ?? [];
  if (everything === ids.length > 0) {
    throw new ItemError('ErrorInvalidSubscriptionRequest', 'The subscription request is invalid.');
  }
  const opened = ids.map((id) => openFolder(id, context, 'readAny'));
  if (opened.some(({ rights }) => rights.as === 'delegate')) {
    throw new ItemError(
      'ErrorSubscriptionDelegateAccessNotSupported',
      'Subscriptions are not supported for delegate user access.',
    );
  }
  const mailbox = opened[0]?.mailbox ?? context.mailbox;
  if (opened.some((folder) => folder.mailbox !== mailbox)) {
    throw new ItemError('ErrorInvalidSubscriptionRequest', 'The folders are in different mailboxes.');
  }
  return { mailbox, folders: everything ? null : new Set(opened.map(({ folder }) => folder.number)) };
}
