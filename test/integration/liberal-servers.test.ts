import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ForeignWorld } from '../support/foreign-world.ts';
import { openForeignWorld } from '../support/foreign-world.ts';
import type { Shortcomings } from '../support/full-loop.ts';
import { ANNA, DELETING, fullLoop } from '../support/full-loop.ts';
import type { Dialect } from '../support/gateway.ts';
import { bareFault, errorAnswer, faultOf } from '../support/gateway.ts';

let world: ForeignWorld;
beforeAll(async () => {
  world = await openForeignWorld();
});
afterAll(() => world.close());

const without = (element: string) => (body: string) =>
  body.replace(new RegExp(`<t:${element}\\b(?:[^>]*/>|[\\s\\S]*?</t:${element}>)`, 'g'), '');
const answers = (change: (body: string, operation: string) => string): Dialect => ({ answer: change });

/** Everything in a request that names the element or its field is dropped, as by a server that does not know it. */
const forgets = (element: string, uri: string): Dialect => ({
  request: (body, operation) => {
    const field = `<t:(?:Indexed)?FieldURI FieldURI="${uri}"[^>]*/>`;
    const inUpdate = new RegExp(`<t:(Set|Delete)ItemField>${field}[\\s\\S]*?</t:\\1ItemField>`, 'g');
    const cleaned = body.replace(inUpdate, '').replace(new RegExp(field, 'g'), '');
    return operation === 'CreateItem' ? without(element)(cleaned) : cleaned;
  },
});

/** An update has to say something. */
const NOTHING_MUCH = '<t:DeleteItemField><t:FieldURI FieldURI="item:Categories"/></t:DeleteItemField>';

/** The Exchange behind insists on change keys, so the gateway remembers them. */
function withoutChangeKeys(): Dialect {
  const keys = new Map<string, string>();
  return {
    request: (body) =>
      body.replace(/<t:ItemId Id="([^"]*)"\/>/g, (whole, id: string) => {
        const key = keys.get(id);
        return key === undefined ? whole : `<t:ItemId Id="${id}" ChangeKey="${key}"/>`;
      }),
    answer: (body) =>
      body.replace(/ Id="([^"]*)" ChangeKey="([^"]*)"/g, (_, id: string, key: string) => {
        keys.set(id, key);
        return ` Id="${id}"`;
      }),
  };
}

