import { useTranslation } from 'react-i18next';
import { timeInWords } from '../../../src/messages/index.ts';
import type { AppointmentRecord } from '../api/records.ts';
import { saveRecord } from '../api/records.ts';
import { splitSeriesOf } from '../series/calls.ts';
import type { Following } from '../series/following.ts';
import { appointmentOfFields } from '../series/series-of-record.ts';
import { AppointmentForm } from './appointment-form.tsx';

interface Props {
  readonly user: string;
  /** Zone of the user. */
  readonly zone: string;
  /** The whole series. */
  readonly record: AppointmentRecord;
  readonly following: Following;
  readonly onClose: () => void;
}

/** Changes an occurrence and those that follow it, or ends the series before them. */
export function FollowingForm({ user, zone, record, following, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { day, fields, needsTime, ended, count } = following;
  const when = timeInWords(appointmentOfFields(fields).time, { t, language: i18n.language }, zone);
  return (
    <AppointmentForm
      user={user}
      zone={zone}
      record={{ ...record, fields }}
      part={{
        title: t('series.following.title', { when }),
        needsTime,
        save: (changes) => splitSeriesOf(user, record, day, changes),
        removal: {
          label: t('series.following.end'),
          question: t('series.following.question', { when }),
          hint: count === null ? t('series.following.takesAll') : t('series.following.takes', { count }),
          run: () => saveRecord({ itemType: 'appointments', user, record, fields: ended }),
        },
      }}
      onClose={onClose}
    />
  );
}
