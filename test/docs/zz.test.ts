import { test } from 'vitest';
import { raisedCodes } from './raised-codes.ts';

test('x', () => {
  for (const r of [...raisedCodes().values()].sort((a, b) => (a.code < b.code ? -1 : 1)))
    console.log(r.code, '|', [...r.dispositions].join(','), '|', [...r.parameters].join(','));
});
