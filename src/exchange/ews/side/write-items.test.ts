import { describe, expect, it } from 'vitest';
import type { Disposition } from '../../../model/index.ts';
import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeCreate } from '../../port.ts';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

const create = (jobTitle: string): ExchangeCreate => ({
  fields: { jobTitle },
  stamp: 's',
  addCategories: [],
  uid: null,
});
const titlesOf = ({ element }: SentRequest) => allOf(element, 'JobTitle').map(({ text }) => text);
const made = (operation: string, id: string) =>
  success(operation, `<m:Items><t:Contact><t:ItemId Id="${id}" ChangeKey="new"/></t:Contact></m:Items>`);

function sideWith(answer: (request: SentRequest) => string) {
  const channel = cannedChannel('Exchange2013_SP1', answer);
  return { channel, side: createEwsSide(channel, { mailbox: 'anna@example.it' }) };
}

const thrown = (code: string, disposition: Disposition, mayHaveBeenApplied?: true) =>
  new ConnectorError({
    code,
    disposition,
    message: code,
    ...(mayHaveBeenApplied ? { details: { mayHaveBeenApplied } } : {}),
  });

describe('what became of each item', () => {
  const outcomeOfUpdate = async (message: string) => {
    const { side } = sideWith(() => responseOf('UpdateItem', [message]));
    const update = { ref: { id: 'A', changeKey: 'old' }, changes: { jobTitle: 'x' }, categories: null, stamp: null };
    const [outcome] = await side.update('contacts', [update], 'neverOverwrite');
    return outcome;
  };

  it('a written item comes with its new change key', async () => {
    expect(await outcomeOfUpdate(made('UpdateItem', 'A'))).toEqual({
      kind: 'done',
      ref: { id: 'A', changeKey: 'new' },
    });
  });

  it('a written item whose new change key is not told has none that may be compared', async () => {
    expect(await outcomeOfUpdate(success('UpdateItem'))).toEqual({ kind: 'done', ref: { id: 'A', changeKey: null } });
  });

  it.each([
    ['ErrorIrresolvableConflict', 'conflict'],
    ['ErrorStaleObject', 'conflict'],
    ['ErrorChangeKeyRequiredForWriteOperations', 'conflict'],
    ['ErrorInvalidChangeKey', 'conflict'],
    ['ErrorItemNotFound', 'missing'],
    ['ErrorCalendarDurationIsTooLong', 'failed'],
    ['ErrorQuotaExceeded', 'failed'],
    ['ErrorNobodyHasHeardOf', 'failed'],
    ['ErrorTimeoutExpired', 'unknown'],
  ])('%s is %s', async (code, kind) => {
    expect(await outcomeOfUpdate(failure('UpdateItem', code))).toMatchObject({ kind });
  });

  it('the name of the refused property is kept, the localised text is not', async () => {
    const path = '<m:MessageXml><t:FieldURI FieldURI="contacts:Birthday"/></m:MessageXml>';
    const outcome = await outcomeOfUpdate(failure('UpdateItem', 'ErrorItemSavePropertyError', path));
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { itemRef: 'A', details: { fieldUri: 'contacts:Birthday' } },
    });
    expect(JSON.stringify(outcome)).not.toContain('localizzato');
  });

  it('a created item without an id was made and has to be looked for', async () => {
    const { side } = sideWith(() => responseOf('CreateItem', [success('CreateItem', '<m:Items/>')]));
    expect(await side.create('contacts', [create('x')])).toMatchObject([
      { kind: 'unknown', error: { code: 'response_incomplete' } },
    ]);
  });

  it('a value that has no form on the wire fails its own item, and the rest is written', async () => {
    const { channel, side } = sideWith((request) =>
      responseOf(
        'CreateItem',
        titlesOf(request).map((t) => made('CreateItem', t)),
      ),
    );
    const bad = { ...create('bad'), fields: { birthday: '2026-02-31' } };
    expect(await side.create('contacts', [create('A'), bad, create('B')])).toMatchObject([
      { kind: 'done', ref: { id: 'A' } },
      { kind: 'failed', error: { code: 'value_not_writable', disposition: 'quarantine' } },
      { kind: 'done', ref: { id: 'B' } },
    ]);
    expect(channel.sent.map(titlesOf)).toEqual([['A', 'B']]);
  });
});

