import { expect, test } from 'vitest';
import type { RequestVersion } from '../soap/channel.ts';
import { xml } from '../xml/write.ts';
import { writeRendered } from './rendered-items.ts';

const DONE = { kind: 'done', ref: { id: 'id', changeKey: null } } as const;

test('an item is rendered once, and once more when the first answer brings another version', async () => {
  const rendered: [number, RequestVersion][] = [];
  const rendering = {
    version: 'Exchange2007_SP1',
    render: (item: number, version: RequestVersion) => {
      rendered.push([item, version]);
      return [xml`<t:Item>${item}</t:Item>`];
    },
  } as const;
  await writeRendered([1, 2], rendering, async (items) => {
    for (const version of ['Exchange2007_SP1', 'Exchange2013', 'Exchange2013'] as const)
      for (const { item, markup } of items) expect(markup(version)[0]?.markup).toBe(`<t:Item>${item}</t:Item>`);
    return items.map(() => DONE);
  });
  expect(rendered).toEqual([
    [1, 'Exchange2007_SP1'],
    [2, 'Exchange2007_SP1'],
    [1, 'Exchange2013'],
    [2, 'Exchange2013'],
  ]);
});

test('what cannot be rendered, says nothing or is known beforehand is left out, and every outcome stays with its item', async () => {
  const sent: string[] = [];
  const outcomes = await writeRendered(
    ['no date', 'first', 'nothing', 'gone', 'second'],
    {
      version: 'Exchange2013',
      render: (item) => {
        if (item === 'no date') throw new RangeError('no date');
        return item === 'nothing' ? [] : [xml`<t:Item/>`];
      },
      unchanged: (item) => ({ kind: 'done', ref: { id: item, changeKey: 'as before' } }),
      known: (item) => (item === 'gone' ? { kind: 'missing' } : undefined),
    },
    async (items) => {
      sent.push(...items.map(({ item }) => item));
      return items.map(({ item }) => ({ kind: 'done', ref: { id: item, changeKey: null } }));
    },
  );
  expect(sent).toEqual(['first', 'second']);
  expect(outcomes).toMatchObject([
    { kind: 'failed', error: { code: 'value_not_writable', disposition: 'quarantine' } },
    { kind: 'done', ref: { id: 'first' } },
    { kind: 'done', ref: { id: 'nothing', changeKey: 'as before' } },
    { kind: 'missing' },
    { kind: 'done', ref: { id: 'second' } },
  ]);
});
