import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../model/index.ts';
import { createEwsSide } from '../ews-side.ts';
import type { SentRequest } from '../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

/** What the server shows of each id that it is asked for; `null` where it has none. */
function serverWith(shown: Readonly<Record<string, string | null>>) {
  const answerTo = ({ operation, element }: SentRequest): string => {
    const ids = allOf(element, 'ItemId').map(({ attributes }) => attributes.Id ?? '');
    const messages = ids.map((id) => {
      const key = shown[id];
      if (key === null) return failure(operation, 'ErrorItemNotFound');
      if (operation === 'DeleteItem') return success(operation);
      return success(
        operation,
        `<m:Items><t:Contact><t:ItemId Id="${id}"${key === undefined ? '' : ` ChangeKey="${key}"`}/></t:Contact></m:Items>`,
      );
    });
    return responseOf(operation, messages);
  };
  const channel = cannedChannel('Exchange2013_SP1', answerTo);
  return { channel, side: createEwsSide(channel, { mailbox: 'anna@example.it' }) };
}

const tooLate = new ConnectorError({ code: 'timeout', disposition: 'retry', message: 'too late' });

const deletedBy = ({ sent }: { readonly sent: readonly SentRequest[] }) =>
  sent
    .filter(({ operation }) => operation === 'DeleteItem')
    .flatMap(({ element }) => allOf(element, 'ItemId').map(({ attributes }) => attributes.Id));

describe('an item that is deleted', () => {
  it('stays, as a conflict, where somebody changed it since it was read, and the others go', async () => {
    const { channel, side } = serverWith({ A: 'K1', B: 'K2-and-later', C: 'K3' });
    const refs = [
      { id: 'A', changeKey: 'K1' },
      { id: 'B', changeKey: 'K2' },
      { id: 'C', changeKey: 'K3' },
    ];
    expect(await side.delete('contacts', refs, 'permanent')).toMatchObject([
      { kind: 'done', ref: refs[0] },
      { kind: 'conflict', error: { code: 'ErrorIrresolvableConflict', itemRef: 'B' } },
      { kind: 'done', ref: refs[2] },
    ]);
    expect(deletedBy(channel)).toEqual(['A', 'C']);
  });

  it('is missing where it is gone already, and no deletion is sent', async () => {
    const { channel, side } = serverWith({ A: null });
    expect(await side.delete('contacts', [{ id: 'A', changeKey: 'K' }], 'deletedItems')).toEqual([{ kind: 'missing' }]);
    expect(deletedBy(channel)).toEqual([]);
  });

  it('goes where the server tells no version of it, and is not looked at where none is known', async () => {
    const { channel, side } = serverWith({});
    await side.delete('contacts', [{ id: 'A', changeKey: 'K' }], 'deletedItems');
    await side.delete('contacts', [{ id: 'B', changeKey: null }], 'deletedItems');
    expect(channel.sent.map(({ operation }) => operation)).toEqual(['GetItem', 'DeleteItem', 'DeleteItem']);
  });

  it('is looked at with those alone that the next request deletes, where the server takes only few', async () => {
    const refs = ['A', 'B', 'C', 'D'].map((id) => ({ id, changeKey: 'K' }));
    const channel = cannedChannel('Exchange2013_SP1', ({ operation, element }) => {
      const ids = allOf(element, 'ItemId').map(({ attributes }) => attributes.Id ?? '');
      if (operation === 'DeleteItem') {
        if (ids.length > 2) throw tooLate;
        return responseOf(
          operation,
          ids.map(() => success(operation)),
        );
      }
      const shown = ids.map((id) =>
        success(operation, `<m:Items><t:Contact><t:ItemId Id="${id}" ChangeKey="K"/></t:Contact></m:Items>`),
      );
      return responseOf(operation, shown);
    });
    const side = createEwsSide(channel, { mailbox: 'anna@example.it' });
    await side.delete('contacts', refs, 'permanent');
    const before = channel.sent.length;
    expect(await side.delete('contacts', refs, 'permanent')).toMatchObject(refs.map((ref) => ({ kind: 'done', ref })));
    const asked = channel.sent.slice(before).map(
      ({ operation, element }) =>
        `${operation} ${allOf(element, 'ItemId')
          .map(({ attributes }) => attributes.Id)
          .join('')}`,
    );
    expect(asked).toEqual(['GetItem AB', 'DeleteItem AB', 'GetItem CD', 'DeleteItem CD']);
  });

  it('is not even looked at once a request before it has told that the server wants a pause', async () => {
    const busy = new ConnectorError({ code: 'ErrorServerBusy', disposition: 'backoff', message: 'busy' });
    const refs = Array.from({ length: 21 }, (_, index) => ({ id: `I${index}`, changeKey: 'K' }));
    const channel = cannedChannel('Exchange2013_SP1', () => {
      throw busy;
    });
    const side = createEwsSide(channel, { mailbox: 'anna@example.it' });
    const outcomes = await side.delete('contacts', refs, 'permanent');
    expect(outcomes.map(({ kind }) => kind)).toEqual(refs.map(() => 'failed'));
    expect(channel.sent).toHaveLength(1);
  });

  it('is told as failed where the look fails, and stays', async () => {
    const busy = new ConnectorError({ code: 'ErrorServerBusy', disposition: 'backoff', message: 'busy' });
    const channel = cannedChannel('Exchange2013_SP1', () => {
      throw busy;
    });
    const side = createEwsSide(channel, { mailbox: 'anna@example.it' });
    expect(await side.delete('contacts', [{ id: 'A', changeKey: 'K' }], 'permanent')).toEqual([
      { kind: 'failed', error: busy },
    ]);
    expect(deletedBy(channel)).toEqual([]);
  });
});