describe('batches', () => {
  const many = Array.from({ length: 45 }, (_, index) => create(`T${index}`));

  it('hold at most twenty items, and outcomes stand in the order of the request', async () => {
    const { channel, side } = sideWith((request) =>
      responseOf(
        'CreateItem',
        titlesOf(request).map((t) => made('CreateItem', t)),
      ),
    );
    const outcomes = await side.create('contacts', many);
    expect(outcomes.map((outcome) => outcome.kind === 'done' && outcome.ref.id)).toEqual(
      many.map(({ fields }) => fields.jobTitle),
    );
    expect(channel.sent.map((request) => titlesOf(request).length)).toEqual([20, 20, 5]);
  });

  it('a lost answer leaves its batch unknown, and nothing more is sent', async () => {
    const { channel, side } = sideWith(() => {
      throw thrown('timeout', 'retry', true);
    });
    const outcomes = await side.create('contacts', many);
    expect(outcomes.slice(0, 20).every(({ kind }) => kind === 'unknown')).toBe(true);
    expect(
      outcomes.slice(20).every((o) => o.kind === 'failed' && o.error.details.mayHaveBeenApplied === undefined),
    ).toBe(true);
    expect(channel.sent).toHaveLength(1);
  });

  it('a request that certainly did not arrive is failed, not unknown', async () => {
    const { side } = sideWith(() => {
      throw thrown('connection_refused', 'retry');
    });
    expect(await side.create('contacts', [create('A')])).toMatchObject([
      { kind: 'failed', error: { code: 'connection_refused' } },
    ]);
  });

  it('a server that asks to wait gets nothing more', async () => {
    const { channel, side } = sideWith((request) =>
      responseOf(
        'CreateItem',
        titlesOf(request).map((t, i) => (i < 3 ? made('CreateItem', t) : failure('CreateItem', 'ErrorServerBusy'))),
      ),
    );
    const outcomes = await side.create('contacts', many);
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(3).fill('done'), ...Array(42).fill('failed')]);
    expect(channel.sent).toHaveLength(1);
  });

  it('one item that the server cannot read costs that item alone', async () => {
    const { side } = sideWith((request) => {
      if (titlesOf(request).includes('T7')) throw thrown('ErrorSchemaValidation', 'bug');
      return responseOf(
        'CreateItem',
        titlesOf(request).map((t) => made('CreateItem', t)),
      );
    });
    const outcomes = await side.create('contacts', many);
    expect(outcomes.flatMap(({ kind }, index) => (kind === 'done' ? [] : [[index, kind]]))).toEqual([[7, 'failed']]);
  });

  it('what the server did not come to is sent again, and only that', async () => {
    const { channel, side } = sideWith((request) =>
      responseOf(
        'CreateItem',
        titlesOf(request).map((t, i) =>
          i < 2 ? made('CreateItem', t) : failure('CreateItem', 'ErrorBatchProcessingStopped'),
        ),
      ),
    );
    const outcomes = await side.create('contacts', ['A', 'B', 'C', 'D', 'E'].map(create));
    expect(outcomes.map((outcome) => outcome.kind === 'done' && outcome.ref.id)).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(channel.sent.map(titlesOf)).toEqual([['A', 'B', 'C', 'D', 'E'], ['C', 'D', 'E'], ['E']]);
  });

  it('with fewer answers than items nobody can tell which were written', async () => {
    const { side } = sideWith(() => responseOf('CreateItem', [made('CreateItem', 'X')]));
    expect((await side.create('contacts', ['A', 'B'].map(create))).map(({ kind }) => kind)).toEqual([
      'unknown',
      'unknown',
    ]);
  });
});

