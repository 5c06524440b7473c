import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../model/index.ts';
import { arbitraryContact } from '../../testing/arbitrary-contact.ts';
import { acceptFields } from '../accept-fields.ts';
import { readComponents } from './components.ts';
import type { VcardRead } from './read-vcard.ts';
import { readVcard } from './read-vcard.ts';
import type { VcardVersion } from './write-vcard.ts';
import { writeVcard } from './write-vcard.ts';

const REVISION = '2026-03-08T09:30:00Z';

function readOne(text: string): Extract<VcardRead, { kind: 'contact' }> {
  const [read, ...rest] = [...readComponents(text, new Set(['VCARD']))];
  if (read?.kind !== 'component' || rest.length > 0) throw new Error(`no card: ${read?.kind}`);
  const card = readVcard(read.component);
  if (card.kind !== 'contact') throw new Error(card.code);
  return card;
}

function accepted(fields: Fields): Fields {
  const acceptance = acceptFields('contacts', fields);
  if (acceptance.kind === 'refused') throw acceptance.error;
  return acceptance.fields;
}

function written(fields: Fields, version: VcardVersion, lines: readonly string[] = []): string {
  return writeVcard({ uid: 'c-1', contact: fields, photo: null, lines, revision: REVISION }, version);
}

describe('A contact goes out as a vCard and comes back', () => {
  it.each(['3.0', '4.0'] as const)('every field survives a vCard %s', (version) => {
    fc.assert(
      fc.property(arbitraryContact, (raw) => {
        const fields = accepted(raw);
        fc.pre(Object.keys(fields).length > 0);
        const card = readOne(written(fields, version));
        expect(accepted(card.fields)).toEqual(fields);
        expect(card.lines).toEqual([]);
        expect(card.uid).toBe('c-1');
      }),
      { numRuns: 300 },
    );
  });

  it.each(['3.0', '4.0'] as const)(
    'no line of a vCard %s is longer than 75 bytes, and none breaks a character',
    (version) => {
      fc.assert(
        fc.property(arbitraryContact, (raw) => {
          const text = written(accepted(raw), version);
          expect(text.endsWith('\r\n')).toBe(true);
          for (const line of text.split('\r\n')) {
            expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
            expect(line).not.toMatch(/[\r\n]|\p{Surrogate}/u);
          }
        }),
        { numRuns: 100 },
      );
    },
  );

  it('another reader finds the same in it', () => {
    const fields = accepted({
      name: { givenName: 'Łukasz', surname: 'Wiśniewski; junior', title: 'dr inż.' },
      displayName: 'Łukasz "Wiśnia" Wiśniewski',
      companyName: 'Odlewnia Śląska, Sp. z o.o.',
      department: 'Zakupy',
      notes: 'Prima riga; con punto e virgola, e virgola\nSeconda \\ riga',
      email1: { address: 'l.wisniewski@odlewnia-slaska.example' },
      businessAddress: { street: 'ul. Hutnicza 12\nbud. B', city: 'Gliwice', postalCode: '44-100', country: 'Polska' },
      categories: ['Fornitori', 'Fiera, Poznań'],
    });
    const card = new ICAL.Component(ICAL.parse(written(fields, '4.0')));
    const value = (name: string) => card.getFirstProperty(name)?.getFirstValue();
    expect(value('fn')).toBe(fields['displayName']);
    expect(value('n')).toEqual(['Wiśniewski; junior', 'Łukasz', '', 'dr inż.', '']);
    expect(value('org')).toEqual(['Odlewnia Śląska, Sp. z o.o.', 'Zakupy']);
    expect(value('adr')).toEqual(['', '', 'ul. Hutnicza 12\nbud. B', 'Gliwice', '', '44-100', 'Polska']);
    expect(card.getFirstProperty('categories')?.getValues()).toEqual(['Fiera, Poznań', 'Fornitori']);
    expect(value('email')).toBe('l.wisniewski@odlewnia-slaska.example');
  });

  it('lines that no field expresses go out as they came', () => {
    const lines = ['X-SOCIALPROFILE;TYPE=twitter:https://social.example/zoe', 'item1.TEL;TYPE=CELL:+39 347 555 0199'];
    const card = readOne(
      written({ displayName: 'Zoë' }, '3.0', [...lines, `PHOTO;ENCODING=b;TYPE=JPEG:${'QUJD'.repeat(60)}`]),
    );
    expect(card.lines).toEqual([lines[0], `PHOTO;ENCODING=b;TYPE=JPEG:${'QUJD'.repeat(60)}`]);
    expect(card.fields['mobilePhone']).toBe('+39 347 555 0199');
  });
});

