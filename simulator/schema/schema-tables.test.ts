import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import { SCHEMA_FOLDER, SCHEMAS_FOUND } from '../testing/schema-check.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { NAMESPACES, readXml } from '../xml/read.ts';
import { CALENDAR_ROWS } from './calendar-elements.ts';
import { CONTACT_ROWS, DISTRIBUTION_LIST_ROWS } from './contact-elements.ts';
import { FIELD_URIS } from './field-uris.ts';
import { DISTINGUISHED_FOLDERS } from './identifiers.ts';
import type { ElementRow } from './item-elements.ts';
import { ITEM_ROWS } from './item-elements.ts';
import { REQUESTS } from './requests.ts';
import { wordsOf } from './simple-values.ts';
import type { Slot, TypeSpec } from './type-spec.ts';

const VERSIONS: readonly (readonly [schema: string, version: ExchangeVersion])[] = [
  ['exchange2007sp1', 'Exchange2007_SP1'],
  ['exchange2010sp2', 'Exchange2010_SP2'],
  ['exchange2013sp1', 'Exchange2013_SP1'],
  ['exchange2016', 'Exchange2016'],
];

/** Just enough of a schema reader to list what a type contains, in order. */
class Schema {
  readonly #types = new Map<string, ReceivedElement>();

  constructor(folder: string) {
    for (const [file, prefix] of [
      ['types', 't'],
      ['messages', 'm'],
    ] as const) {
      const root = readXml(readFileSync(`${SCHEMA_FOLDER}/${folder}/${file}.xsd`, 'utf8'));
      for (const child of root.children) this.#types.set(`${prefix}:${child.attributes['name'] ?? ''}`, child);
    }
  }

  elements(type: string): readonly string[] {
    const definition = this.#types.get(type);
    return definition === undefined ? [] : this.#names(definition, type.slice(0, 2));
  }

  attributes(type: string): readonly string[] {
    const definition = this.#types.get(type);
    if (definition === undefined) return [];
    const base = find(definition, 'extension')[0]?.attributes['base'];
    const inherited = base === undefined || base.startsWith('xs:') ? [] : this.attributes(base);
    return [...inherited, ...find(definition, 'attribute').map(({ attributes }) => attributes['name'] ?? '')];
  }

  words(type: string): readonly string[] {
    const definition = this.#types.get(type);
    return definition === undefined
      ? []
      : find(definition, 'enumeration').map(({ attributes }) => attributes['value'] ?? '');
  }

  /** Older schemas write "any path" and "any search expression" as heads of substitution groups. */
  #standingFor(head: string): readonly string[] {
    const members = [...this.#types].filter(([, { attributes }]) => attributes['substitutionGroup'] === head);
    return members.length === 0 ? [head] : members.map(([name]) => name).sort();
  }

