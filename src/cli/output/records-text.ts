import type { AppointmentRecord, ContactRecord } from '../../api/resources.ts';
import type { ItemType } from '../../model/index.ts';
import type { Terminal } from '../terminal.ts';
import { table } from './table.ts';

export interface RecordPage {
  readonly records: readonly (ContactRecord | AppointmentRecord)[];
  readonly cursor: string | null;
  readonly total: number;
}

export function recordsText(terminal: Terminal, itemType: ItemType, page: RecordPage): string {
  const { t } = terminal;
  if (page.records.length === 0) return t('cli.records.empty');
  const rows =
    itemType === 'contacts'
      ? contactRows(terminal, page.records as readonly ContactRecord[])
      : appointmentRows(terminal, page.records as readonly AppointmentRecord[]);
  const more = page.cursor === null ? [] : ['', t('cli.records.more', { total: page.total })];
  return [table(rows), ...more].join('\n');
}

function contactRows({ t }: Terminal, records: readonly ContactRecord[]): string[][] {
  const rows = records.map(({ fields }) => [
    fields.displayName ??
      ([fields.name?.givenName, fields.name?.surname].filter(Boolean).join(' ') || (fields.companyName ?? '')),
    fields.companyName ?? '',
    fields.email1?.address ?? '',
    fields.mobilePhone ?? fields.businessPhone ?? '',
  ]);
  return [['name', 'company', 'email', 'phone'].map((column) => t(`cli.records.${column}`)), ...rows];
}

function appointmentRows(terminal: Terminal, records: readonly AppointmentRecord[]): string[][] {
  const { t, language } = terminal;
  const rows = records.map(({ fields }) => {
    const { time } = fields;
    const when =
      time?.kind === 'timed'
        ? new Date(time.start).toLocaleString(language, {
            dateStyle: 'short',
            timeStyle: 'short',
            ...(time.zone === null ? {} : { timeZone: time.zone }),
          })
        : `${time?.startDate ?? ''} ${t('cli.records.allDay')}`;
    return [when, fields.subject ?? '', fields.location ?? ''];
  });
  return [['when', 'subject', 'location'].map((column) => t(`cli.records.${column}`)), ...rows];
}
