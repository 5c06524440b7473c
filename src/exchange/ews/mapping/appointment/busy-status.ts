import { isAtLeast } from '../../soap/channel.ts';
import { enumProperty } from '../enum-property.ts';

/** `NoData` says nothing and reads as empty. */
export const BUSY_STATUS = enumProperty({
  field: 'busyStatus',
  uri: 'calendar:LegacyFreeBusyStatus',
  words: {
    free: 'Free',
    tentative: 'Tentative',
    busy: 'Busy',
    outOfOffice: 'OOF',
    workingElsewhere: 'WorkingElsewhere',
  },
  emptyWord: 'Busy',
  knows: (word, version) => word !== 'workingElsewhere' || isAtLeast(version, 'Exchange2013'),
});