  #names(source: ReceivedElement, prefix: string): readonly string[] {
    return source.children.flatMap((child): readonly string[] => {
      const local = child.name.slice(2);
      const { name, ref, base } = child.attributes;
      if (local === 'element') return name === undefined ? this.#standingFor(ref ?? '') : [`${prefix}${name}`];
      // The order within a choice means nothing: both sides sort it.
      if (local === 'choice') return [...this.#names(child, prefix)].sort();
      if (local === 'group') return this.elements(ref ?? '');
      if (local === 'extension' && base !== undefined) return [...this.elements(base), ...this.#names(child, prefix)];
      return this.#names(child, prefix);
    });
  }
}

function find(source: ReceivedElement, local: string): readonly ReceivedElement[] {
  return source.children.flatMap((child) => (child.name.slice(2) === local ? [child] : find(child, local)));
}

function known(slots: readonly Slot[], version: ExchangeVersion): readonly string[] {
  return slots.flatMap(({ options }) =>
    options
      .filter(({ since }) => rankOf(since) <= rankOf(version))
      .map(({ name }) => name)
      .sort(),
  );
}

/** Types of requests, and of what is inside them, found from the tables by walking both sides together. */
const NESTED: readonly (readonly [path: string, schemaType: string])[] = [
  ['m:GetFolder', 'm:GetFolderType'],
  ['m:FindFolder', 'm:FindFolderType'],
  ['m:SyncFolderHierarchy', 'm:SyncFolderHierarchyType'],
  ['m:SyncFolderItems', 'm:SyncFolderItemsType'],
  ['m:SyncFolderItems/m:ItemShape', 't:ItemResponseShapeType'],
  ['m:SyncFolderItems/m:SyncFolderId', 't:TargetFolderIdType'],
  ['m:SyncFolderItems/m:SyncFolderId/t:DistinguishedFolderId', 't:DistinguishedFolderIdType'],
  ['m:SyncFolderItems/m:SyncFolderId/t:DistinguishedFolderId/t:Mailbox', 't:EmailAddressType'],
  ['m:GetFolder/m:FolderShape', 't:FolderResponseShapeType'],
  ['m:GetItem', 'm:GetItemType'],
  ['m:GetItem/m:ItemIds', 't:NonEmptyArrayOfBaseItemIdsType'],
  ['m:FindItem', 'm:FindItemType'],
  ['m:FindItem/m:IndexedPageItemView', 't:IndexedPageViewType'],
  ['m:FindItem/m:Restriction', 't:RestrictionType'],
  ['m:FindItem/m:Restriction/t:Contains', 't:ContainsExpressionType'],
  ['m:FindItem/m:Restriction/t:Excludes', 't:ExcludesType'],
  ['m:FindItem/m:Restriction/t:IsEqualTo', 't:TwoOperandExpressionType'],
  ['m:FindItem/m:SortOrder/t:FieldOrder', 't:FieldOrderType'],
  ['m:CreateItem', 'm:CreateItemType'],
  ['m:UpdateItem', 'm:UpdateItemType'],
  ['m:UpdateItem/m:ItemChanges/t:ItemChange/t:Updates', 't:NonEmptyArrayOfItemChangeDescriptionsType'],
  ['m:UpdateItem/m:ItemChanges/t:ItemChange/t:Updates/t:SetItemField/t:ExtendedFieldURI', 't:PathToExtendedFieldType'],
  ['m:UpdateItem/m:ItemChanges/t:ItemChange/t:Updates/t:SetItemField/t:IndexedFieldURI', 't:PathToIndexedFieldType'],
  ['m:DeleteItem', 'm:DeleteItemType'],
  ['m:MoveItem', 'm:BaseMoveCopyItemType'],
  ['m:CreateAttachment', 'm:CreateAttachmentType'],
  ['m:CreateAttachment/m:Attachments/t:FileAttachment', 't:FileAttachmentType'],
  ['m:GetAttachment', 'm:GetAttachmentType'],
  ['m:GetAttachment/m:AttachmentShape', 't:AttachmentResponseShapeType'],
  ['m:GetAttachment/m:AttachmentIds/t:AttachmentId', 't:RequestAttachmentIdType'],
  ['m:DeleteAttachment', 'm:DeleteAttachmentType'],
  ['m:ResolveNames', 'm:ResolveNamesType'],
  ['m:ConvertId', 'm:ConvertIdType'],
  ['m:ConvertId/m:SourceIds/t:AlternateId', 't:AlternateIdType'],
  ['m:CreateItem/m:Items/t:CalendarItem/t:Recurrence', 't:RecurrenceType'],
  ['m:CreateItem/m:Items/t:CalendarItem/t:Recurrence/t:WeeklyRecurrence', 't:WeeklyRecurrencePatternType'],
  [
    'm:CreateItem/m:Items/t:CalendarItem/t:Recurrence/t:RelativeYearlyRecurrence',
    't:RelativeYearlyRecurrencePatternType',
  ],
  ['m:CreateItem/m:Items/t:CalendarItem/t:RequiredAttendees/t:Attendee', 't:AttendeeType'],
  ['m:CreateItem/m:Items/t:CalendarItem/t:ExtendedProperty', 't:ExtendedPropertyType'],
  ['m:CreateItem/m:Items/t:Contact/t:EmailAddresses/t:Entry', 't:EmailAddressDictionaryEntryType'],
  ['m:CreateItem/m:Items/t:Contact/t:PhysicalAddresses/t:Entry', 't:PhysicalAddressDictionaryEntryType'],
];

function typeAt(path: string): Exclude<TypeSpec, { kind: 'opaque' }> {
  const [request = '', ...rest] = path.split('/');
  let type = REQUESTS[request];
  for (const name of rest) {
    const options = type?.kind === 'sequence' ? type.slots.flatMap((slot) => slot.options) : [];
    const found = options.find((option) => option.name === name)?.type;
    type = typeof found === 'function' ? found() : found;
  }
  if (type === undefined || type.kind === 'opaque') throw new Error(`the tables do not describe ${path}`);
  return type;
}

/** What Microsoft's schema has and these tables leave out on purpose: features that no contact or calendar client uses. */
const LEFT_OUT =
  /^(t:(RoleMember|Network|Person|CalendarActivityData|PostReplyItem|AcceptSharingInvitation)|AlternatePublic.*)$/;

describe.skipIf(!SCHEMAS_FOUND).each(VERSIONS)('the tables agree with %s', (folder, version) => {
  const schema = SCHEMAS_FOUND ? new Schema(folder) : (undefined as never);

  test.each<readonly [string, readonly ElementRow[]]>([
    ['t:ItemType', ITEM_ROWS],
    ['t:ContactItemType', [...ITEM_ROWS, ...CONTACT_ROWS]],
    ['t:CalendarItemType', [...ITEM_ROWS, ...CALENDAR_ROWS]],
    ['t:DistributionListType', [...ITEM_ROWS, ...DISTRIBUTION_LIST_ROWS]],
  ])('the properties of %s stand in the right order and version', (type, rows) => {
    const ours = rows
      .filter(([, , since]) => since === undefined || rankOf(since) <= rankOf(version))
      .map(([name]) => `t:${name}`);
    const theirs = schema.elements(type);
    expect(ours.filter((name) => !theirs.includes(name))).toEqual([]);
    expect(ours).toEqual(theirs.filter((name) => ours.includes(name)));
    // The properties of 2016 are those of Outlook.com; up to 2013 SP1 nothing may be missing.
    const missing = theirs.filter((name) => !ours.includes(name));
    expect(version === 'Exchange2016' ? [] : missing).toEqual([]);
  });

  test.each(NESTED)('%s', (path, schemaType) => {
    const type = typeAt(path);
    const theirs = [...new Set(schema.elements(schemaType))].filter((name) => !LEFT_OUT.test(name));
    const ours = type.kind === 'sequence' ? known(type.slots, version) : [];
    expect([...new Set(ours)]).toEqual(theirs);
    const attributes = Object.entries(type.attributes).filter(([, { since }]) => rankOf(since) <= rankOf(version));
    expect(attributes.map(([name]) => name).sort()).toEqual([...schema.attributes(schemaType)].sort());
  });

  test('the names of properties and folders are those of the schema', () => {
    const upTo = (words: ReadonlyMap<string, ExchangeVersion>) =>
      [...words].filter(([, since]) => rankOf(since) <= rankOf(version)).map(([word]) => word);
    const uris = new Set(schema.words('t:UnindexedFieldURIType'));
    const ours = upTo(wordsOf(FIELD_URIS));
    expect(ours.filter((uri) => !uris.has(uri))).toEqual([]);
    const missing = [...uris].filter(
      (uri) => /^(folder|item|contacts|calendar|distributionlist):/.test(uri) && !ours.includes(uri),
    );
    expect(version === 'Exchange2016' ? [] : missing).toEqual([]);
    const folders = new Set(schema.words('t:DistinguishedFolderIdNameType'));
    expect(upTo(wordsOf(DISTINGUISHED_FOLDERS)).filter((name) => !folders.has(name))).toEqual([]);
  });
});

test('the namespaces are Microsoft’s', () => {
  expect(NAMESPACES.t).toBe('http://schemas.microsoft.com/exchange/services/2006/types');
  expect(NAMESPACES.m).toBe('http://schemas.microsoft.com/exchange/services/2006/messages');
});
