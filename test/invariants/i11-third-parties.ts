import type { Invariant } from './violation.ts';

export const thirdParties: Invariant = {
  id: 'I11',
  says: 'nobody is mailed',
  needs: 'always',
  check: ({ mails }) => mails.map(({ at, what }) => `mail at ${at}: ${what}`),
};
