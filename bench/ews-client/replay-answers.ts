/** Bytes that a server of this build sends, made beforehand: what is measured against them is the client alone. */
export interface ReplayAnswers {
  answerTo(body: string): Buffer;
}

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const HEAD = `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="1544" MinorBuildNumber="4" Version="V2017_07_11" xmlns:h="${TYPES}" xmlns="${TYPES}"/></s:Header><s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">`;
const END = '</s:Body></s:Envelope>';
/** The length that ids of Exchange have. */
const ID_LENGTH = 152;
const CHANGE_KEY = 'EQAAABYAAAC4y5kYbhGLQ7jVYcR1m2T+AAAZ3x1K';

/** @param size contacts in the folder */
export function createReplayAnswers(size: number): ReplayAnswers {
  const contacts = Array.from({ length: 512 }, (_, n) => Buffer.from(contactAfterId(n)));
  const messageHead = Buffer.from(
    '<m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items><t:Contact><t:ItemId Id="',
  );
  const made = Buffer.from(`" ChangeKey="${CHANGE_KEY}"/></t:Contact></m:Items></m:CreateItemResponseMessage>`);
  const madeHead = Buffer.from(
    '<m:CreateItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items><t:Contact><t:ItemId Id="',
  );
  const pages = new Map<number, Buffer>();
  let created = 0;

  return {
    answerTo(body) {
      if (body.includes('SyncFolderItems>')) {
        const start = Number(/SyncState>at-(\d+)</.exec(body)?.[1] ?? 0);
        const page = pages.get(start) ?? syncPage(start, size);
        pages.set(start, page);
        return page;
      }
      if (body.includes('CreateItem')) {
        const parts = body.match(/<(?:\w+:)?Contact[ >]/g)?.map(() => [madeHead, Buffer.from(idOf(created++)), made]);
        return whole('CreateItem', (parts ?? []).flat());
      }
      if (body.includes('GetItem')) {
        const ids = [...body.matchAll(/ Id="(bench-(\d+)[^"]*)"/g)];
        const parts = ids.map(([, id = '', n]) => [
          messageHead,
          Buffer.from(id),
          contacts[Number(n) % contacts.length] as Buffer,
        ]);
        return whole('GetItem', parts.flat());
      }
      return whole('GetFolder', [
        Buffer.from(
          '<m:GetFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Folders><t:Folder><t:FolderId Id="root" ChangeKey="AQ=="/></t:Folder></m:Folders></m:GetFolderResponseMessage>',
        ),
      ]);
    },
  };
}

function whole(operation: string, messages: readonly Buffer[]): Buffer {
  return Buffer.concat([
    Buffer.from(`${HEAD}<m:${operation}Response xmlns:m="${MESSAGES}" xmlns:t="${TYPES}"><m:ResponseMessages>`),
    ...messages,
    Buffer.from(`</m:ResponseMessages></m:${operation}Response>${END}`),
  ]);
}

function syncPage(start: number, size: number): Buffer {
  const end = Math.min(size, start + 512);
  const changes = Array.from(
    { length: end - start },
    (_, n) =>
      `<t:Create><t:Contact><t:ItemId Id="${idOf(start + n)}" ChangeKey="${CHANGE_KEY}"/></t:Contact></t:Create>`,
  );
  return whole('SyncFolderItems', [
    Buffer.from(
      `<m:SyncFolderItemsResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:SyncState>at-${end}</m:SyncState><m:IncludesLastItemInRange>${end === size}</m:IncludesLastItemInRange><m:Changes>${changes.join('')}</m:Changes></m:SyncFolderItemsResponseMessage>`,
    ),
  ]);
}

function idOf(n: number): string {
  return `bench-${n}-`.padEnd(ID_LENGTH, 'AAMkAGI2TG93AAA');
}

