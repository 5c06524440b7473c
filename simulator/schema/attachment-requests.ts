import { ITEM_ID } from './identifiers.ts';
import { BINARY, BOOLEAN, DATE_TIME, INTEGER, oneOf, TEXT } from './simple-values.ts';
import type { TypeSpec } from './type-spec.ts';
import {
  choice,
  OPAQUE,
  one,
  oneOrMore,
  optional,
  optionalAttribute,
  requiredAttribute,
  sequence,
  simple,
} from './type-spec.ts';

const ATTACHMENT_ID = sequence([], {
  Id: requiredAttribute(TEXT),
  RootItemId: optionalAttribute(TEXT),
  RootItemChangeKey: optionalAttribute(TEXT),
});

const FILE_ATTACHMENT = sequence([
  optional('t:AttachmentId', ATTACHMENT_ID),
  optional('t:Name', simple(TEXT)),
  optional('t:ContentType', simple(TEXT)),
  optional('t:ContentId', simple(TEXT)),
  optional('t:ContentLocation', simple(TEXT)),
  optional('t:AttachmentOriginalUrl', simple(TEXT), 'Exchange2016'),
  optional('t:Size', simple(INTEGER), 'Exchange2010'),
  optional('t:LastModifiedTime', simple(DATE_TIME), 'Exchange2010'),
  optional('t:IsInline', simple(BOOLEAN), 'Exchange2010'),
  optional('t:IsContactPhoto', simple(BOOLEAN), 'Exchange2010'),
  optional('t:Content', simple(BINARY)),
]);

const ATTACHMENT_SHAPE = sequence([
  optional('t:IncludeMimeContent', simple(BOOLEAN)),
  optional('t:BodyType', simple(oneOf('Best HTML Text'))),
  optional('t:FilterHtmlContent', simple(BOOLEAN), 'Exchange2010'),
  optional('t:AdditionalProperties', OPAQUE),
]);

const ATTACHMENT_IDS = sequence([oneOrMore('t:AttachmentId', sequence([], { Id: requiredAttribute(TEXT) }))]);

export const ATTACHMENT_REQUESTS: Readonly<Record<string, TypeSpec>> = {
  'm:CreateAttachment': sequence([
    one('m:ParentItemId', ITEM_ID),
    one(
      'm:Attachments',
      sequence([choice(1, 'many', ['t:ItemAttachment', OPAQUE], ['t:FileAttachment', FILE_ATTACHMENT])]),
    ),
  ]),
  'm:GetAttachment': sequence([
    optional('m:AttachmentShape', ATTACHMENT_SHAPE),
    one('m:AttachmentIds', ATTACHMENT_IDS),
  ]),
  'm:DeleteAttachment': sequence([one('m:AttachmentIds', ATTACHMENT_IDS)]),
};
