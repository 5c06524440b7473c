import type { AppointmentRecord, ContactRecord } from '../../api/resources.ts';
import { localeOf, seriesInWords } from '../../messages/index.ts';
import type { AppointmentTime, Fields, ItemType, Occurrences } from '../../model/index.ts';
import { isPrivate } from '../../model/index.ts';
import type { Terminal } from '../terminal.ts';
import { table } from './table.ts';

export interface RecordPage {
  readonly records: readonly (ContactRecord | AppointmentRecord)[];
  readonly cursor: string | null;
  readonly total: number;
}

export function recordsText(
  terminal: Terminal,
  itemType: ItemType,
  page: RecordPage,
  search: string | undefined,
): string {
  const { t } = terminal;
  if (page.records.length === 0)
    return search === undefined ? t('cli.records.empty') : t('cli.records.nothingFound', { search });
  const rows =
    itemType === 'contacts'
      ? contactRows(terminal, page.records as readonly ContactRecord[])
      : appointmentRows(terminal, page.records as readonly AppointmentRecord[]);
  const more = page.cursor === null ? [] : ['', t('cli.records.more', { total: page.total })];
  return [table(rows), ...more].join('\n');
}

function contactRows({ t }: Terminal, records: readonly ContactRecord[]): string[][] {
  const rows = records.map(({ fields }) => contactColumns(fields));
  return [['name', 'company', 'email', 'phone'].map((column) => t(`cli.records.${column}`)), ...rows];
}

function appointmentRows(terminal: Terminal, records: readonly AppointmentRecord[]): string[][] {
  const { t } = terminal;
  const rows = records.map(({ fields }) => appointmentColumns(terminal, fields));
  return [['when', 'subject', 'location'].map((column) => t(`cli.records.${column}`)), ...rows];
}

/** Name, company, e-mail, telephone. */
export function contactColumns(fields: ContactRecord['fields']): string[] {
  const name = [fields.name?.givenName, fields.name?.surname].filter(Boolean).join(' ');
  return [
    fields.displayName ?? (name || (fields.companyName ?? '')),
    fields.companyName ?? '',
    fields.email1?.address ?? '',
    fields.mobilePhone ?? fields.businessPhone ?? '',
  ];
}

/** When, subject, location. Of a series, its rule. */
export function appointmentColumns(terminal: Terminal, fields: AppointmentRecord['fields']): string[] {
  const { time, occurrences } = fields;
  const changes = (occurrences ?? null) as Occurrences | null;
  const rule = time == null ? null : seriesInWords(time as AppointmentTime, changes, terminal);
  const unnamed = isPrivate(fields as Fields) ? terminal.t('page.sides.privateAppointment') : '';
  return [rule ?? whenText(terminal, time), fields.subject ?? unnamed, fields.location ?? ''];
}

function whenText({ t, language }: Terminal, time: AppointmentRecord['fields']['time']): string {
  return time?.kind === 'timed'
    ? new Date(time.start).toLocaleString(localeOf(language), {
        dateStyle: 'short',
        timeStyle: 'short',
        ...(time.zone === null ? {} : { timeZone: time.zone }),
      })
    : `${time?.startDate ?? ''} ${t('cli.records.allDay')}`;
}