describe('vCards as other programs write them', () => {
  it('Outlook: bare types, folded note with escaped semicolons, office in the address, its own properties', () => {
    const card = readOne(
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        'N;LANGUAGE=it:Bianchi;Giulia;Maria;Dott.ssa;',
        'FN:Dott.ssa Giulia Maria Bianchi',
        'ORG:Fonderie Adda S.p.A.;Ufficio Acquisti',
        'TITLE:Responsabile acquisti',
        'ROLE:Ingegnere gestionale',
        'NOTE:Preferisce il telefono\\; mai il lunedì.\\nSconto 12\\,5% fino a gi',
        ' ugno.',
        'TEL;WORK;VOICE:+39 0341 555 010',
        'TEL;CELL;VOICE:+39 347 555 0110',
        'TEL;TYPE="WORK,FAX":+39 0341 555 019',
        'X-MS-TEL;TYPE="VOICE,ASSISTANT":+39 0341 555 012',
        'ADR;WORK;PREF:;Palazzina B;Via dell’Industria 5;Lecco;LC;23900;Italia',
        'LABEL;WORK;PREF:Via dell’Industria 5\\n23900 Lecco',
        'URL;WORK:http\\://www.fonderie-adda.example',
        'EMAIL;PREF;INTERNET:g.bianchi@fonderie-adda.example',
        'X-MS-MANAGER:Renato Colombo',
        'X-MS-SPOUSE:Paolo',
        'X-MS-CHILD:Elena',
        'X-MS-CHILD:Tommaso',
        'X-MS-ANNIVERSARY;VALUE=DATE:20090620',
        'BDAY;VALUE=date:19780514',
        'CLASS:PRIVATE',
        'CATEGORIES:Clienti,Fiera Milano',
        'X-MS-OL-DESIGN;CHARSET=utf-8:<card/>',
        'REV:20260211T091500Z',
        'END:VCARD',
        '',
      ].join('\r\n'),
    );
    expect(accepted(card.fields)).toEqual({
      name: { title: 'Dott.ssa', givenName: 'Giulia', middleName: 'Maria', surname: 'Bianchi' },
      displayName: 'Dott.ssa Giulia Maria Bianchi',
      companyName: 'Fonderie Adda S.p.A.',
      department: 'Ufficio Acquisti',
      jobTitle: 'Responsabile acquisti',
      profession: 'Ingegnere gestionale',
      notes: 'Preferisce il telefono; mai il lunedì.\nSconto 12,5% fino a giugno.',
      businessPhone: '+39 0341 555 010',
      mobilePhone: '+39 347 555 0110',
      businessFax: '+39 0341 555 019',
      assistantPhone: '+39 0341 555 012',
      officeLocation: 'Palazzina B',
      businessAddress: {
        street: 'Via dell’Industria 5',
        city: 'Lecco',
        state: 'LC',
        postalCode: '23900',
        country: 'Italia',
      },
      mailingAddress: 'business',
      webPage: 'http://www.fonderie-adda.example',
      email1: { address: 'g.bianchi@fonderie-adda.example' },
      manager: 'Renato Colombo',
      spouseName: 'Paolo',
      children: ['Elena', 'Tommaso'],
      anniversary: '2009-06-20',
      birthday: '1978-05-14',
      sensitivity: 'private',
      categories: ['Clienti', 'Fiera Milano'],
    });
    expect(card.lines).toEqual(['X-MS-OL-DESIGN;CHARSET=utf-8:<card/>']);
  });

  it('Google: grouped labels, a fourth address kept, a custom label kept with what it labels', () => {
    const card = readOne(
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        'FN:Jürgen Weiß',
        'N:Weiß;Jürgen;;;',
        'EMAIL;TYPE=INTERNET;TYPE=HOME:juergen@weiss-privat.example',
        'EMAIL;TYPE=INTERNET;TYPE=WORK;TYPE=PREF:j.weiss@kuehltechnik-sued.example',
        'EMAIL;TYPE=INTERNET:einkauf@kuehltechnik-sued.example',
        'item1.EMAIL;TYPE=INTERNET:messe@kuehltechnik-sued.example',
        'item1.X-ABLabel:Messestand',
        'TEL;TYPE=CELL:+49 151 5550123',
        'TEL;TYPE=CELL:+49 151 5550124',
        'item2.ADR:;;Gärtnerstraße 7\\nHinterhaus;Augsburg;;86150;Deutschland',
        'item2.X-ABLabel:Lager',
        'item3.URL:http\\://www.google.com/profiles/555',
        'item3.X-ABLabel:PROFILE',
        'BDAY:--0317',
        'END:VCARD',
      ].join('\n'),
    );
    expect(accepted(card.fields)).toEqual({
      displayName: 'Jürgen Weiß',
      name: { givenName: 'Jürgen', surname: 'Weiß' },
      email1: { address: 'j.weiss@kuehltechnik-sued.example' },
      email2: { address: 'juergen@weiss-privat.example' },
      email3: { address: 'einkauf@kuehltechnik-sued.example' },
      mobilePhone: '+49 151 5550123',
      otherPhone: '+49 151 5550124',
      otherAddress: {
        street: 'Gärtnerstraße 7\nHinterhaus',
        city: 'Augsburg',
        postalCode: '86150',
        country: 'Deutschland',
      },
      webPage: 'http://www.google.com/profiles/555',
    });
    expect(card.lines).toEqual([
      'item1.EMAIL;TYPE=INTERNET:messe@kuehltechnik-sued.example',
      'item1.X-ABLabel:Messestand',
      'BDAY:--0317',
    ]);
  });

  it('Apple: related names and dates by label, instant messengers, a year that is none', () => {
    const card = readOne(
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        'PRODID:-//Apple Inc.//iPhone OS 19.1//EN',
        'N:Lefèvre;Élodie;;;',
        'FN:Élodie Lefèvre',
        'ORG:Ateliers du Rhône;',
        'TEL;type=IPHONE;type=CELL;type=VOICE;type=pref:+33 6 55 55 01 02',
        'TEL;type=MAIN:+33 4 55 55 01 00',
        'item1.X-ABDATE;type=pref:2011-09-03',
        'item1.X-ABLabel:_$!<Anniversary>!$_',
        'item2.X-ABRELATEDNAMES;type=pref:Marc',
        'item2.X-ABLabel:_$!<Spouse>!$_',
        'item3.X-ABRELATEDNAMES:Sœur: Inès',
        'item3.X-ABLabel:_$!<Sister>!$_',
        'IMPP;X-SERVICE-TYPE=Skype;type=pref:skype:elodie.lefevre',
        'X-JABBER:elodie@jabber.example',
        'BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-11',
        'PHOTO;ENCODING=b;TYPE=JPEG:QUJDREVG',
        'END:VCARD',
      ].join('\r\n'),
    );
    expect(accepted(card.fields)).toEqual({
      name: { givenName: 'Élodie', surname: 'Lefèvre' },
      displayName: 'Élodie Lefèvre',
      companyName: 'Ateliers du Rhône',
      mobilePhone: '+33 6 55 55 01 02',
      companyMainPhone: '+33 4 55 55 01 00',
      anniversary: '2011-09-03',
      spouseName: 'Marc',
      im1: 'skype:elodie.lefevre',
      im2: 'xmpp:elodie@jabber.example',
    });
    expect(card.lines).toEqual([
      'item3.X-ABRELATEDNAMES:Sœur: Inès',
      'item3.X-ABLabel:_$!<Sister>!$_',
      'BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-11',
      'PHOTO;ENCODING=b;TYPE=JPEG:QUJDREVG',
    ]);
  });

  it('vCard 4.0: URIs for numbers, numbered preference, dates without hyphens', () => {
    const card = readOne(
      [
        'BEGIN:VCARD',
        'VERSION:4.0',
        'FN:Ingrid Østergård',
        'TEL;VALUE=uri;PREF=2;TYPE="voice,home":tel:+45-33-555-010',
        'TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+45-33-555-020;ext=12',
        'EMAIL;PREF=2:ingrid@oestergaard.example',
        'EMAIL;PREF=1:ingrid@nordkran.example',
        'BDAY:19640229',
        'ANNIVERSARY:19911012T180000Z',
        'RELATED;TYPE=spouse;VALUE=text:Lars',
        'RELATED;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
        'END:VCARD',
      ].join('\r\n'),
    );
    expect(accepted(card.fields)).toEqual({
      displayName: 'Ingrid Østergård',
      homePhone: '+45-33-555-010',
      businessPhone: '+45-33-555-020 ext. 12',
      email1: { address: 'ingrid@nordkran.example' },
      email2: { address: 'ingrid@oestergaard.example' },
      birthday: '1964-02-29',
      anniversary: '1991-10-12',
      spouseName: 'Lars',
    });
    expect(card.lines).toEqual(['RELATED;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6']);
  });
});
