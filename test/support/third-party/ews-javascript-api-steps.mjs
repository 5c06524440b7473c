// What somebody does with ews-javascript-api against an Exchange server, step by step. Reads
// {"url", "user", "password", "colleague", "signIn", "version"} from standard input and writes one line of JSON per
// step to standard output: {"step", "result"} or {"step", "error"}. Nothing here knows that the server is a simulator.
import ews from 'ews-javascript-api';

const {
  Appointment,
  AppointmentSchema,
  AppointmentType,
  Attendee,
  BasePropertySet,
  BodyType,
  CalendarView,
  ConflictResolutionMode,
  Contact,
  ContactSchema,
  DateTime,
  DayOfTheWeek,
  DeleteMode,
  EmailAddress,
  EmailAddressKey,
  ExchangeService,
  ExchangeVersion,
  ExtendedPropertyDefinition,
  FolderId,
  FolderTraversal,
  FolderView,
  Item,
  ItemSchema,
  ItemView,
  MapiPropertyType,
  MessageBody,
  PhoneNumberKey,
  PhysicalAddressEntry,
  PhysicalAddressKey,
  PropertySet,
  Recurrence,
  SearchFilter,
  SendCancellationsMode,
  SendInvitationsMode,
  SendInvitationsOrCancellationsMode,
  ServiceError,
  StringList,
  SyncFolderItemsScope,
  TimeZoneInfo,
  Uri,
  WebCredentials,
  WellKnownFolderName,
  XhrApi,
} = ews;

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const told = JSON.parse(Buffer.concat(chunks).toString('utf8'));

const ROME = TimeZoneInfo.FindSystemTimeZoneById('W. Europe Standard Time');
const service = new ExchangeService(ExchangeVersion[told.version ?? 'Exchange2013_SP1'], ROME);
service.Url = new Uri(told.url);
if (told.signIn === 'ntlm') {
  service.XHRApi = new XhrApi({}).useNtlmAuthentication(told.user, told.password);
}
// The library wants them set in any case; with NTLM the connection carries the sign-in.
service.Credentials = new WebCredentials(told.user, told.password);

const STAMP = new ExtendedPropertyDefinition(
  new ews.Guid('f3b1c7d2-5a0e-4c39-9d2e-7a6b8c1d2e3f'), // of a property set
  'CrmObjectId',
  MapiPropertyType.String,
);
const WITH_STAMP = new PropertySet(BasePropertySet.FirstClassProperties, [STAMP]);
WITH_STAMP.RequestedBodyType = BodyType.Text;
const CONTACTS = new FolderId(WellKnownFolderName.Contacts);
const CALENDAR = new FolderId(WellKnownFolderName.Calendar);
const LOUD = SendInvitationsMode.SendToAllAndSaveCopy;
const SILENT = SendInvitationsMode.SendToNone;
const SILENT_CHANGE = SendInvitationsOrCancellationsMode.SendToNone;

/** Runs a step; one that fails does not stop the others. */
async function step(name, act) {
  try {
    process.stdout.write(`${JSON.stringify({ step: name, result: await act() })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ step: name, error: codeOf(error), stack: String(error?.stack) })}\n`);
  }
}

function codeOf(error) {
  return ServiceError[error?.ErrorCode] ?? String(error?.message ?? error?.faultString ?? error);
}

/** With Exchange 2007 the library wants the zone set on the appointment itself. */
function newAppointment() {
  const appointment = new Appointment(service);
  if (told.version === 'Exchange2007_SP1') appointment.StartTimeZone = ROME;
  return appointment;
}

const rome = (text) => new DateTime(`${text}`);
const instant = (dateTime) => new Date(dateTime.TotalMilliSeconds).toISOString();
const stampOf = (item) => {
  const value = { outValue: null };
  return item.TryGetProperty(STAMP, value) ? value.outValue : null;
};

let contactId;
let contactsState = null;
let appointmentId;
let masterId;
let calendarState = null;

