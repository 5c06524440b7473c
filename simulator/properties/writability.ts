/** Properties that the server makes: a client that writes one gets `ErrorInvalidPropertySet`. */
const READ_ONLY: ReadonlySet<string> = new Set(
  (
    'ItemId ParentFolderId Attachments Size DateTimeReceived DateTimeSent DateTimeCreated ResponseObjects ReminderNextTime ' +
    'DisplayCc DisplayTo DisplayBcc HasAttachments EffectiveRights LastModifiedName LastModifiedTime IsAssociated ' +
    'WebClientReadFormQueryString WebClientEditFormQueryString ConversationId UniqueBody StoreEntryId InstanceKey ' +
    'NormalizedBody EntityExtractionResult Preview TextBody IsSubmitted IsFromMe IsResend IsUnmodified ' +
    'CompleteName ContactSource HasPicture PhoneticFullName PhoneticFirstName PhoneticLastName Alias Notes Photo ' +
    'UserSMIMECertificate MSExchangeCertificate DirectoryId ManagerMailbox DirectReports ' +
    'RecurrenceId DateTimeStamp OriginalStart IsMeeting IsCancelled IsRecurring MeetingRequestWasSent CalendarItemType ' +
    'MyResponseType Organizer ConflictingMeetingCount AdjacentMeetingCount ConflictingMeetings AdjacentMeetings ' +
    'Duration TimeZone AppointmentReplyTime AppointmentSequenceNumber AppointmentState FirstOccurrence ' +
    'LastOccurrence ModifiedOccurrences DeletedOccurrences StartWallClock EndWallClock StartTimeZoneId EndTimeZoneId ' +
    'IsOrganizer JoinOnlineMeetingUrl OnlineMeetingSettings IntendedFreeBusyStatus'
  ).split(' '),
);

/** Properties that always have a value: they can be set, but not deleted. */
const NOT_DELETABLE: ReadonlySet<string> = new Set(
  'ItemClass Sensitivity Importance ReminderIsSet Start End IsAllDayEvent UID StartTimeZone EndTimeZone'.split(' '),
);

export function isReadOnly(key: string): boolean {
  return READ_ONLY.has(key);
}

export function isDeletable(key: string): boolean {
  return !READ_ONLY.has(key) && !NOT_DELETABLE.has(key);
}