describe('categories', () => {
  const stringsOf = (request: SentRequest | undefined) =>
    request === undefined
      ? []
      : allOf(request.element, 'Categories').flatMap(({ children }) => children.map(({ text }) => text));

  it("a new item gets the user's and the profile's, each once", async () => {
    const { channel, side } = sideWith(() => responseOf('CreateItem', [made('CreateItem', 'A')]));
    await side.create('contacts', [
      { ...create('x'), fields: { categories: ['VIP', 'crm'] }, addCategories: ['CRM', 'Clienti'] },
    ]);
    expect(stringsOf(channel.sent[0])).toEqual(['VIP', 'crm', 'Clienti']);
  });

  it('a change writes the whole list that it is given, and never the field alone', async () => {
    const { channel, side } = sideWith(() => responseOf('UpdateItem', [made('UpdateItem', 'A')]));
    const ref = { id: 'A', changeKey: 'K' };
    await side.update(
      'contacts',
      [{ ref, changes: { categories: ['VIP'] }, categories: ['VIP', 'CRM'], stamp: null }],
      'autoResolve',
    );
    expect(stringsOf(channel.sent[0])).toEqual(['VIP', 'CRM']);
    expect(
      await side.update(
        'contacts',
        [{ ref, changes: { categories: ['VIP'] }, categories: null, stamp: null }],
        'autoResolve',
      ),
    ).toEqual([{ kind: 'done', ref }]);
    expect(channel.sent).toHaveLength(1);
  });

  it('an empty list removes the property', async () => {
    const { channel, side } = sideWith(() => responseOf('UpdateItem', [made('UpdateItem', 'A')]));
    await side.update(
      'contacts',
      [{ ref: { id: 'A', changeKey: 'K' }, changes: {}, categories: [], stamp: null }],
      'alwaysOverwrite',
    );
    expect(channel.sent[0]?.markup).toContain(
      '<t:DeleteItemField><t:FieldURI FieldURI="item:Categories"/></t:DeleteItemField>',
    );
    expect(channel.sent[0]?.markup).toContain('ConflictResolution="AlwaysOverwrite"');
  });
});

describe('an e-mail slot that holds an entry of the company address list', () => {
  const ENTRY = '<t:Entry Key="EmailAddress1" RoutingType="EX">/o=Org/ou=Site/cn=Recipients/cn=abianchi</t:Entry>';
  const item = `<m:Items><t:Contact><t:ItemId Id="A" ChangeKey="K"/><t:EmailAddresses>${ENTRY}</t:EmailAddresses></t:Contact></m:Items>`;
  const update = async (changes: Readonly<Record<string, { address: string } | null>>) => {
    const { channel, side } = sideWith(({ operation }) =>
      responseOf(operation, [operation === 'GetItem' ? success('GetItem', item) : made('UpdateItem', 'A')]),
    );
    const outcomes = await side.update(
      'contacts',
      [{ ref: { id: 'A', changeKey: 'K' }, changes, categories: null, stamp: null }],
      'neverOverwrite',
    );
    return { outcomes, write: channel.sent.find(({ writes }) => writes) };
  };

  it('is not overwritten: the address goes to the next slot', async () => {
    const { write } = await update({ email1: { address: 'anna@acme.example' } });
    expect(write?.markup).toContain('FieldIndex="EmailAddress2"');
    expect(write?.markup).not.toContain('EmailAddress1');
  });

  it('is not deleted: emptying an address empties the slot that shows it', async () => {
    const { write } = await update({ email1: null });
    expect(write?.markup).toContain(
      '<t:DeleteItemField><t:IndexedFieldURI FieldURI="contacts:EmailAddress" FieldIndex="EmailAddress2"/>',
    );
    expect(write?.markup).not.toContain('EmailAddress1');
  });

  it('leaves no room for a third address, which stays in the CRM alone', async () => {
    const { outcomes, write } = await update({ email3: { address: 'third@acme.example' } });
    expect(write).toBeUndefined();
    expect(outcomes).toEqual([{ kind: 'done', ref: { id: 'A', changeKey: 'K' } }]);
  });
});

