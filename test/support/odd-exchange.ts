import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Element as XmlElement } from '@xmldom/xmldom';
import { DOMParser } from '@xmldom/xmldom';

/**
 * An EWS server that shares nothing with the client or the simulator and answers in the oddest ways that are still
 * EWS: prefixes nobody uses, types in a default namespace, elements that no schema knows, and almost nothing that is
 * optional. It knows one mailbox and the five operations on items; it cannot search.
 */
export interface OddExchange {
  readonly url: string;
  readonly folders: Readonly<Record<FolderName, OddFolder>>;
  /** Operations as they came. */
  readonly operations: readonly string[];
  /** Carries the next such operation out and hangs up instead of answering. */
  loseAnswerTo(operation: string): void;
  close(): Promise<void>;
}

export type FolderName = 'contacts' | 'calendar' | 'deleteditems';

/** Properties of an item by `JobTitle`, `EmailAddresses/EmailAddress1`, `PhysicalAddresses/Home/City`: their markup. */
export type OddItem = Map<string, string>;

export interface OddFolder {
  readonly items: ReadonlyMap<string, OddItem>;
  /** As a person does it. @returns the id */
  put(id: string | null, properties: Readonly<Record<string, string>>): string;
  remove(id: string): void;
}

export const ODD_LOGIN = { user: 'zampa', password: 'gatto:però' };

const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const DICTIONARIES = ['EmailAddresses', 'PhoneNumbers', 'ImAddresses', 'PhysicalAddresses'];
/** Where an indexed field lies; for addresses the part follows. */
const DICTIONARY_OF: Readonly<Record<string, string>> = {
  EmailAddress: 'EmailAddresses',
  PhoneNumber: 'PhoneNumbers',
  ImAddress: 'ImAddresses',
  PhysicalAddress: 'PhysicalAddresses',
};

class Folder implements OddFolder {
  readonly items = new Map<string, OddItem>();
  readonly element: string;
  readonly changes: { readonly id: string; readonly isNew: boolean }[] = [];
  readonly #versions = new Map<string, number>();
  readonly #name: string;

  constructor(name: FolderName) {
    this.#name = name;
    this.element = name === 'contacts' ? 'Contact' : 'CalendarItem';
  }

  put(id: string | null, properties: Readonly<Record<string, string>>): string {
    return this.save(id, new Map([...(this.items.get(id ?? '') ?? []), ...Object.entries(properties)]));
  }

  save(id: string | null, item: OddItem): string {
    const saved = id ?? `${this.#name}/${this.items.size + this.changes.length + 1}=`;
    this.changes.push({ id: saved, isNew: !this.items.has(saved) });
    this.items.set(saved, item);
    this.#versions.set(saved, this.changes.length);
    return saved;
  }

  remove(id: string): void {
    if (this.items.delete(id)) this.changes.push({ id, isNew: false });
  }

  idMarkup(id: string): string {
    return `<ItemId Mood="odd" ChangeKey="v${this.#versions.get(id)}" Id="${id}"/>`;
  }

  /** Empty dictionaries are shown too, and the elements stand in the order in which they were saved. */
  itemMarkup(id: string): string {
    const groups = new Map<string, string[]>();
    const plain: string[] = [];
    for (const [key, markup] of this.items.get(id) ?? []) {
      const [dictionary = '', entry = ''] = key.split('/');
      if (key.includes('/')) groups.set(dictionary, [...(groups.get(dictionary) ?? []), `${entry}\u0000${markup}`]);
      else plain.push(markup);
    }
    const dictionaries = [...groups].map(([name, lines]) => {
      const entries = new Map<string, string>();
      for (const line of lines) {
        const [entry = '', markup = ''] = line.split('\u0000');
        entries.set(entry, (entries.get(entry) ?? '') + markup);
      }
      return `<${name}>${[...entries].map(([entry, content]) => `<Entry Key="${entry}">${content}</Entry>`).join('')}</${name}>`;
    });
    const made =
      '<DateTimeCreated>2026-11-25T08:00:00.1234567Z</DateTimeCreated><Aura Colour="blue"><Depth>7</Depth></Aura>';
    return `<${this.element}>${made}${plain.join('')}${dictionaries.join('')}${this.idMarkup(id)}</${this.element}>`;
  }
}

