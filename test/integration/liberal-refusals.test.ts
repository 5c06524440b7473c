import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ForeignWorld } from '../support/foreign-world.ts';
import { openForeignWorld } from '../support/foreign-world.ts';
import type { Shortcomings } from '../support/full-loop.ts';
import { ANNA, DELETING, fullLoop } from '../support/full-loop.ts';
import type { Dialect, GatewayAnswer } from '../support/gateway.ts';
import { bareFault, errorAnswer, faultOf } from '../support/gateway.ts';

/** Servers that refuse a whole request for one part of it, and say so as badly as SOAP allows. */
let world: ForeignWorld;
beforeAll(async () => {
  world = await openForeignWorld();
});
afterAll(() => world.close());

const refuses = (
  is: (body: string, operation: string) => boolean,
  answer: GatewayAnswer | ((operation: string) => GatewayAnswer),
): Dialect => ({
  request: (body, operation) =>
    !is(body, operation) ? body : typeof answer === 'function' ? answer(operation) : answer,
});
const countOf = (body: string, what: string) => body.split(what).length - 1;
const manyFolders = (body: string, operation: string) =>
  operation === 'GetFolder' && countOf(body, '<t:DistinguishedFolderId') > 1;

/** Every item under one and the same message, as the list of items of the schema allows. */
function inOneMessage(body: string): string {
  const items = [...body.matchAll(/<m:Items>([\s\S]*?)<\/m:Items>/g)].map(([, content = '']) => content).join('');
  const begin = body.indexOf('<m:GetItemResponseMessage');
  const end = body.lastIndexOf('</m:GetItemResponseMessage>') + '</m:GetItemResponseMessage>'.length;
  if (begin < 0 || body.includes('ResponseClass="Error"')) return body;
  return `${body.slice(0, begin)}<m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items>${items}</m:Items></m:GetItemResponseMessage>${body.slice(end)}`;
}

/** What a web server says of a program that broke behind it. */
const PAGE: GatewayAnswer = { status: 500, headers: { 'content-type': 'text/html' }, body: '<html>Error</html>' };

/** A search that no item answers to, as by a server that does not understand what is searched by. */
const FINDS_NOTHING: Dialect = {
  request: (body) =>
    body.replace(/<m:Restriction>[\s\S]*?<\/m:Restriction>/, (restriction) =>
      restriction.replace(/Constant Value="[^"]*"/g, 'Constant Value="bm90aGluZw=="'),
    ),
};

const DIALECTS: readonly [string, readonly Dialect[], Shortcomings?][] = [
  ['is asked for one folder at a time', [refuses(manyFolders, bareFault('Client'))]],
  ['is asked for one folder at a time, and blames itself', [refuses(manyFolders, bareFault())]],
  [
    'answers for the first of several folders',
    [
      {
        answer: (body, operation) =>
          operation === 'GetFolder'
            ? body.replace(/(<\/m:GetFolderResponseMessage>)[\s\S]*(<\/m:ResponseMessages>)/, '$1$2')
            : body,
      },
    ],
  ],
  [
    'faults over the root of its folders',
    [refuses((body) => body.includes('msgfolderroot'), faultOf('ErrorFolderNotFound'))],
  ],
  [
    'faults over the root of its folders, bare',
    [refuses((body) => body.includes('msgfolderroot'), bareFault('Client'))],
  ],
  ['does not count', [refuses((body) => body.includes('folder:TotalCount'), bareFault('Client'))]],
  ['opens no folder by an address', [refuses((body) => body.includes('<t:Mailbox>'), bareFault())]],
  ['rejects a folder with an address', [refuses((body) => body.includes('<t:Mailbox>'), bareFault('Client'))]],
  ['stumbles over the search key', [refuses((body) => body.includes('0x300B'), bareFault())]],
  ['rejects the search key without a code', [refuses((body) => body.includes('0x300B'), bareFault('Client'))]],
  [
    'stumbles over two fields',
    [refuses((body, op) => op === 'GetItem' && /contacts:Mileage|calendar:UID/.test(body), bareFault('Client'))],
  ],
  [
    'shows a page of its web server for a field and a search that it does not know',
    [
      refuses((body, op) => op === 'GetItem' && body.includes('contacts:Mileage'), PAGE),
      refuses((body) => body.includes('<m:Restriction>'), { ...PAGE, status: 400 }),
    ],
  ],
  ['stumbles over searches', [refuses((body) => body.includes('<m:Restriction>'), bareFault())]],
  ['finds nothing, whatever is searched for', [FINDS_NOTHING]],
  [
    'answers all items in one message',
    [{ answer: (body, operation) => (operation === 'GetItem' ? inOneMessage(body) : body) }],
  ],
  [
    'names an item alone where it came',
    [
      {
        answer: (body, operation) =>
          operation === 'SyncFolderItems'
            ? body.replace(
                /<t:(?:Contact|CalendarItem)>\s*(<t:ItemId [^>]*\/>)\s*<\/t:(?:Contact|CalendarItem)>/g,
                '$1',
              )
            : body,
      },
    ],
  ],
  [
    'keeps no extended properties, and says so without a code',
    [
      refuses(
        (body, op) => body.includes('ExtendedFieldURI') && (op === 'CreateItem' || op === 'UpdateItem'),
        bareFault('Client'),
      ),
      refuses((body) => body.includes('ExtendedFieldURI'), bareFault('Client')),
    ],
    { provesNothing: true },
  ],
  [
    'knows no zones',
    [
      refuses(
        (body, op) => /t:(Start|End|Meeting)TimeZone\b/.test(body) && (op === 'CreateItem' || op === 'UpdateItem'),
        faultOf('ErrorSchemaValidation'),
      ),
    ],
  ],
  [
    'refuses a field, and names it',
    [
      {
        request: (body, operation) => {
          const items = countOf(body, '<t:Contact>');
          if (operation !== 'CreateItem' || !body.includes('<t:Mileage>')) return body;
          const answer = errorAnswer(operation, 'ErrorInvalidPropertySet', items);
          return {
            ...answer,
            body: String(answer.body).replaceAll(
              '<m:DescriptiveLinkKey>',
              '<m:MessageXml><t:FieldURI xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" FieldURI="contacts:Mileage"/></m:MessageXml><m:DescriptiveLinkKey>',
            ),
          };
        },
      },
    ],
  ],
];

