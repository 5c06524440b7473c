import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../../model/index.ts';
import { parseBody } from '../../testing/canned-channel.ts';
import { readXml } from '../../xml/read.ts';
import { itemFromWire, readFields } from '../item-from-wire.ts';
import { ITEM_KINDS } from '../item-kind.ts';
import { newItem } from '../item-to-wire.ts';

const CONTEXT = { version: 'Exchange2013_SP1', homeZone: null } as const;
const fieldsOf = (children: string): Fields =>
  readFields(parseBody(`<t:Contact>${children}</t:Contact>`), ITEM_KINDS.contacts, CONTEXT);
const emailsOf = (entries: string) => {
  const { email1, email2, email3 } = fieldsOf(`<t:EmailAddresses>${entries}</t:EmailAddresses>`);
  return [email1, email2, email3];
};

describe('a contact as servers write it', () => {
  it('is read whatever the prefixes, the order and the company it keeps', () => {
    const element =
      readXml(`<x:Contact xmlns:x="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:y="urn:novelty">
      <x:Surname>Bianchi</x:Surname><y:Novelty y:kind="odd"><x:GivenName>nobody</x:GivenName></y:Novelty>
      <x:ItemId ChangeKey="EQ==" Id="AAMk="/>
      <x:CompleteName><x:Title>Dott.ssa</x:Title></x:CompleteName>
      <x:PhoneNumbers><x:Entry Key="OtherTelephone"> +39 011 5551 </x:Entry><x:Entry Key="Msn">x</x:Entry><x:Entry Key="Pager"/></x:PhoneNumbers>
      <x:GivenName>Anna</x:GivenName>
      <x:Categories><x:String>VIP</x:String><x:String>vip</x:String><x:String> </x:String></x:Categories>
      <x:ParentFolderId Id="AQMk" ChangeKey="Aw"/>
    </x:Contact>`);
    const item = itemFromWire(element, ITEM_KINDS.contacts, CONTEXT);
    expect(item).toMatchObject({
      id: 'AAMk=',
      changeKey: 'EQ==',
      parentFolderId: 'AQMk',
      categories: ['VIP'],
      stamp: null,
      searchKey: null,
      uid: null,
      notSynchronised: null,
      fields: {
        name: { givenName: 'Anna', surname: 'Bianchi', title: 'Dott.ssa' },
        otherPhone: '+39 011 5551',
        pager: null,
        categories: ['VIP'],
        sensitivity: 'normal',
        importance: 'normal',
        notes: null,
        homeAddress: null,
      },
    });
  });

  it('is read whole when lists and dictionaries are written anew for each entry', () => {
    expect(
      fieldsOf(`<t:PhoneNumbers><t:Entry Key="MobilePhone">1</t:Entry></t:PhoneNumbers>
        <t:Categories><t:String>a</t:String></t:Categories>
        <t:PhoneNumbers><t:Entry Key="HomePhone">2</t:Entry><t:Entry Key="MobilePhone">3</t:Entry></t:PhoneNumbers>
        <t:Categories><t:String>b</t:String></t:Categories>
        <t:GivenName>Anna</t:GivenName><t:GivenName>Bea</t:GivenName>`),
    ).toMatchObject({ mobilePhone: '1', homePhone: '2', categories: ['a', 'b'], name: { givenName: 'Anna' } });
  });

  it('has every canonical field, empty where the server says nothing', () => {
    const fields = fieldsOf('');
    expect(Object.entries(fields).filter(([, value]) => value !== null)).toEqual([
      ['sensitivity', 'normal'],
      ['importance', 'normal'],
    ]);
    expect(Object.keys(fields)).toHaveLength(52);
  });

  it.each(['DistributionList', 'Message', 'CalendarItem', 'Item'])('a %s is none', (name) => {
    expect(itemFromWire(parseBody(`<t:${name}><t:ItemId Id="A"/></t:${name}>`), ITEM_KINDS.contacts, CONTEXT)).toBe(
      'foreign',
    );
  });
});

