import type { Vocabulary } from './simple-values.ts';

/** Every property that can be named with `FieldURI` and that folders, contacts, lists and appointments have. */
export const FIELD_URIS: Vocabulary = {
  Exchange2007: `
    folder:FolderId folder:ParentFolderId folder:DisplayName folder:UnreadCount folder:TotalCount
    folder:ChildFolderCount folder:FolderClass folder:SearchParameters folder:ManagedFolderInformation
    folder:PermissionSet folder:EffectiveRights
    item:ItemId item:ParentFolderId item:ItemClass item:MimeContent item:Attachments item:Subject
    item:DateTimeReceived item:Size item:Categories item:HasAttachments item:Importance item:InReplyTo
    item:InternetMessageHeaders item:IsDraft item:IsFromMe item:IsResend item:IsSubmitted item:IsUnmodified
    item:DateTimeSent item:DateTimeCreated item:Body item:ResponseObjects item:Sensitivity item:ReminderDueBy
    item:ReminderIsSet item:ReminderMinutesBeforeStart item:DisplayTo item:DisplayCc item:Culture
    item:EffectiveRights item:LastModifiedName item:LastModifiedTime
    calendar:Start calendar:End calendar:OriginalStart calendar:IsAllDayEvent calendar:LegacyFreeBusyStatus
    calendar:Location calendar:When calendar:IsMeeting calendar:IsCancelled calendar:IsRecurring
    calendar:MeetingRequestWasSent calendar:IsResponseRequested calendar:CalendarItemType calendar:MyResponseType
    calendar:Organizer calendar:RequiredAttendees calendar:OptionalAttendees calendar:Resources
    calendar:ConflictingMeetingCount calendar:AdjacentMeetingCount calendar:ConflictingMeetings
    calendar:AdjacentMeetings calendar:Duration calendar:TimeZone calendar:AppointmentReplyTime
    calendar:AppointmentSequenceNumber calendar:AppointmentState calendar:Recurrence calendar:FirstOccurrence
    calendar:LastOccurrence calendar:ModifiedOccurrences calendar:DeletedOccurrences calendar:MeetingTimeZone
    calendar:ConferenceType calendar:AllowNewTimeProposal calendar:IsOnlineMeeting calendar:MeetingWorkspaceUrl
    calendar:NetShowUrl calendar:UID calendar:RecurrenceId calendar:DateTimeStamp
    contacts:AssistantName contacts:Birthday contacts:BusinessHomePage contacts:Children contacts:Companies
    contacts:CompanyName contacts:CompleteName contacts:ContactSource contacts:Culture contacts:Department
    contacts:DisplayName contacts:EmailAddresses contacts:FileAs contacts:FileAsMapping contacts:Generation
    contacts:GivenName contacts:ImAddresses contacts:Initials contacts:JobTitle contacts:Manager
    contacts:MiddleName contacts:Mileage contacts:Nickname contacts:OfficeLocation contacts:PhoneNumbers
    contacts:PhysicalAddresses contacts:PostalAddressIndex contacts:Profession contacts:SpouseName
    contacts:Surname contacts:WeddingAnniversary`,
  Exchange2010: `
    folder:SharingEffectiveRights
    item:IsAssociated item:ConversationId item:UniqueBody item:StoreEntryId item:WebClientReadFormQueryString
    item:WebClientEditFormQueryString
    calendar:StartTimeZone calendar:EndTimeZone
    contacts:HasPicture
    distributionlist:Members`,
  Exchange2010_SP2: `
    contacts:Alias contacts:DirectoryId contacts:DirectReports contacts:ManagerMailbox
    contacts:MSExchangeCertificate contacts:Notes contacts:PhoneticFullName contacts:PhoneticFirstName
    contacts:PhoneticLastName contacts:Photo contacts:UserSMIMECertificate`,
  Exchange2013: `
    folder:DistinguishedFolderId folder:PolicyTag folder:ArchiveTag
    item:ReminderNextTime item:Flag item:InstanceKey item:NormalizedBody item:EntityExtractionResult item:PolicyTag
    item:ArchiveTag item:RetentionDate item:Preview item:PredictedActionReasons item:IsClutter
    item:RightsManagementLicenseData item:BlockStatus item:HasBlockedImages item:TextBody item:IconIndex
    item:MimeContentUTF8
    calendar:StartWallClock calendar:EndWallClock calendar:StartTimeZoneId calendar:EndTimeZoneId
    calendar:EnhancedLocation calendar:JoinOnlineMeetingUrl calendar:OnlineMeetingSettings calendar:IsOrganizer`,
  Exchange2016: `
    folder:ReplicaList
    item:DisplayBcc item:Mentions item:MentionedMe item:Hashtags item:CanDelete item:InferenceClassification
    calendar:InboxReminders
    contacts:AbchEmailAddresses contacts:AccountName contacts:Comment contacts:Gender contacts:IsPrivate
    contacts:PersonId contacts:SourceId contacts:YomiNickname`,
};

/** Messages, tasks and meeting requests have properties of their own, which no item here carries. */
export const FOREIGN_FIELD_URI = /^(message|meeting|meetingRequest|task|postitem|conversation|persona):[A-Za-z]+$/;

export const DICTIONARY_URIS = `item:InternetMessageHeader contacts:ImAddress contacts:PhysicalAddress:Street
  contacts:PhysicalAddress:City contacts:PhysicalAddress:State contacts:PhysicalAddress:CountryOrRegion
  contacts:PhysicalAddress:PostalCode contacts:PhoneNumber contacts:EmailAddress`;