describe('notes and an e-mail address that change together', () => {
  const SLOT = '<t:Entry Key="EmailAddress1" RoutingType="EX">/o=Org/ou=Site/cn=Recipients/cn=abianchi</t:Entry>';
  const body = '<t:Body BodyType="Text">Prima.</t:Body>';
  const slots = `<t:EmailAddresses>${SLOT}</t:EmailAddresses>`;
  const shown = (parts: string) =>
    success('GetItem', `<m:Items><t:Contact><t:ItemId Id="A" ChangeKey="K"/>${parts}</t:Contact></m:Items>`);
  const update = async (answerTo: (request: SentRequest) => string) => {
    const { channel, side } = sideWith((request) =>
      responseOf(request.operation, [request.operation === 'GetItem' ? answerTo(request) : made('UpdateItem', 'A')]),
    );
    const changes = { email1: { address: 'anna@acme.example' }, notes: 'Dopo.' };
    await side.update(
      'contacts',
      [{ ref: { id: 'A', changeKey: 'K' }, changes, categories: null, stamp: null }],
      'neverOverwrite',
    );
    expect(channel.sent.at(-1)?.markup).toContain('FieldIndex="EmailAddress2"');
    expect(channel.sent.at(-1)?.markup).toContain('>Dopo.<');
    return channel.sent.map(({ operation }) => operation);
  };

  it('are looked at with one question', async () => {
    expect(await update(() => shown(body + slots))).toEqual(['GetItem', 'UpdateItem']);
  });

  it('are looked at one by one where the server does not show both', async () => {
    const answerTo = ({ markup }: SentRequest) => {
      if (markup.includes('item:Body') && markup.includes('contacts:EmailAddresses'))
        return failure('GetItem', 'ErrorInvalidPropertyRequest');
      return shown(markup.includes('item:Body') ? body : slots);
    };
    expect(await update(answerTo)).toEqual(['GetItem', 'GetItem', 'GetItem', 'UpdateItem']);
  });
});

it.each([
  ['permanent', 'HardDelete'],
  ['deletedItems', 'MoveToDeletedItems'],
] as const)('deleting "%s" is a %s, and an item that is gone already is missing', async (mode, type) => {
  const { channel, side } = sideWith(() =>
    responseOf('DeleteItem', [success('DeleteItem'), failure('DeleteItem', 'ErrorItemNotFound')]),
  );
  const refs = [
    { id: 'A', changeKey: null },
    { id: 'B', changeKey: null },
  ];
  expect(await side.delete('appointments', refs, mode)).toEqual([{ kind: 'done', ref: refs[0] }, { kind: 'missing' }]);
  expect(channel.sent[0]?.markup).toContain(`DeleteType="${type}"`);
});

describe('a batch that the server refuses as a whole', () => {
  const stampOf = (item: SentRequest['element']) => allOf(item, 'Value')[0]?.text ?? '';

  /** Works item by item, and stumbles over the one with the title `bad`. */
  function stumblingServer() {
    const stored: { readonly id: string; readonly stamp: string }[] = [];
    const { channel, side } = sideWith(({ operation, element }) => {
      if (operation === 'FindItem') {
        const wanted = allOf(element, 'Constant').map(({ attributes }) => attributes.Value);
        const items = stored
          .filter(({ stamp }) => wanted.includes(stamp))
          .map(
            ({ id, stamp }) =>
              `<t:Contact><t:ItemId Id="${id}"/><t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="01e76f1f-6a00-4b53-a328-a45490f161dc" PropertyName="RaccordoStamp" PropertyType="String"/><t:Value>${stamp}</t:Value></t:ExtendedProperty></t:Contact>`,
          );
        const page = `<m:RootFolder IncludesLastItemInRange="true"><t:Items>${items.join('')}</t:Items></m:RootFolder>`;
        return responseOf(operation, [success(operation, page)]);
      }
      const answers = allOf(element, 'Contact').map((contact) => {
        if (allOf(contact, 'JobTitle')[0]?.text === 'bad') throw thrown('Client', 'bug');
        const id = `I${stored.length}`;
        stored.push({ id, stamp: stampOf(contact) });
        return made(operation, id);
      });
      return responseOf(operation, answers);
    });
    return { channel, side, stored };
  }

  it('is taken apart, and what it had made before it stumbled is not made again', async () => {
    const { side, stored } = stumblingServer();
    const items = ['one', 'two', 'bad', 'four'].map((title) => ({ ...create(title), stamp: `stamp-${title}` }));
    const outcomes = await side.create('contacts', items);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'failed', 'done']);
    expect(stored.map(({ stamp }) => stamp)).toEqual(['stamp-one', 'stamp-two', 'stamp-four']);
  });

  it('stays of unknown outcome while nobody can say what it had made', async () => {
    const { side, channel } = sideWith(({ operation }) => {
      throw operation === 'FindItem' ? thrown('timeout', 'retry') : thrown('Client', 'bug');
    });
    const outcomes = await side.create('contacts', [create('one'), create('two')]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
    expect(channel.sent.filter(({ writes }) => writes)).toHaveLength(1);
  });
});
