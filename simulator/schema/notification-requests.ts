import { FOLDER_IDS } from './identifiers.ts';
import { BOOLEAN, integerBetween, NON_EMPTY_TEXT, oneOf, TEXT } from './simple-values.ts';
import type { TypeSpec } from './type-spec.ts';
import { choice, OPAQUE, one, oneOrMore, optional, optionalAttribute, sequence, simple } from './type-spec.ts';

const EVENT_TYPES = sequence([
  oneOrMore(
    't:EventType',
    simple(
      oneOf({
        Exchange2007: 'CopiedEvent CreatedEvent DeletedEvent ModifiedEvent MovedEvent NewMailEvent',
        Exchange2010: 'FreeBusyChangedEvent',
      }),
    ),
  ),
]);
const ALL_FOLDERS = { SubscribeToAllFolders: optionalAttribute(BOOLEAN) };

const PULL = sequence(
  [
    optional('t:FolderIds', FOLDER_IDS),
    one('t:EventTypes', EVENT_TYPES),
    optional('t:Watermark', simple(NON_EMPTY_TEXT)),
    one('t:Timeout', simple(integerBetween(1, 1440))),
  ],
  ALL_FOLDERS,
);

const STREAMING = sequence([optional('t:FolderIds', FOLDER_IDS), one('t:EventTypes', EVENT_TYPES)], ALL_FOLDERS);

/** Requests by which clients are told of changes. */
export const NOTIFICATION_REQUESTS: Readonly<Record<string, TypeSpec>> = {
  'm:Subscribe': sequence([
    choice(
      1,
      'one',
      ['m:PullSubscriptionRequest', PULL],
      ['m:PushSubscriptionRequest', OPAQUE],
      ['m:StreamingSubscriptionRequest', STREAMING, 'Exchange2010_SP1'],
    ),
  ]),
  'm:GetEvents': sequence([one('m:SubscriptionId', simple(TEXT)), one('m:Watermark', simple(NON_EMPTY_TEXT))]),
  'm:GetStreamingEvents': sequence([
    one('m:SubscriptionIds', sequence([oneOrMore('t:SubscriptionId', simple(NON_EMPTY_TEXT))])),
    one('m:ConnectionTimeout', simple(integerBetween(1, 30))),
  ]),
  'm:Unsubscribe': sequence([one('m:SubscriptionId', simple(TEXT))]),
};