async function changesIn(folder, state) {
  const changes = [];
  let at = state;
  for (let more = true; more; ) {
    const page = await service.SyncFolderItems(
      folder,
      new PropertySet(BasePropertySet.IdOnly),
      [],
      512,
      SyncFolderItemsScope.NormalItems,
      at,
    );
    at = page.SyncState;
    more = page.MoreChangesAvailable;
    for (const change of page.GetEnumerator()) changes.push(change);
  }
  return [changes.map(({ ChangeType }) => ews.ChangeType[ChangeType]).sort(), at];
}

await step('folders', async () => {
  const found = await service.FindFolders(new FolderId(WellKnownFolderName.MsgFolderRoot), deepView());
  return found.Folders.map(({ DisplayName }) => DisplayName).sort();
});

function deepView() {
  const view = new FolderView(100);
  view.Traversal = FolderTraversal.Deep;
  return view;
}

await step('folder hierarchy', async () => {
  const changes = await service.SyncFolderHierarchy(new PropertySet(BasePropertySet.FirstClassProperties), null);
  return changes.GetEnumerator().length;
});

await step('an ampersand that is not escaped', async () => {
  const contact = new Contact(service);
  contact.CompanyName = 'Rossi & Figli';
  return contact.Save(WellKnownFolderName.Contacts).then(
    () => 'saved',
    () => 'refused',
  );
});

await step('create contact', async () => {
  const contact = new Contact(service);
  contact.GivenName = 'Niccolò';
  contact.Surname = "Dell'Orto";
  contact.CompanyName = 'Azienda Test';
  contact.EmailAddresses._setItem(EmailAddressKey.EmailAddress1, new EmailAddress('n.dellorto@esempio.example'));
  contact.PhoneNumbers._setItem(PhoneNumberKey.MobilePhone, '+39 333 1234567');
  const address = new PhysicalAddressEntry();
  address.Street = 'Via Roma 1';
  address.City = 'Milano';
  contact.PhysicalAddresses._setItem(PhysicalAddressKey.Business, address);
  contact.Body = new MessageBody(BodyType.Text, 'Prima riga\nseconda riga');
  contact.Categories = new StringList(['CRM', 'Clienti']);
  contact.SetExtendedProperty(STAMP, 'crm:1:contact:4711');
  await contact.Save(WellKnownFolderName.Contacts);
  contactId = contact.Id;
  return contactId.UniqueId.length > 0;
});

await step('read contact', async () => {
  const contact = await Contact.Bind(service, contactId, WITH_STAMP);
  return {
    givenName: contact.GivenName,
    surname: contact.Surname,
    companyName: contact.CompanyName,
    email: contact.EmailAddresses._getItem(EmailAddressKey.EmailAddress1).Address,
    mobile: contact.PhoneNumbers._getItem(PhoneNumberKey.MobilePhone),
    city: contact.PhysicalAddresses._getItem(PhysicalAddressKey.Business).City,
    categories: contact.Categories.GetEnumerator(),
    body: contact.Body.Text,
    stamp: stampOf(contact),
  };
});

await step('change contact', async () => {
  const contact = await Contact.Bind(service, contactId, WITH_STAMP);
  contact.JobTitle = 'Responsabile acquisti';
  contact.PhoneNumbers._setItem(PhoneNumberKey.BusinessPhone, '+39 02 1234567');
  await contact.Update(ConflictResolutionMode.AlwaysOverwrite);
  const again = await Contact.Bind(service, contactId, WITH_STAMP);
  return {
    jobTitle: again.JobTitle,
    mobile: again.PhoneNumbers._getItem(PhoneNumberKey.MobilePhone),
    phone: again.PhoneNumbers._getItem(PhoneNumberKey.BusinessPhone),
    newChangeKey: again.Id.ChangeKey !== contactId.ChangeKey,
  };
});