describe('e-mail addresses', () => {
  it('that are no SMTP addresses are not shown, and do not take a number', () => {
    expect(
      emailsOf(`<t:Entry Key="EmailAddress1" Name="Anna Bianchi" RoutingType="EX">/o=Org/ou=Site/cn=abianchi</t:Entry>
                <t:Entry Key="EmailAddress2" Name="Anna" RoutingType="SMTP" MailboxType="Contact">anna@acme.example</t:Entry>`),
    ).toEqual([{ address: 'anna@acme.example', name: 'Anna' }, null, null]);
    expect(emailsOf('<t:Entry Key="EmailAddress1">/O=ORG/OU=Site/CN=abianchi</t:Entry>')).toEqual([null, null, null]);
    expect(emailsOf('<t:Entry Key="EmailAddress3" RoutingType="FAX">Anna@+39 011</t:Entry>')).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('keep their slot when an earlier one is empty', () => {
    expect(emailsOf('<t:Entry Key="EmailAddress3">anna@acme.example</t:Entry>')).toEqual([
      null,
      null,
      { address: 'anna@acme.example' },
    ]);
  });

  it('are found in the name where the text is empty', () => {
    expect(emailsOf('<t:Entry Key="EmailAddress1" Name="anna@acme.example"/>')[0]).toEqual({
      address: 'anna@acme.example',
    });
    expect(emailsOf('<t:Entry Key="EmailAddress1" Name="Anna Bianchi"/>')[0]).toBeNull();
  });

  it('have no name where the server repeats the address', () => {
    expect(emailsOf('<t:Entry Key="EmailAddress1" Name="ANNA@acme.example">anna@acme.example</t:Entry>')[0]).toEqual({
      address: 'anna@acme.example',
    });
  });
});

describe('days', () => {
  it.each([
    ['1980-05-17T11:59:00Z', '1980-05-17', 'as we and others write it'],
    ['1980-05-17T00:00:00Z', '1980-05-17', 'midnight UTC'],
    ['1980-05-16T22:00:00Z', '1980-05-17', 'midnight in Rome in summer'],
    ['1980-05-17T05:00:00.0000000Z', '1980-05-17', 'midnight in New York'],
    ['1980-05-17T00:00:00+02:00', '1980-05-17', 'with an offset'],
    ['1980-05-17T00:00:00', '1980-05-17', 'without an offset'],
    ['1980-05-17', '1980-05-17', 'a bare day'],
    ['1601-01-01T00:00:00Z', null, 'where Windows time begins'],
    ['4501-01-01T00:00:00Z', null, "Outlook's none"],
    ['soon', null, 'no day at all'],
  ])('%s is %s (%s)', (text, day, _meaning) => {
    expect(fieldsOf(`<t:Birthday>${text}</t:Birthday>`).birthday).toBe(day);
  });
});

describe('notes', () => {
  it.each([
    ['<t:Body BodyType="HTML">&lt;html&gt;&lt;body&gt;&lt;/body&gt;&lt;/html&gt;</t:Body>', null],
    ['<t:Body BodyType="Text">&lt;html&gt;&lt;body&gt;&lt;/body&gt;&lt;/html&gt;\r\n</t:Body>', null],
    ['<t:Body BodyType="Text">riga 1\r\nriga 2&#xD;\n</t:Body>', 'riga 1\nriga 2'],
    ['<t:Body BodyType="Text">a &lt; b</t:Body>', 'a < b'],
    ['<t:Body/>', null],
    [
      '<t:Body BodyType="HTML">&lt;html&gt;&lt;head&gt;&lt;style&gt;p{}&lt;/style&gt;&lt;/head&gt;&lt;body&gt;&lt;p&gt;Perch&amp;#233; no&amp;amp;&lt;/p&gt;\n&lt;div&gt;s&amp;#xEC;&lt;br&gt;ok&lt;/div&gt;&lt;/body&gt;&lt;/html&gt;</t:Body>',
      'Perché no&\nsì\nok',
    ],
  ])('%s', (body, notes) => {
    expect(fieldsOf(body).notes).toBe(notes);
  });
});

describe('the name for sorting', () => {
  const created = (fields: Fields) =>
    newItem({ fields, stamp: null, addCategories: [], uid: null }, ITEM_KINDS.contacts, CONTEXT).markup;

  it('is derived by the server where the CRM has none', () => {
    expect(created({ name: { surname: 'Verdi' }, companyName: 'Verdi SpA' })).toContain(
      '<t:FileAsMapping>LastCommaFirst</t:FileAsMapping>',
    );
    expect(created({ companyName: 'Verdi SpA' })).toContain('<t:FileAsMapping>Company</t:FileAsMapping>');
    expect(created({ jobTitle: 'CEO' })).not.toContain('FileAs');
  });

  it('is written where the CRM has one', () => {
    expect(created({ name: { surname: 'Verdi' }, fileAs: 'Verdi L.' })).toContain('<t:FileAs>Verdi L.</t:FileAs>');
    expect(created({ name: { surname: 'Verdi' }, fileAs: 'Verdi L.' })).not.toContain('FileAsMapping');
  });
});
