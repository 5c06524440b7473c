import { expect, test } from 'vitest';
import { basic, conversation } from '../../../simulator/testing/ews-conversation.ts';
import { MARIO } from '../../support/ews/diagnosis.ts';
import type { SeriesPlace } from '../../support/ews/series-place.ts';
import { changeIn, created, itemOf, seriesPlaceOfTest, sixTuesdaysAt } from '../../support/ews/series-place.ts';

const [MOVED, DELETED] = ['2026-12-08', '2026-12-15'] as const;
const OCCURRENCES = {
  [MOVED]: { kind: 'changed', fields: { location: 'Sala 2' } },
  [DELETED]: { kind: 'deleted' },
} as const;

interface Office {
  readonly place: SeriesPlace;
  readonly series: string;
  /** The one in another room. */
  readonly exception: string;
}

async function openOffice(): Promise<Office> {
  const place = await seriesPlaceOfTest();
  const series = await created(place.side, { subject: 'Riunione', time: sixTuesdaysAt(9), occurrences: OCCURRENCES });
  const [exception] = place.mailbox.occurrences(series, `${MOVED}T00:00:00Z`, `${MOVED}T23:00:00Z`);
  if (exception === undefined) throw new Error('the calendar does not show the exception');
  return { place, series, exception: exception.id };
}

const outlook = ({ place }: Office) => {
  const say = conversation(place.simulator);
  return (body: string) => say(body, { authorization: basic(`${MARIO.domain}\\${MARIO.user}`, MARIO.password) });
};

async function attach(office: Office, to: string, name: string): Promise<void> {
  const file = `<t:FileAttachment><t:Name>${name}</t:Name><t:Content>UA==</t:Content></t:FileAttachment>`;
  await outlook(office)(
    `<m:CreateAttachment><m:ParentItemId Id="${to}"/><m:Attachments>${file}</m:Attachments></m:CreateAttachment>`,
  );
}

async function writeBody(office: Office, to: string, type: 'HTML' | 'Text', text: string): Promise<void> {
  const body = `<t:CalendarItem><t:Body BodyType="${type}">${text}</t:Body></t:CalendarItem>`;
  const change = `<t:ItemChange><t:ItemId Id="${to}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="item:Body"/>${body}</t:SetItemField></t:Updates></t:ItemChange>`;
  await outlook(office)(
    `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges>${change}</m:ItemChanges></m:UpdateItem>`,
  );
}

/** What only Exchange knows of the exception. */
const HELD: readonly (readonly [string, (office: Office) => Promise<void>])[] = [
  ['an attachment', (office) => attach(office, office.exception, 'Agenda.pdf')],
  [
    'another attachment than its series',
    async (office) => {
      await attach(office, office.series, 'Offer.pdf');
      await attach(office, office.exception, 'Agenda.pdf');
    },
  ],
  [
    'guests of its own',
    async ({ place, exception }) => {
      place.mailbox.change(exception, { RequiredAttendees: ['ospite@example.org'] });
    },
  ],
  ['formatted text', (office) => writeBody(office, office.exception, 'HTML', '&lt;b&gt;Bring&lt;/b&gt; the offer')],
];

test.each(HELD)('a series keeps its hour, its rule and a deletion while one occurrence has %s', async (_, give) => {
  const office = await openOffice();
  await give(office);
  const { place, series, exception } = office;
  const before = place.mailbox.findItem(exception);
  expect(await itemOf(place.side, series)).toMatchObject({ occurrencesHoldMore: true });
  const later = { time: sixTuesdaysAt(11), occurrences: OCCURRENCES };
  const back = { occurrences: { [MOVED]: OCCURRENCES[MOVED] } };
  for (const changes of [later, back, { time: sixTuesdaysAt(9), occurrences: null, subject: 'New' }])
    expect(await changeIn(place.side, series, changes)).toMatchObject({
      kind: 'failed',
      error: { code: 'occurrences_would_lose', disposition: 'quarantine' },
    });
  expect(place.mailbox.findItem(exception)).toEqual(before);
});

test.each<readonly [string, (office: Office) => Promise<void>]>([
  ['nothing of its own but fields', async () => {}],
  ['plain text', (office) => writeBody(office, office.exception, 'Text', 'Bring the offer')],
  ['the attachment of its series', (office) => attach(office, office.series, 'Offer.pdf')],
])('a series is written while its changed occurrence has %s', async (_, give) => {
  const office = await openOffice();
  await give(office);
  const { place, series } = office;
  const { fields, ...item } = await itemOf(place.side, series);
  expect(item).not.toHaveProperty('occurrencesHoldMore');
  const changes = { time: sixTuesdaysAt(11), occurrences: fields['occurrences'] ?? null };
  expect(await changeIn(place.side, series, changes)).toMatchObject({ kind: 'done' });
  expect((await itemOf(place.side, series)).fields).toMatchObject(changes);
});

test('what leaves the other occurrences as they are is written', async () => {
  const office = await openOffice();
  await attach(office, office.exception, 'Agenda.pdf');
  const occurrences = { ...OCCURRENCES, '2026-12-22': { kind: 'changed', fields: { location: 'Sala 3' } } } as const;
  const changes = { subject: 'Consiglio', occurrences };
  expect(await changeIn(office.place.side, office.series, changes)).toMatchObject({ kind: 'done' });
  expect(await itemOf(office.place.side, office.series)).toMatchObject({ fields: changes, occurrencesHoldMore: true });
});
