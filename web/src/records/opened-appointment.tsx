import { useState } from 'react';
import type { AppointmentRecord } from '../api/records.ts';
import type { Following } from '../series/following.ts';
import { SeriesDialog } from '../series/series-dialog.tsx';
import { AppointmentForm } from './appointment-form.tsx';
import { FollowingForm } from './following-form.tsx';

interface Props {
  readonly user: string;
  /** Zone of the user. */
  readonly zone: string;
  readonly opened: AppointmentRecord | 'new';
  readonly onClose: () => void;
}

/** An appointment as a form; of a series it is asked first whether the whole is meant. */
export function OpenedAppointment({ opened, ...props }: Props) {
  const isSeries = opened !== 'new' && opened.fields.time?.recurrence != null;
  const [whole, setWhole] = useState(isSeries ? null : opened);
  const [part, setPart] = useState<{ record: AppointmentRecord; following: Following } | null>(null);
  if (whole !== null) return <AppointmentForm {...props} record={whole === 'new' ? null : whole} />;
  if (part !== null) return <FollowingForm {...props} {...part} />;
  return opened === 'new' ? null : (
    <SeriesDialog
      {...props}
      record={opened}
      onWhole={setWhole}
      onFollowing={(record, following) => setPart({ record, following })}
    />
  );
}
