import { expect } from 'vitest';

/** An object with nothing in it. In `toMatchObject` a plain `{}` is met by every object. */
export const NOTHING: unknown = expect.toSatisfy((value: object) => Object.keys(value).length === 0, 'nothing in it');
