import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';
import type { Conversation } from './testing/ews-conversation.ts';
import { all, codes, conversation, idOf, text, texts } from './testing/ews-conversation.ts';

let simulator: RunningSimulator;
let send: Conversation;
beforeAll(async () => {
  simulator = await startSimulator();
  send = conversation(simulator);
});
afterAll(() => simulator.close());

const STAMP =
  '<t:ExtendedFieldURI PropertySetId="F3B1C7D2-5A0E-4C39-9D2E-7A6B8C1D2E3F" PropertyName="Stamp" PropertyType="String"/>';
const SEARCH_KEY = '<t:ExtendedFieldURI PropertyTag="0x300B" PropertyType="Binary"/>';

const create = (content: string, folder = '<t:DistinguishedFolderId Id="contacts"/>') =>
  `<m:CreateItem><m:SavedItemFolderId>${folder}</m:SavedItemFolderId><m:Items>${content}</m:Items></m:CreateItem>`;

const get = (ids: string, additional = '', base = 'AllProperties') =>
  `<m:GetItem><m:ItemShape><t:BaseShape>${base}</t:BaseShape><t:BodyType>Text</t:BodyType>${
    additional === '' ? '' : `<t:AdditionalProperties>${additional}</t:AdditionalProperties>`
  }</m:ItemShape><m:ItemIds>${ids}</m:ItemIds></m:GetItem>`;