await step('search contacts', async () => {
  const count = async (filter) => (await service.FindItems(CONTACTS, filter, new ItemView(10))).TotalCount;
  return {
    bySurname: await count(new SearchFilter.ContainsSubstring(ContactSchema.Surname, 'Orto')),
    byStamp: await count(new SearchFilter.IsEqualTo(STAMP, 'crm:1:contact:4711')),
    byNothing: await count(new SearchFilter.IsEqualTo(ContactSchema.Surname, 'Nessuno')),
  };
});

await step('sync contacts', async () => {
  const [first, state] = await changesIn(CONTACTS, null);
  const [second, later] = await changesIn(CONTACTS, state);
  contactsState = later;
  return { first, second };
});

await step('create appointment', async () => {
  const appointment = newAppointment();
  appointment.Subject = 'Visita cliente';
  appointment.Start = rome('2026-12-03T09:00:00+01:00');
  appointment.End = rome('2026-12-03T10:30:00+01:00');
  appointment.Location = 'Milano';
  // It escapes no text by itself.
  appointment.Body = new MessageBody(BodyType.HTML, '&lt;p&gt;Portare il &lt;b&gt;contratto&lt;/b&gt;&lt;/p&gt;');
  appointment.ReminderMinutesBeforeStart = 30;
  appointment.SetExtendedProperty(STAMP, 'crm:1:appointment:88');
  await appointment.Save(SILENT);
  appointmentId = appointment.Id;
  return appointmentId.UniqueId.length > 0;
});

await step('read and change appointment', async () => {
  const read = await Appointment.Bind(service, appointmentId, WITH_STAMP);
  const before = {
    start: instant(read.Start),
    end: instant(read.End),
    zone: read.StartTimeZone.Id,
    type: AppointmentType[read.AppointmentType],
    body: read.Body.Text,
    reminder: read.ReminderMinutesBeforeStart,
    stamp: stampOf(read),
  };
  read.Subject = 'Visita cliente (spostata)';
  read.Start = read.Start.AddHours(1);
  read.End = read.End.AddHours(1);
  await read.Update(ConflictResolutionMode.AutoResolve, SILENT_CHANGE);
  const after = await Appointment.Bind(service, appointmentId);
  return { before, after: { start: instant(after.Start), subject: after.Subject } };
});

await step('stale change key', async () => {
  const one = await Appointment.Bind(service, appointmentId);
  const other = await Appointment.Bind(service, appointmentId);
  one.Location = 'Roma';
  await one.Update(ConflictResolutionMode.NeverOverwrite, SILENT_CHANGE);
  other.Location = 'Torino';
  return other.Update(ConflictResolutionMode.NeverOverwrite, SILENT_CHANGE).then(() => 'written', codeOf);
});

await step('create series', async () => {
  const series = newAppointment();
  series.Subject = 'Riunione';
  series.Start = rome('2026-12-04T09:00:00+01:00');
  series.End = rome('2026-12-04T10:00:00+01:00');
  series.Recurrence = new Recurrence.WeeklyPattern(series.Start.Date, 1, [DayOfTheWeek.Friday]);
  series.Recurrence.StartDate = series.Start.Date;
  series.Recurrence.NumberOfOccurrences = 5;
  await series.Save(SILENT);
  masterId = series.Id;
  return masterId.UniqueId.length > 0;
});

await step('read series', async () => {
  const series = await Appointment.Bind(service, masterId);
  return {
    type: AppointmentType[series.AppointmentType],
    start: instant(series.Start),
    zone: series.StartTimeZone.Id,
    interval: Number(series.Recurrence.Interval),
    days: series.Recurrence.DaysOfTheWeek.GetEnumerator().map((day) => DayOfTheWeek[day]),
    number: series.Recurrence.NumberOfOccurrences,
    first: instant(series.FirstOccurrence.Start),
    last: instant(series.LastOccurrence.Start),
  };
});

