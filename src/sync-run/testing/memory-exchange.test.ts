import { describe, expect, it } from 'vitest';
import type { ExchangeChangePage } from '../../exchange/port.ts';
import type { MemoryExchange } from './memory-exchange.ts';
import { createMemoryExchange } from './memory-exchange.ts';
import { person } from './people.ts';

async function listed(exchange: MemoryExchange, cursor: string | null): Promise<ExchangeChangePage> {
  return exchange.listChanges('contacts', cursor);
}

describe('the list of changes in memory is net, as that of a server', () => {
  it('says nothing of what came and went since the position', async () => {
    const exchange = createMemoryExchange('contacts');
    const { cursor } = await listed(exchange, null);
    exchange.erase(exchange.put(person('Anna')).id);
    exchange.move(exchange.put(person('Bruno')).id, 'other');
    expect(await listed(exchange, cursor)).toMatchObject({ upserts: [], deletes: [], more: false });
  });

  it('names what came and was changed once, as it is, and what was changed and went as gone', async () => {
    const exchange = createMemoryExchange('contacts');
    const gone = exchange.put(person('Anna'));
    const { cursor } = await listed(exchange, null);
    const made = exchange.put(person('Bruno'));
    exchange.edit(made.id, { jobTitle: 'Sales' });
    exchange.edit(gone.id, { jobTitle: 'Sales' });
    exchange.erase(gone.id);
    expect(await listed(exchange, cursor)).toMatchObject({
      upserts: [{ id: made.id, changeKey: made.changeKey }],
      deletes: [gone.id],
    });
  });

  it('names once what left and is back under its old id, and never what lies in other folders', async () => {
    const exchange = createMemoryExchange('contacts');
    exchange.keepsIds = true;
    const away = exchange.put(person('Anna'));
    const filed = exchange.put(person('Bruno'), { folder: 'other' });
    const { cursor } = await listed(exchange, null);
    exchange.move(away.id, 'other');
    exchange.move(away.id, 'synchronised');
    exchange.move(filed.id, 'deletedItems');
    const { id, changeKey } = away;
    const next = await listed(exchange, cursor);
    expect(next).toMatchObject({ upserts: [{ id, changeKey }], deletes: [], more: false });
    expect(await listed(exchange, next.cursor)).toMatchObject({ upserts: [], deletes: [], cursor: next.cursor });
  });

  it('tells as gone what was listed by a page of a whole listing and went after it', async () => {
    const exchange = createMemoryExchange('contacts', { pageSize: 1 });
    exchange.put(person('Anna'));
    const first = await listed(exchange, null);
    const late = exchange.put(person('Bruno'));
    const last = await listed(exchange, first.cursor);
    expect(last.upserts.map(({ id }) => id)).toEqual([late.id]);
    exchange.erase(late.id);
    exchange.erase(first.upserts[0]?.id ?? '');
    const one = await listed(exchange, last.cursor);
    const other = await listed(exchange, one.cursor);
    expect([...one.deletes, ...other.deletes]).toEqual([first.upserts[0]?.id, late.id]);
    expect([one.more, other.more]).toEqual([true, false]);
  });
});