const DIALECTS: readonly [string, readonly Dialect[], Shortcomings?][] = [
  ['speaks like Exchange', []],
  ['does not say what it is', [answers((body) => body.replace(/<[\w:]*ServerVersionInfo[^>]*?\/>/, ''))]],
  [
    'has its own prefixes, quotes and declaration',
    [
      answers(
        (body) =>
          `\ufeff\n  ${body
            .replace(/<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="utf-8"?>')
            .replace(/(<\/?)m:/g, '$1q0:')
            .replace(/xmlns:m=/g, 'xmlns:q0=')
            .replace(/="([^"'<>]*)"/g, "='$1'")}`,
      ),
    ],
  ],
  [
    'leaves out the response codes',
    [answers((body) => body.replace(/<m:ResponseCode>NoError<\/m:ResponseCode>/g, ''))],
  ],
  ['leaves out the response classes', [answers((body) => body.replace(/ ResponseClass="Success"/g, ''))]],
  ['has no change keys', [withoutChangeKeys()]],
  [
    'does not tell the new change key',
    [
      answers((body, operation) =>
        operation === 'UpdateItem' ? body.replace(/<m:Items>[\s\S]*?<\/m:Items>/g, '<m:Items/>') : body,
      ),
    ],
  ],
  [
    'does not tell what it made',
    [
      answers((body, operation) =>
        operation === 'CreateItem' ? body.replace(/<m:Items>[\s\S]*?<\/m:Items>/g, '') : body,
      ),
    ],
  ],
  [
    'does not say whether a page is the last',
    [answers((body) => body.replace(/<m:IncludesLastItemInRange>\w+<\/m:IncludesLastItemInRange>/g, ''))],
  ],
  [
    'leaves out an empty list of changes',
    [answers((body) => body.replace(/<m:Changes\s*\/>|<m:Changes>\s*<\/m:Changes>/g, ''))],
  ],
  ['has no directory', [{ request: (body, operation) => (operation === 'ResolveNames' ? bareFault() : body) }]],
  [
    'lists no folders',
    [{ request: (body, operation) => (operation === 'FindFolder' ? faultOf('ErrorInvalidOperation') : body) }],
  ],
  [
    'lists no folders, and blames itself',
    [{ request: (body, operation) => (operation === 'FindFolder' ? bareFault() : body) }],
  ],
  [
    'does not search by extended properties',
    [
      {
        request: (body, operation) =>
          operation === 'FindItem' && body.includes('<m:Restriction>')
            ? errorAnswer('FindItem', 'ErrorUnsupportedPathForQuery')
            : body,
      },
    ],
  ],
  [
    'ignores what is searched for',
    [{ request: (body) => body.replace(/<m:Restriction>[\s\S]*?<\/m:Restriction>/, '') }],
  ],
  [
    'loses extended properties',
    [
      {
        request: (body, operation) => {
          const path = '<t:ExtendedFieldURI[^>]*/>';
          const update = new RegExp(`<t:(Set|Delete)ItemField>${path}[\\s\\S]*?</t:\\1ItemField>`, 'g');
          const cleaned = body
            .replace(update, '')
            .replace('<t:Updates></t:Updates>', `<t:Updates>${NOTHING_MUCH}</t:Updates>`);
          return operation === 'FindItem' || operation === 'GetItem'
            ? cleaned.replace(/<m:Restriction>[\s\S]*?<\/m:Restriction>/, '').replace(new RegExp(path, 'g'), '')
            : without('ExtendedProperty')(cleaned);
        },
      },
    ],
    { provesNothing: true },
  ],
  [
    'refuses extended properties',
    [
      {
        request: (body, operation) =>
          body.includes('ExtendedFieldURI')
            ? operation === 'FindItem'
              ? errorAnswer('FindItem', 'ErrorInvalidExtendedProperty')
              : faultOf('ErrorInvalidExtendedProperty')
            : body,
      },
    ],
    { provesNothing: true },
  ],
  [
    'refuses the search key alone',
    [
      {
        request: (body, operation) =>
          body.includes('0x300B')
            ? operation === 'FindItem'
              ? errorAnswer('FindItem', 'ErrorInvalidPropertyRequest')
              : faultOf('ErrorSchemaValidation')
            : body,
      },
    ],
  ],
  [
    'refuses to tell a field',
    [
      {
        request: (body, operation) =>
          operation === 'GetItem' && body.includes('contacts:Mileage') ? faultOf('ErrorInvalidPropertyRequest') : body,
      },
    ],
  ],
  ['keeps no mileage', [forgets('Mileage', 'contacts:Mileage')]],
  ['keeps no initials', [forgets('Initials', 'contacts:Initials')]],
  ['keeps no states', [forgets('State', 'contacts:PhysicalAddress:State')]],
  ['keeps no display name', [forgets('DisplayName', 'contacts:DisplayName')]],
  [
    'keeps no mileage and does not tell what it made',
    [
      forgets('Mileage', 'contacts:Mileage'),
      forgets('Initials', 'contacts:Initials'),
      answers((body, operation) =>
        operation === 'CreateItem' ? body.replace(/<m:Items>[\s\S]*?<\/m:Items>/g, '') : body,
      ),
    ],
  ],
  [
    'tells a change key that is old at once',
    [
      answers((body, operation) =>
        operation === 'CreateItem' || operation === 'UpdateItem'
          ? body.replace(/ ChangeKey="([^"]*)"/g, ' ChangeKey="x$1"')
          : body,
      ),
    ],
  ],
  [
    'rewrites what it keeps',
    [
      answers((body, operation) =>
        operation !== 'GetItem'
          ? body
          : body
              .replace(/(<t:Body[^>]*>)([^<]*)(<\/t:Body>)/g, '$1$2\n\n$3')
              .replace(/(<t:CountryOrRegion>)([^<]*)/g, (_, tag, text: string) => `${tag}${text.toUpperCase()}`)
              .replace(/(<t:DisplayName>)([^<]*)/g, '$1Anna Niccolò')
              .replace(
                /(<t:Entry Key="\w+Phone">)([^<]*)/g,
                (_, tag, text: string) => `${tag}${text.replace(/ /g, '')}`,
              ),
      ),
    ],
    { rewrites: ['businessAddress', 'displayName'] },
  ],
  [
    'answers bodies as pages',
    [
      answers((body) =>
        body.replace(
          /<t:Body[^>]*>([^<]*)<\/t:Body>/g,
          (_, text: string) =>
            `<t:Body BodyType="HTML">&lt;html&gt;&lt;body&gt;${text.replace(/&/g, '&amp;').replace(/\n/g, '&lt;br&gt;')}&lt;/body&gt;&lt;/html&gt;</t:Body>`,
        ),
      ),
    ],
  ],
  [
    'knows folders by their ids only',
    [
      {
        request: (body, operation) =>
          body.includes('<t:DistinguishedFolderId') && operation !== 'GetFolder'
            ? errorAnswer(operation, 'ErrorFolderNotFound')
            : body,
      },
    ],
  ],
  [
    'knows no root of folders',
    [
      {
        request: (body, operation) => {
          if (!body.includes('msgfolderroot')) return body;
          return operation === 'GetFolder'
            ? body.replace('msgfolderroot', 'directory')
            : errorAnswer(operation, 'ErrorFolderNotFound');
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

test('a server that keeps no mileage, and whose answer is lost when it makes a contact, empties nothing', async () => {
  let isLost = false;
  const losesOne = answers((body, operation) => {
    if (operation !== 'CreateItem' || isLost) return body;
    isLost = true;
    return '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>';
  });
  const place = await world.open([
    forgets('Mileage', 'contacts:Mileage'),
    forgets('Initials', 'contacts:Initials'),
    losesOne,
  ]);
  const anna = await place.add('contacts', ANNA);
  const [failed] = await place.sync();
  expect(failed).toMatchObject({ outcome: 'failed', problem: { code: 'response_truncated' } });
  const [run] = await place.sync();
  expect(run?.outcome).toBe('done');
  expect(await place.writesOfSync()).toEqual([]);
  expect(place.mailbox.items('contacts')).toHaveLength(1);
  expect((await place.records('contacts')).find(({ id }) => id === anna)?.fields).toMatchObject(ANNA);
});