describe.each(DIALECTS)('a server that %s', (_, dialects, shortcomings = {}) => {
  test('takes part in the whole loop', async () => {
    const place = await world.open(dialects, { contacts: DELETING, appointments: DELETING });
    await fullLoop(place, shortcomings);
    expect(world.simulator.outbox.all()).toEqual([]);
  });
});

test('a server that finds nothing, whatever is searched for, proves no deletion of what was moved', async () => {
  const place = await world.open([FINDS_NOTHING], { contacts: DELETING });
  const anna = await place.add('contacts', ANNA);
  await place.add('contacts', { name: { surname: 'Altra' } });
  await place.sync();
  const item = place.mailbox.items('contacts').find(({ fields }) => fields['GivenName'] === 'Anna');
  const { id: folder } = place.mailbox.addFolder('Archivio', 'IPF.Contact');
  place.mailbox.move(item?.id ?? '', folder);
  await place.sync();
  await place.sync();
  expect((await place.records('contacts')).map(({ id }) => id)).toContain(anna);
});

test('one item over which the server stumbles keeps no other from the CRM', async () => {
  let poisoned = '';
  const place = await world.open([
    refuses((body, op) => op === 'GetItem' && poisoned !== '' && body.includes(poisoned), bareFault()),
  ]);
  const names = ['Uno', 'Due', 'Tre', 'Quattro', 'Cinque'];
  for (const name of names) place.mailbox.add('contacts', 'Contact', { Surname: name });
  poisoned = place.mailbox.items('contacts')[1]?.id ?? 'none';
  const [run] = await place.sync();
  expect(run?.outcome).toBe('done');
  expect((await place.records('contacts')).length).toBe(names.length - 1);
});

test('a server that faults over a position that it has forgotten is listed anew, and nobody is made twice', async () => {
  let isRestored = false;
  const place = await world.open([
    refuses(
      (body, op) => isRestored && op === 'SyncFolderItems' && body.includes('<m:SyncState>'),
      bareFault('Client'),
    ),
  ]);
  await place.add('contacts', ANNA);
  place.mailbox.add('contacts', 'Contact', { Surname: 'Verdi' });
  await place.sync();
  isRestored = true;
  const [run] = await place.sync();
  isRestored = false;
  await place.sync();
  expect(await place.writesOfSync()).toEqual([]);
  expect(place.mailbox.items('contacts')).toHaveLength(2);
  expect(await place.records('contacts')).toHaveLength(2);
  expect(run?.outcome).toBe('done');
});