export async function startOddExchange(): Promise<OddExchange> {
  const folders = {
    contacts: new Folder('contacts'),
    calendar: new Folder('calendar'),
    deleteditems: new Folder('deleteditems'),
  };
  const operations: string[] = [];
  let lost: string | null = null;
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['transfer-encoding'] !== undefined) return void response.writeHead(411).end();
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const login = `Basic ${Buffer.from(`${ODD_LOGIN.user}:${ODD_LOGIN.password}`).toString('base64')}`;
    if (request.headers.authorization !== login)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="odd, isn\'t it"' }).end('who?');
    const content = answer(body);
    if (operations.at(-1) === lost) {
      lost = null;
      return void request.socket.destroy();
    }
    response.writeHead(200, { 'content-type': 'application/soap+xml' });
    response.end(envelope(content));
  }

  function answer(body: string): string {
    const document = new DOMParser().parseFromString(body, 'text/xml');
    const operation = elementsIn(first(document.documentElement, 'Body'))[0];
    const name = operation?.localName ?? '';
    operations.push(name);
    const respond = HANDLERS[name];
    return operation === undefined || respond === undefined ? FAULT : response(name, respond(operation, folders));
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ews/exchange.asmx`,
    folders,
    operations,
    loseAnswerTo: (operation) => {
      lost = operation;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Folders = Readonly<Record<FolderName, Folder>>;
type Outcome = { readonly code: string; readonly content?: string };
type Handler = (operation: XmlElement, folders: Folders) => readonly Outcome[];

const HANDLERS: Readonly<Record<string, Handler>> = {
  GetFolder: (operation, folders) =>
    all(operation, 'DistinguishedFolderId').map((id) => {
      const name = id.getAttribute('Id') ?? '';
      if (!(name in folders) && name !== 'msgfolderroot') return { code: 'ErrorFolderNotFound' };
      return { code: 'NoError', content: `<q:Folders><Folder><FolderId Id="f-${name}"/></Folder></q:Folders>` };
    }),

  SyncFolderItems: (operation, folders) => {
    const folder = folderIn(operation, folders);
    const from = Number(first(operation, 'SyncState')?.textContent ?? 0);
    // Two at a time, so that paging is needed.
    const page = folder.changes.slice(from, from + 2);
    const to = from + page.length;
    const changes = page.map(({ id, isNew }) => {
      if (!folder.items.has(id)) return `<Delete><ItemId Id="${id}"/></Delete>`;
      const kind = isNew ? 'Create' : 'Update';
      return `<${kind}><${folder.element}>${folder.idMarkup(id)}</${folder.element}></${kind}>`;
    });
    const content = `<q:SyncState>${to}</q:SyncState><q:IncludesLastItemInRange>${to >= folder.changes.length}</q:IncludesLastItemInRange><q:Changes>${changes.join('')}</q:Changes>`;
    return [{ code: 'NoError', content }];
  },

  GetItem: (operation, folders) =>
    all(operation, 'ItemId').map((ref) => {
      const id = ref.getAttribute('Id') ?? '';
      const folder = Object.values(folders).find(({ items }) => items.has(id));
      if (folder === undefined) return { code: 'ErrorItemNotFound' };
      return { code: 'NoError', content: `<q:Items>${folder.itemMarkup(id)}</q:Items>` };
    }),

  FindItem: (operation, folders) => {
    if (first(operation, 'Restriction') !== undefined) return [{ code: 'ErrorInvalidRestriction' }];
    const folder = folderIn(operation, folders);
    const items = [...folder.items.keys()].map((id) => folder.itemMarkup(id)).join('');
    return [{ code: 'NoError', content: `<q:RootFolder><Items>${items}</Items></q:RootFolder>` }];
  },

  CreateItem: (operation, folders) =>
    elementsIn(first(operation, 'Items')).map((item) => {
      const folder = item.localName === 'Contact' ? folders.contacts : folders.calendar;
      const id = folder.save(null, propertiesOf(item));
      return {
        code: 'NoError',
        content: `<q:Items><${folder.element}>${folder.idMarkup(id)}</${folder.element}></q:Items>`,
      };
    }),

  UpdateItem: (operation, folders) =>
    all(operation, 'ItemChange').map((change) => {
      const id = first(change, 'ItemId')?.getAttribute('Id') ?? '';
      const folder = Object.values(folders).find(({ items }) => items.has(id));
      if (folder === undefined) return { code: 'ErrorItemNotFound' };
      const item = new Map(folder.items.get(id));
      for (const update of elementsIn(first(change, 'Updates'))) {
        const [path, written] = elementsIn(update);
        if (update.localName === 'DeleteItemField') item.delete(keyOf(path));
        else for (const [key, markup] of written === undefined ? [] : propertiesOf(written)) item.set(key, markup);
      }
      folder.save(id, item);
      return {
        code: 'NoError',
        content: `<q:Items><${folder.element}>${folder.idMarkup(id)}</${folder.element}></q:Items>`,
      };
    }),

  DeleteItem: (operation, folders) =>
    all(operation, 'ItemId').map((ref) => {
      const id = ref.getAttribute('Id') ?? '';
      const folder = Object.values(folders).find(({ items }) => items.has(id));
      if (folder === undefined) return { code: 'ErrorItemNotFound' };
      const item = folder.items.get(id);
      folder.remove(id);
      if (operation.getAttribute('DeleteType') === 'MoveToDeletedItems' && item !== undefined)
        folders.deleteditems.save(null, item);
      return { code: 'NoError' };
    }),
};

function folderIn(operation: XmlElement, folders: Folders): Folder {
  const name = all(operation, 'DistinguishedFolderId')[0]?.getAttribute('Id');
  return name === 'contacts' || name === 'calendar' || name === 'deleteditems' ? folders[name] : folders.contacts;
}

/** The markup of each property without a prefix: whoever shows it stands in the namespace of the types. */
function propertiesOf(item: XmlElement): OddItem {
  const properties: OddItem = new Map();
  for (const property of elementsIn(item)) {
    const name = property.localName ?? '';
    if (name === 'ExtendedProperty') properties.set(keyOf(elementsIn(property)[0]), markupOf(property));
    else if (!DICTIONARIES.includes(name)) properties.set(name, markupOf(property));
    else
      for (const entry of elementsIn(property)) {
        const key = `${name}/${entry.getAttribute('Key')}`;
        if (name !== 'PhysicalAddresses') properties.set(key, escape(entry.textContent ?? ''));
        else for (const part of elementsIn(entry)) properties.set(`${key}/${part.localName}`, markupOf(part));
      }
  }
  return properties;
}

/** `contacts:PhysicalAddress:City` with the index `Home` is `PhysicalAddresses/Home/City`. */
function keyOf(path: XmlElement | undefined): string {
  if (path?.localName === 'ExtendedFieldURI')
    return `x:${path.getAttribute('PropertyName') ?? path.getAttribute('PropertyTag')}`;
  const [, name = '', part] = (path?.getAttribute('FieldURI') ?? '').split(':');
  const index = path?.getAttribute('FieldIndex');
  if (!index) return name;
  return [DICTIONARY_OF[name] ?? name, index, ...(part === undefined ? [] : [part])].join('/');
}

function response(operation: string, outcomes: readonly Outcome[]): string {
  const messages = outcomes.map(({ code, content = '' }) => {
    const kind = code === 'NoError' ? 'Success' : 'Error';
    return `<q:${operation}ResponseMessage ResponseClass="${kind}" Weather="fine"><q:Humming/><q:ResponseCode>${code}</q:ResponseCode>${content}</q:${operation}ResponseMessage>`;
  });
  return `<q:${operation}Response xmlns:q="${MESSAGES}" xmlns="${TYPES}"><q:ResponseMessages>${messages.join('')}</q:ResponseMessages></q:${operation}Response>`;
}

const FAULT =
  '<SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode><faultstring>What do you mean?</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorInvalidOperation</e:ResponseCode></detail></SOAP-ENV:Fault>';

function envelope(content: string): string {
  return `\n<?xml version='1.0'?><!-- odd --><SOAP-ENV:Envelope xmlns:SOAP-ENV="${SOAP}"><SOAP-ENV:Body>${content}</SOAP-ENV:Body></SOAP-ENV:Envelope>`.trimStart();
}

function elementsIn(parent: XmlElement | null | undefined): readonly XmlElement[] {
  return [...(parent?.childNodes ?? [])].filter((node): node is XmlElement => node.nodeType === 1);
}

function all(root: XmlElement | null | undefined, name: string): readonly XmlElement[] {
  return elementsIn(root).flatMap((child) => [...(child.localName === name ? [child] : []), ...all(child, name)]);
}

function first(root: XmlElement | null | undefined, name: string): XmlElement | undefined {
  return all(root, name)[0];
}

function markupOf(node: XmlElement): string {
  const attributes = [...node.attributes]
    .filter(({ name }) => !name.startsWith('xmlns'))
    .map(({ name, value }) => ` ${name}="${escape(value)}"`);
  const children = elementsIn(node);
  const content = children.length > 0 ? children.map(markupOf).join('') : escape(node.textContent ?? '');
  return `<${node.localName}${attributes.join('')}>${content}</${node.localName}>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
