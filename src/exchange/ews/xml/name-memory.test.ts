import { describe, expect, it } from 'vitest';
import { createNameMemory } from './name-memory.ts';

describe('names of a document', () => {
  it('come out as they stand, also where two share a place', () => {
    const names = createNameMemory();
    // The same length, middle and last character.
    const text = '<t:Body><s:Body><t:Body>';
    const at = (start: number) => names.nameAt(text, start, start + 6);
    expect([at(1), at(9), at(17)]).toEqual(['t:Body', 's:Body', 't:Body']);
  });

  it('come out as they stand, of any length and at any place', () => {
    const names = createNameMemory();
    const text = 'aaaaabbbbbabababababbbaaab';
    for (let round = 0; round < 2; round += 1)
      for (let start = 0; start < text.length; start += 1)
        for (let end = start; end <= text.length; end += 1)
          expect(names.nameAt(text, start, end)).toBe(text.slice(start, end));
  });
});
