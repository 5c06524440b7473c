import { enumProperty } from './enum-property.ts';

export const SENSITIVITY = enumProperty({
  field: 'sensitivity',
  uri: 'item:Sensitivity',
  words: { normal: 'Normal', personal: 'Personal', private: 'Private', confidential: 'Confidential' },
  emptyWord: 'Normal',
});

export const IMPORTANCE = enumProperty({
  field: 'importance',
  uri: 'item:Importance',
  words: { low: 'Low', normal: 'Normal', high: 'High' },
  emptyWord: 'Normal',
});
