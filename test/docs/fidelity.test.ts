import { describe, expect, test } from 'vitest';
import { fidelity } from './fidelity/document.ts';
import { REASONS } from './fidelity/reasons.ts';

const { text, rows } = fidelity();

describe('docs/reference/fidelity.md', () => {
  test('says of every field what the mappings do with it', async () => {
    await expect(text).toMatchFileSnapshot('../../docs/reference/fidelity.md');
  });

  test.each(['contacts', 'appointments'] as const)(
    'gives a reason for each loss of %s, and for nothing else',
    (itemType) => {
      const losing = rows[itemType].filter(({ crm, exchange }) =>
        [crm, ...Object.values(exchange)].some((of) => of !== 'all'),
      );
      const measured = new Set(rows[itemType].map(({ field }) => field));
      const explained = Object.keys(REASONS[itemType]).filter((field) => measured.has(field));
      expect(explained.toSorted()).toEqual(losing.map(({ field }) => field).toSorted());
    },
  );
});