/** A contact with most of its fields filled, as Exchange 2019 writes it. */
function contactAfterId(n: number): string {
  const address = (key: string, street: string) =>
    `<t:Entry Key="${key}"><t:Street>${street} ${n}&#xD;\nScala B</t:Street><t:City>Forlì</t:City><t:State>FC</t:State><t:CountryOrRegion>Italia</t:CountryOrRegion><t:PostalCode>47121</t:PostalCode></t:Entry>`;
  const email = (at: number) =>
    `<t:Entry Key="EmailAddress${at}" Name="Anna ${n} Bianchi" RoutingType="SMTP" MailboxType="Contact">anna.${n}.${at}@brenta.example</t:Entry>`;
  const phone = (key: string) => `<t:Entry Key="${key}">+39 049 ${1_000_000 + n}</t:Entry>`;
  const mapi = (tag: string, type: string, value: string) =>
    `<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="${tag}" PropertyType="${type}"/><t:Value>${value}</t:Value></t:ExtendedProperty>`;
  return [
    `" ChangeKey="${CHANGE_KEY}"/><t:ParentFolderId Id="${'AAMkFolder'.padEnd(120, 'A')}" ChangeKey="AQAAAA=="/>`,
    '<t:Sensitivity>Normal</t:Sensitivity>',
    `<t:Body BodyType="Text">Incontrata alla fiera; chiede il listino nuovo.&#xD;\nRichiamare a settembre &amp; mandare l’offerta ${n}.&#xD;\n</t:Body>`,
    '<t:Categories><t:String>CRM</t:String><t:String>Clienti</t:String></t:Categories><t:Importance>Normal</t:Importance>',
    mapi('0x300b', 'Binary', Buffer.alloc(16, n % 251).toString('base64')),
    `<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="01e76f1f-6a00-4b53-a328-a45490f161dc" PropertyName="RaccordoStamp" PropertyType="String"/><t:Value>${'0'.repeat(24)}${String(n).padStart(8, '0')}</t:Value></t:ExtendedProperty>`,
    mapi('0x3a45', 'String', 'Dott.ssa'),
    mapi('0x3a44', 'String', 'Maria'),
    `<t:FileAs>Bianchi, Anna ${n}</t:FileAs><t:FileAsMapping>LastCommaFirst</t:FileAsMapping><t:DisplayName>Anna ${n} Bianchi</t:DisplayName>`,
    `<t:GivenName>Anna ${n}</t:GivenName><t:MiddleName>Maria</t:MiddleName><t:Nickname>Annina</t:Nickname>`,
    `<t:CompleteName><t:Title>Dott.ssa</t:Title><t:FirstName>Anna ${n}</t:FirstName><t:MiddleName>Maria</t:MiddleName><t:LastName>Bianchi</t:LastName><t:FullName>Anna ${n} Bianchi</t:FullName><t:Nickname>Annina</t:Nickname></t:CompleteName>`,
    `<t:CompanyName>Brenta Meccanica S.p.A.</t:CompanyName><t:EmailAddresses>${email(1)}${email(2)}</t:EmailAddresses>`,
    `<t:PhysicalAddresses>${address('Business', 'Via Emilia')}${address('Home', 'Corso Garibaldi')}</t:PhysicalAddresses>`,
    `<t:PhoneNumbers>${['BusinessPhone', 'BusinessFax', 'HomePhone', 'MobilePhone'].map(phone).join('')}</t:PhoneNumbers>`,
    '<t:AssistantName>Luca Verdi</t:AssistantName><t:Birthday>1980-05-17T11:59:00Z</t:Birthday><t:BusinessHomePage>https://brenta.example/</t:BusinessHomePage>',
    '<t:Department>Acquisti</t:Department><t:JobTitle>Responsabile acquisti</t:JobTitle><t:Manager>Paola Neri</t:Manager><t:OfficeLocation>2.14</t:OfficeLocation>',
    '<t:PostalAddressIndex>Business</t:PostalAddressIndex><t:Profession>Ingegnere</t:Profession><t:Surname>Bianchi</t:Surname></t:Contact></m:Items></m:GetItemResponseMessage>',
  ].join('');
}