const update = (id: string, updates: string, resolution = 'NeverOverwrite') =>
  `<m:UpdateItem ConflictResolution="${resolution}" MessageDisposition="SaveOnly"><m:ItemChanges><t:ItemChange>${id}<t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;

const setField = (uri: string, content: string) =>
  `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:Contact>${content}</t:Contact></t:SetItemField>`;

const setIndexed = (uri: string, index: string, content: string) =>
  `<t:SetItemField><t:IndexedFieldURI FieldURI="${uri}" FieldIndex="${index}"/><t:Contact>${content}</t:Contact></t:SetItemField>`;

const LUCA = `<t:Contact>
<t:Sensitivity>Normal</t:Sensitivity><t:Body BodyType="Text">Prima riga
seconda &amp; ultima</t:Body><t:Categories><t:String>CRM</t:String><t:String>crm</t:String><t:String>Clienti</t:String></t:Categories>
<t:ExtendedProperty>${STAMP}<t:Value>abc</t:Value></t:ExtendedProperty>
<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x3A45" PropertyType="String"/><t:Value>Dott.</t:Value></t:ExtendedProperty>
<t:FileAsMapping>LastCommaFirst</t:FileAsMapping><t:GivenName>Luca</t:GivenName><t:CompanyName>Verdi SpA</t:CompanyName>
<t:EmailAddresses><t:Entry Key="EmailAddress1">luca@verdi.example</t:Entry></t:EmailAddresses>
<t:PhysicalAddresses><t:Entry Key="Business"><t:Street>Via Roma 1</t:Street><t:City>Torino</t:City></t:Entry></t:PhysicalAddresses>
<t:PhoneNumbers><t:Entry Key="BusinessPhone">+39 011 000000</t:Entry></t:PhoneNumbers>
<t:Birthday>1975-03-02T11:59:00.1234567Z</t:Birthday><t:Surname>Verdi</t:Surname></t:Contact>`;

test('a contact comes back with what was written and what the server derives', async () => {
  const created = idOf(await send(create(LUCA)));
  expect(created.id.length).toBeGreaterThanOrEqual(144);
  const read = await send(get(created.xml, STAMP + SEARCH_KEY));
  expect(text(read, 't:FileAs')).toBe('Verdi, Luca');
  expect(text(read, 't:DisplayName')).toBe('Luca Verdi');
  expect(text(read, 't:Subject')).toBe('Luca Verdi');
  expect(text(read, 't:Title')).toBe('Dott.');
  expect(text(read, 't:Body')).toBe('Prima riga\nseconda & ultima');
  expect(texts(read, 't:String')).toEqual(['CRM', 'Clienti']);
  expect(text(read, 't:Birthday')).toBe('1975-03-02T11:59:00Z');
  expect(texts(read, 't:Value')[0]).toBe('abc');
  expect(Buffer.from(texts(read, 't:Value')[1] ?? '', 'base64')).toHaveLength(16);
  expect(all(read, 't:Entry')[0]?.attributes).toMatchObject({ RoutingType: 'SMTP', Name: 'luca@verdi.example' });
});

test('entries of dictionaries are updated one by one and the others stay', async () => {
  const created = idOf(await send(create(LUCA)));
  const updated = idOf(
    await send(
      update(
        created.xml,
        setIndexed(
          'contacts:EmailAddress',
          'EmailAddress2',
          '<t:EmailAddresses><t:Entry Key="EmailAddress2">due@verdi.example</t:Entry></t:EmailAddresses>',
        ) +
          setIndexed(
            'contacts:PhysicalAddress:City',
            'Business',
            '<t:PhysicalAddresses><t:Entry Key="Business"><t:City>Milano</t:City></t:Entry></t:PhysicalAddresses>',
          ) +
          '<t:DeleteItemField><t:IndexedFieldURI FieldURI="contacts:PhoneNumber" FieldIndex="BusinessPhone"/></t:DeleteItemField>' +
          '<t:DeleteItemField><t:FieldURI FieldURI="contacts:Birthday"/></t:DeleteItemField>' +
          setField('contacts:Surname', '<t:Surname>Verdi Neri</t:Surname>'),
      ),
    ),
  );
  expect(updated.id).toBe(created.id);
  expect(updated.changeKey).not.toBe(created.changeKey);
  const read = await send(get(updated.xml));
  expect(texts(read, 't:Entry').slice(0, 2)).toEqual(['luca@verdi.example', 'due@verdi.example']);
  expect([text(read, 't:Street'), text(read, 't:City')]).toEqual(['Via Roma 1', 'Milano']);
  expect(all(read, 't:PhoneNumbers')).toHaveLength(0);
  expect(all(read, 't:Birthday')).toHaveLength(0);
  expect(text(read, 't:FileAs'), 'follows the name as its mapping says').toBe('Verdi Neri, Luca');
});

test('only what was asked for is shown, single dictionary entries included', async () => {
  const created = idOf(await send(create(LUCA)));
  const read = await send(
    get(
      created.xml,
      '<t:FieldURI FieldURI="contacts:Surname"/><t:IndexedFieldURI FieldURI="contacts:PhysicalAddress:City" FieldIndex="Business"/>',
      'IdOnly',
    ),
  );
  const contact = all(read, 't:Contact')[0];
  expect(contact?.children.map(({ name }) => name)).toEqual(['t:ItemId', 't:PhysicalAddresses', 't:Surname']);
  expect(all(read, 't:Street')).toHaveLength(0);
});

test('a save that changes nothing gives no new change key and no entry in the feed', async () => {
  const created = idOf(await send(create(LUCA)));
  const same = idOf(await send(update(created.xml, setField('contacts:Surname', '<t:Surname>Verdi</t:Surname>'))));
  expect(same.changeKey).toBe(created.changeKey);
});

test('NeverOverwrite refuses a stale change key, AlwaysOverwrite writes, AutoResolve counts what it resolved', async () => {
  const stale = idOf(await send(create(LUCA)));
  await send(update(stale.xml, setField('contacts:JobTitle', '<t:JobTitle>CEO</t:JobTitle>')));
  const job = setField('contacts:JobTitle', '<t:JobTitle>CFO</t:JobTitle>');
  expect(codes(await send(update(stale.xml, job)))).toEqual(['ErrorIrresolvableConflict']);
  const resolved = await send(update(stale.xml, job, 'AutoResolve'));
  expect(text(resolved, 't:Count')).toBe('1');
  const elsewhere = setField('contacts:Department', '<t:Department>IT</t:Department>');
  expect(text(await send(update(stale.xml, elsewhere, 'AutoResolve')), 't:Count')).toBe('0');
  const withoutKey = `<t:ItemId Id="${stale.id}"/>`;
  expect(codes(await send(update(withoutKey, job)))).toEqual(['ErrorChangeKeyRequiredForWriteOperations']);
  expect(codes(await send(update(withoutKey, job, 'AlwaysOverwrite')))).toEqual(['NoError']);
  const forged = `<t:ItemId Id="${stale.id}" ChangeKey="EQAAAA=="/>`;
  expect(codes(await send(update(forged, job, 'AlwaysOverwrite')))).toEqual(['ErrorInvalidChangeKey']);
});

test('AutoResolve keeps a sensitivity that is stricter than the wanted one', async () => {
  const stale = idOf(await send(create(LUCA)));
  const sensitivity = (value: string) => setField('item:Sensitivity', `<t:Sensitivity>${value}</t:Sensitivity>`);
  await send(update(stale.xml, sensitivity('Confidential')));
  await send(update(stale.xml, sensitivity('Personal'), 'AutoResolve'));
  expect(text(await send(get(stale.xml)), 't:Sensitivity')).toBe('Confidential');
});

test.each([
  ['ErrorInvalidPropertySet', setField('contacts:HasPicture', '<t:HasPicture>true</t:HasPicture>')],
  [
    'ErrorInvalidPropertySet',
    setField('contacts:PhoneNumbers', '<t:PhoneNumbers><t:Entry Key="Pager">1</t:Entry></t:PhoneNumbers>'),
  ],
  ['ErrorUpdatePropertyMismatch', setField('contacts:Surname', '<t:GivenName>x</t:GivenName>')],
  [
    'ErrorIncorrectUpdatePropertyCount',
    setField('contacts:Surname', '<t:GivenName>x</t:GivenName><t:Surname>y</t:Surname>'),
  ],
  ['ErrorInvalidPropertyDelete', '<t:DeleteItemField><t:FieldURI FieldURI="item:Sensitivity"/></t:DeleteItemField>'],
  [
    'ErrorInvalidPropertyAppend',
    `<t:AppendToItemField><t:FieldURI FieldURI="contacts:Surname"/><t:Contact><t:Surname>y</t:Surname></t:Contact></t:AppendToItemField>`,
  ],
  [
    'ErrorObjectTypeChanged',
    '<t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:DistributionList><t:Subject>y</t:Subject></t:DistributionList></t:SetItemField>',
  ],
  [
    'ErrorInvalidExtendedProperty',
    '<t:DeleteItemField><t:ExtendedFieldURI PropertyTag="0x3A45" PropertyName="x" PropertyType="String"/></t:DeleteItemField>',
  ],
  [
    'ErrorNoPropertyTagForCustomProperties',
    '<t:DeleteItemField><t:ExtendedFieldURI PropertyTag="0x8001" PropertyType="String"/></t:DeleteItemField>',
  ],
])('an update that Exchange refuses fails with %s and changes nothing', async (code, updates) => {
  const created = idOf(await send(create(LUCA)));
  const answer = await send(
    update(created.xml, setField('contacts:JobTitle', '<t:JobTitle>CEO</t:JobTitle>') + updates),
  );
  expect(codes(answer)).toEqual([code]);
  expect(idOf(await send(get(created.xml))).changeKey).toBe(created.changeKey);
});

test('one bad item of a batch does not stop the others', async () => {
  const answer = await send(create(`${LUCA}<t:Contact><t:Alias>x</t:Alias></t:Contact><t:CalendarItem/>${LUCA}`));
  expect(codes(answer)).toEqual([
    'NoError',
    'ErrorInvalidPropertySet',
    'ErrorSendMeetingInvitationsRequired',
    'NoError',
  ]);
});

test('a contact does not go into a calendar', async () => {
  const answer = await send(create(LUCA, '<t:DistinguishedFolderId Id="calendar"/>'));
  expect(codes(answer)).toEqual(['ErrorCannotCreateContactInNonContactFolder']);
});

test('deleting to Deleted Items gives a new id there; stamp and search key go along', async () => {
  const created = idOf(await send(create(LUCA)));
  const keys = texts(await send(get(created.xml, STAMP + SEARCH_KEY)), 't:Value');
  const remove = (type: string, id: string) =>
    send(`<m:DeleteItem DeleteType="${type}"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`);
  expect(codes(await remove('MoveToDeletedItems', created.xml))).toEqual(['NoError']);
  expect(codes(await send(get(created.xml)))).toEqual(['ErrorItemNotFound']);
  expect(codes(await remove('MoveToDeletedItems', created.xml))).toEqual(['ErrorItemNotFound']);

  const found = await send(
    `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${STAMP}${SEARCH_KEY}</t:AdditionalProperties></m:ItemShape><m:IndexedPageItemView MaxEntriesReturned="10" Offset="0" BasePoint="Beginning"/><m:Restriction><t:IsEqualTo>${SEARCH_KEY}<t:FieldURIOrConstant><t:Constant Value="${keys[1]}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction><m:ParentFolderIds><t:DistinguishedFolderId Id="deleteditems"/></m:ParentFolderIds></m:FindItem>`,
  );
  expect(texts(found, 't:Value')).toEqual(keys);
  expect(idOf(found).id).not.toBe(created.id);
  await remove('HardDelete', idOf(found).xml);
  expect(simulator.mailbox('mario.rossi@azienda.example').findItem(idOf(found).id)).toBeUndefined();
});

