import { isAtLeast } from '../../soap/channel.ts';
import { enumProperty } from '../enum-property.ts';

/**
 * `NoData` says nothing and reads as empty, which is busy. A new item says so, because Exchange makes an
 * all-day appointment free that says nothing.
 */
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
  isAlwaysCreated: true,
  knows: (word, version) => word !== 'workingElsewhere' || isAtLeast(version, 'Exchange2013'),
});