await step('exception and deletion', async () => {
  const second = await Appointment.BindToOccurrence(service, masterId, 2);
  const occurrence = { type: AppointmentType[second.AppointmentType], start: instant(second.Start) };
  second.Subject = 'Riunione straordinaria';
  second.Start = rome('2026-12-10T15:00:00+01:00');
  second.End = rome('2026-12-10T16:00:00+01:00');
  await second.Update(ConflictResolutionMode.AlwaysOverwrite, SILENT_CHANGE);
  const third = await Appointment.BindToOccurrence(service, masterId, 3);
  await third.Delete(DeleteMode.MoveToDeletedItems, SendCancellationsMode.SendToNone);
  const series = await Appointment.Bind(service, masterId);
  const [modified] = series.ModifiedOccurrences.GetEnumerator();
  const exception = await Appointment.Bind(service, modified.ItemId);
  const master = await Appointment.BindToRecurringMaster(service, modified.ItemId);
  return {
    occurrence,
    modified: [instant(modified.OriginalStart), instant(modified.Start)],
    deleted: series.DeletedOccurrences.GetEnumerator().map(({ OriginalStart }) => instant(OriginalStart)),
    exception: [AppointmentType[exception.AppointmentType], exception.Subject],
    sameMaster: master.Id.UniqueId === masterId.UniqueId,
  };
});

await step('calendar view', async () => {
  const view = new CalendarView(rome('2026-12-01T00:00:00+01:00'), rome('2027-01-03T00:00:00+01:00'));
  view.PropertySet = new PropertySet(BasePropertySet.IdOnly, [
    ItemSchema.Subject,
    AppointmentSchema.Start,
    AppointmentSchema.AppointmentType,
  ]);
  const found = await service.FindAppointments(WellKnownFolderName.Calendar, view);
  return found.Items.map((item) => [
    AppointmentType[item.AppointmentType],
    item.Subject,
    instant(item.Start).slice(0, 10),
  ]);
});

await step('occurrence that is deleted or does not exist', async () => {
  const refused = [];
  for (const index of [3, 6]) {
    refused.push(await Appointment.BindToOccurrence(service, masterId, index).then(() => 'read', codeOf));
  }
  return refused;
});

await step('change whole series', async () => {
  const series = await Appointment.Bind(service, masterId);
  series.Location = 'Sala grande';
  await series.Update(ConflictResolutionMode.AlwaysOverwrite, SILENT_CHANGE);
  const again = await Appointment.Bind(service, masterId);
  const exception = await Appointment.Bind(service, again.ModifiedOccurrences.GetEnumerator()[0].ItemId);
  return [again.Location, exception.Location, exception.Subject];
});

await step('sync calendar', async () => {
  const [first, state] = await changesIn(CALENDAR, null);
  calendarState = state;
  return first;
});

await step('meeting', async () => {
  const meeting = newAppointment();
  meeting.Subject = 'Incontro';
  meeting.Start = rome('2026-12-14T09:00:00+01:00');
  meeting.End = rome('2026-12-14T10:00:00+01:00');
  meeting.RequiredAttendees.Add(new Attendee(told.colleague));
  await meeting.Save(LOUD);
  const again = await Appointment.Bind(service, meeting.Id);
  return {
    attendees: again.RequiredAttendees.GetEnumerator().map(({ Address }) => Address),
    organizer: again.Organizer.Address,
    isMeeting: again.IsMeeting,
  };
});

await step('resolve name', async () => {
  const found = await service.ResolveName(told.colleague.split('@')[0]);
  return found.GetEnumerator().map(({ Mailbox }) => Mailbox.Address);
});

await step('delete', async () => {
  const contact = await Contact.Bind(service, contactId);
  await contact.Delete(DeleteMode.HardDelete);
  const appointment = await Appointment.Bind(service, appointmentId);
  await appointment.Delete(DeleteMode.MoveToDeletedItems, SendCancellationsMode.SendToNone);
  const series = await Appointment.Bind(service, masterId);
  await series.Delete(DeleteMode.HardDelete, SendCancellationsMode.SendToNone);
  const [contacts] = await changesIn(CONTACTS, contactsState);
  const [calendar] = await changesIn(CALENDAR, calendarState);
  const gone = await Item.Bind(service, contactId).then(() => 'still there', codeOf);
  return { contacts, calendar, gone };
});
