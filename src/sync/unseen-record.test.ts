import { expect, it } from 'vitest';
import { isUnseen, RECORD_OUT_OF_SIGHT } from './unseen-record.ts';

it('a record is unseen as long as a create was refused and nobody knows its id', () => {
  expect(isUnseen({ crmId: null, reviewReason: RECORD_OUT_OF_SIGHT })).toBe(true);
  expect(isUnseen({ crmId: 'C1', reviewReason: RECORD_OUT_OF_SIGHT })).toBe(false);
  expect(isUnseen({ crmId: null, reviewReason: null })).toBe(false);
});
