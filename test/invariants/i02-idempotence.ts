import type { Invariant } from './violation.ts';

export const idempotence: Invariant = {
  id: 'I2',
  says: 'a further run writes nothing',
  needs: 'rest',
  check: ({ rest }) =>
    rest === undefined || rest.furtherWrites === 0 ? [] : [`a further run makes ${rest.furtherWrites} writes`],
};