test('a soft deletion lands in the recoverable items', async () => {
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  const { id } = mailbox.add('contacts', 'Contact', { Surname: 'Effimero' });
  await send(`<m:DeleteItem DeleteType="SoftDelete"><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`);
  expect(mailbox.items('recoverableitemsdeletions').map(({ fields }) => fields['Surname'])).toContain('Effimero');
});

test('moving and copying give new ids', async () => {
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  const folder = mailbox.addFolder('Fornitori', 'IPF.Contact');
  const { id } = mailbox.add('contacts', 'Contact', { Surname: 'Mobile' });
  const act = (operation: string) =>
    send(
      `<m:${operation}><m:ToFolderId><t:FolderId Id="${folder.id}"/></m:ToFolderId><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:${operation}>`,
    );
  const copy = idOf(await act('CopyItem')).id;
  const moved = idOf(await act('MoveItem')).id;
  expect(new Set([id, copy, moved]).size).toBe(3);
  expect(codes(await act('MoveItem'))).toEqual(['ErrorItemNotFound']);
  const [first, second] = mailbox.items(folder.id);
  expect(first?.searchKey).toBe(second?.searchKey);
});

test('an entry from the address list keeps its legacy DN', async () => {
  const dn = '/o=Azienda/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=giulia.bianchi';
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  const { id } = mailbox.add('contacts', 'Contact', { Surname: 'Bianchi', 'EmailAddresses/EmailAddress1': dn });
  const read = await send(get(`<t:ItemId Id="${id}"/>`));
  expect(all(read, 't:Entry')[0]?.attributes['RoutingType']).toBe('EX');
  const resolved = await send(
    `<m:ResolveNames ReturnFullContactData="false" SearchScope="ActiveDirectory"><m:UnresolvedEntry>${dn}</m:UnresolvedEntry></m:ResolveNames>`,
  );
  expect(text(resolved, 't:EmailAddress')).toBe('giulia.bianchi@azienda.example');
});
