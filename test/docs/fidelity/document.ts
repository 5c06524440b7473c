import type { RequestVersion } from '../../../src/exchange/ews/soap/channel.ts';
import { REQUEST_VERSIONS } from '../../../src/exchange/ews/soap/channel.ts';
import type { ItemType } from '../../../src/model/index.ts';
import type { Treatment } from './exchange-properties.ts';
import { treatments } from './exchange-properties.ts';
import type { Carried, FieldRow } from './measure.ts';
import { measureFields } from './measure.ts';
import { REASONS } from './reasons.ts';

const WORDS: Readonly<Record<Carried, string>> = { all: 'yes', some: 'in part', none: 'no' };

export interface Fidelity {
  readonly text: string;
  readonly rows: Readonly<Record<ItemType, readonly FieldRow[]>>;
}

/** docs/reference/fidelity.md, from what the mappings do with many values. */
export function fidelity(): Fidelity {
  const rows = { contacts: measureFields('contacts'), appointments: measureFields('appointments') };
  const text = [
    '# What is carried, what is kept, what is lost',
    '',
    'Generated from the mappings by `test/docs/fidelity.test.ts`, which sends several hundred values of each field there and',
    'back: *yes* when every one of them comes back as it went, *in part* when some do, with the reason. A field of an older',
    'Exchange that is never carried stays as it is on both sides: a side that cannot hold a value does not empty it on the',
    'other one.',
    '',
    ...itemType('contacts', '## Contacts', rows.contacts),
    ...itemType('appointments', '## Appointments', rows.appointments),
  ];
  return { rows, text: text.join('\n') };
}

function itemType(name: ItemType, heading: string, rows: readonly FieldRow[]): readonly string[] {
  return [
    heading,
    '',
    `| Field | CRM | ${REQUEST_VERSIONS.map(versionName).join(' | ')} | Why not all |`,
    `|---|---|${'---|'.repeat(REQUEST_VERSIONS.length)}---|`,
    ...rows.map(
      ({ field, crm, exchange }) =>
        `| ${field} | ${WORDS[crm]} | ${REQUEST_VERSIONS.map((version) => WORDS[exchange[version]]).join(' | ')} | ${REASONS[name][field] ?? ''} |`,
    ),
    ...beside(name, rows),
    '',
    `Of what Exchange can store in an item of this kind, Raccordo`,
    '',
    ...treatmentList(treatments(name)),
    '',
  ];
}

/** What hangs on its item, and is written after it. */
function beside(name: ItemType, rows: readonly FieldRow[]): readonly string[] {
  const measured = new Set(rows.map(({ field }) => field));
  const others = Object.keys(REASONS[name]).filter((field) => !measured.has(field));
  return others.flatMap((field) => ['', `**${field}** (carried beside the item). ${REASONS[name][field]}`]);
}

function treatmentList(all: ReadonlyMap<string, Treatment>): readonly string[] {
  const line = (treatment: Treatment, meaning: string, rest = ''): readonly string[] => {
    const names = [...all].flatMap(([property, own]) => (own === treatment ? `\`${property}\`` : []));
    return names.length === 0 ? [] : [`- ${meaning}: ${names.join(', ')}${rest}`];
  };
  return [
    ...line('written', 'carries'),
    ...line('read', 'reads and never writes'),
    ...line(
      'kept',
      'leaves as they are, because no update names them',
      ', and every other property, extended ones of other programs included',
    ),
  ];
}

function versionName(version: RequestVersion): string {
  return version.replace('Exchange', '').replace('_', ' ');
}
