import { folderRightsNode } from '../rights/effective-rights.ts';
import type { MailboxRights } from '../rights/mailbox-rights.ts';
import type { Comparable } from '../search/comparable.ts';
import type { ExchangeVersion } from '../soap/versions.ts';
import type { Folder } from '../state/folder.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { childOf } from '../xml/read.ts';
import type { ExtendedPath } from './extended-path.ts';
import { extendedPropertyNode } from './extended-path.ts';
import type { PropertyPath } from './property-path.ts';
import { readPath } from './property-path.ts';
import type { BaseShape } from './shape.ts';
import { baseShapeOf } from './shape.ts';

export interface FolderShape {
  readonly base: BaseShape;
  readonly elements: ReadonlySet<string>;
  readonly extended: readonly ExtendedPath[];
}

export function readFolderShape(source: ReceivedElement): FolderShape {
  const paths = (childOf(source, 't:AdditionalProperties')?.children ?? []).map(readPath);
  return {
    base: baseShapeOf(source),
    elements: new Set(
      paths.flatMap((path) => (path.kind === 'field' && path.uri.startsWith('folder:') ? [path.key] : [])),
    ),
    extended: paths.flatMap((path) => (path.kind === 'extended' ? [path.path] : [])),
  };
}

const SHAPES: Readonly<Record<BaseShape, ReadonlySet<string>>> = {
  IdOnly: new Set(['FolderId']),
  Default: new Set(['FolderId', 'DisplayName', 'TotalCount', 'ChildFolderCount', 'UnreadCount']),
  AllProperties: new Set(
    'FolderId ParentFolderId FolderClass DisplayName TotalCount ChildFolderCount EffectiveRights UnreadCount'.split(
      ' ',
    ),
  ),
};

const ELEMENT_BY_CLASS: readonly (readonly [prefix: string, name: string])[] = [
  ['IPF.Contact', 't:ContactsFolder'],
  ['IPF.Appointment', 't:CalendarFolder'],
  ['IPF.Task', 't:TasksFolder'],
];

export interface FolderContext {
  readonly mailbox: Mailbox;
  readonly rights: MailboxRights;
  readonly version: ExchangeVersion;
}

/** A folder as an answer shows it. The order of the names is that of the schema. */
export function folderNode(context: FolderContext, folder: Folder, shape: FolderShape): XmlNode {
  const { mailbox, rights, version } = context;
  const elementName = ELEMENT_BY_CLASS.find(([prefix]) => folder.folderClass.startsWith(prefix))?.[1] ?? 't:Folder';
  const shown = (name: string) => SHAPES[shape.base].has(name) || shape.elements.has(name);
  const plain = (name: string) => {
    const value = folderText(mailbox, folder, name);
    return value !== undefined && shown(name) ? textElement(`t:${name}`, value) : undefined;
  };
  const parent = folder.parent === null ? undefined : mailbox.folder(folder.parent);
  const hasUnread = elementName === 't:Folder' || elementName === 't:TasksFolder';
  return element(elementName, {}, [
    folderIdNode('t:FolderId', mailbox, folder),
    parent !== undefined && shown('ParentFolderId') ? folderIdNode('t:ParentFolderId', mailbox, parent) : undefined,
    plain('FolderClass'),
    plain('DisplayName'),
    plain('TotalCount'),
    plain('ChildFolderCount'),
    ...shape.extended.flatMap((path) => {
      const value = folderExtended(context, folder, path);
      return value === undefined ? [] : [extendedPropertyNode(path, value)];
    }),
    shown('EffectiveRights') ? folderRightsNode(rights, folder, version) : undefined,
    shape.elements.has('DistinguishedFolderId') ? plain('DistinguishedFolderId') : undefined,
    hasUnread ? plain('UnreadCount') : undefined,
  ]);
}

export function folderIdNode(name: string, mailbox: Mailbox, folder: Folder): XmlNode {
  return element(name, { Id: mailbox.folderId(folder), ChangeKey: mailbox.folderChangeKey(folder) });
}

export function folderComparable(context: FolderContext, folder: Folder, path: PropertyPath): Comparable {
  if (path.kind === 'extended') {
    const value = folderExtended(context, folder, path.path);
    return { kind: path.path.type === 'SystemTime' ? 'dateTime' : 'text', values: value === undefined ? [] : [value] };
  }
  const value = folderText(context.mailbox, folder, path.key);
  return { kind: path.key.endsWith('Count') ? 'integer' : 'text', values: value === undefined ? [] : [value] };
}

function folderText(mailbox: Mailbox, folder: Folder, name: string): string | undefined {
  if (name === 'FolderClass') return folder.folderClass;
  if (name === 'DisplayName') return folder.displayName;
  if (name === 'TotalCount') return String(mailbox.itemsIn(folder.number).length);
  if (name === 'UnreadCount') return '0';
  if (name === 'DistinguishedFolderId') return folder.distinguished ?? undefined;
  if (name !== 'ChildFolderCount') return undefined;
  return String([...mailbox.folders()].filter((child) => child.parent === folder.number).length);
}

function folderExtended(
  { mailbox, rights }: FolderContext,
  folder: Folder,
  { identity }: ExtendedPath,
): string | undefined {
  switch (identity) {
    case 'tag:0x3001:String':
      return folder.displayName;
    case 'tag:0x3613:String':
      return folder.folderClass;
    case 'tag:0x3602:Integer':
      return String(mailbox.itemsIn(folder.number).length);
    // Changes within one second must show too: unlike the times of items these keep their fractions.
    case 'tag:0x670a:SystemTime':
    case 'tag:0x3008:SystemTime':
      return folder.contentChangedAt;
    case 'tag:0x6639:Integer':
      return String(rights.maskOf(folder));
    case 'tag:0x670b:Integer':
      return String(folder.deletedTotal);
    default:
      return undefined;
  }
}
