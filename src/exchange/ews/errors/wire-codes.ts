import type { Disposition } from '../../../model/index.ts';
import { OTHER_WORK } from './codes-of-other-work.ts';

interface Meaning {
  readonly disposition: Disposition;
  readonly codes: readonly string[];
}

/**
 * Every ResponseCode of the schema of Exchange 2016, which has those of all versions before, by what it means for us.
 * Each meaning has its sentence, what to do included, as `errors.meaning.*`. A code that stands nowhere here is kept
 * verbatim and gets the disposition of its level (see `errorFromResponseCode`).
 */
export const MEANINGS = {
  // Requests during a back-off prolong it.
  throttled: {
    disposition: 'backoff',
    codes: words(`
      ErrorExceededConnectionCount ErrorExceededFindCountLimit ErrorExceededSubscriptionCount ErrorServerBusy
    `),
  },
  server_short: { disposition: 'backoff', codes: words(`ErrorInsufficientResources ErrorNotEnoughMemory`) },
  // Passing trouble. `Server` and `Receiver` are fault codes of SOAP itself.
  server_trouble: {
    disposition: 'retry',
    codes: words(`
      ErrorBatchProcessingStopped ErrorClientDisconnected ErrorDataSourceOperation ErrorInternalServerError
      ErrorInternalServerTransientError ErrorParsingXMLResponse ErrorRequestAborted
      ErrorResponseSchemaValidation ErrorTooManyObjectsOpened ErrorWebRequestInInvalidState
      ErrorWin32InteropError Receiver Server
    `),
  },
  took_too_long: { disposition: 'retry', codes: words(`ErrorTimeoutExpired`) },
  directory_trouble: {
    disposition: 'retry',
    codes: words(`
      ErrorADOperation ErrorADSessionFilter ErrorADUnavailable ErrorGetServerSecurityDescriptorFailed
      ErrorLogonAsNetworkServiceFailed ErrorServiceDiscoveryFailed
    `),
  },
  mailbox_unreachable: {
    disposition: 'retry',
    codes: words(`
      ErrorConnectionFailed ErrorMailboxFailover ErrorMailboxHoldNotFound ErrorMailboxMoveInProgress
      ErrorMailboxStoreUnavailable
    `),
  },
  between_servers: {
    disposition: 'retry',
    codes: words(`
      ErrorAutoDiscoverFailed ErrorCrossSiteRequest ErrorInvalidCrossForestCredentials
      ErrorInvalidInternetWebProxyOnLocalServer ErrorInvalidNetworkServiceContext
      ErrorInvalidProxySecurityContext ErrorLocalServerObjectNotFound ErrorMultiLegacyMailboxAccess
      ErrorNoApplicableProxyCASServersAvailable ErrorNoDestinationCASDueToKerberosRequirements
      ErrorNoDestinationCASDueToSSLRequirements ErrorNoDestinationCASDueToVersionMismatch
      ErrorNoOAuthServerAvailableForRequest ErrorNoRespondingCASInDestinationSite ErrorProxyCallFailed
      ErrorProxyGroupSidLimitExceeded ErrorProxyRequestNotAllowed ErrorProxyRequestProcessingFailed
      ErrorProxyServiceDiscoveryFailed ErrorProxySoapException ErrorProxyTokenExpired
    `),
  },
  notifications_over: {
    disposition: 'retry',
    codes: words(`
      ErrorEventNotFound ErrorExpiredSubscription ErrorInvalidPullSubscriptionId ErrorInvalidSubscription
      ErrorInvalidWatermark ErrorMissedNotificationEvents ErrorNewEventStreamConnectionOpened
      ErrorProxiedSubscriptionCallFailure ErrorReadEventsFailed ErrorSubscriptionNotFound
      ErrorSubscriptionUnsubscribed
    `),
  },
  // Nothing but the pushing of changes is refused; asking for them goes on.
  no_notifications: {
    disposition: 'retry',
    codes: words(`
      ErrorInvalidPushSubscriptionUrl ErrorInvalidSubscriptionRequest ErrorSubscriptionAccessDenied
      ErrorSubscriptionDelegateAccessNotSupported
    `),
  },
  // The cursor is worth nothing any more.
  position_lost: { disposition: 'resync', codes: words(`ErrorInvalidSyncStateData ErrorSyncFolderNotFound`) },
  changed_meanwhile: {
    disposition: 'conflict',
    codes: words(`
      ErrorChangeKeyRequired ErrorChangeKeyRequiredForWriteOperations ErrorInvalidChangeKey
      ErrorIrresolvableConflict ErrorStaleObject
    `),
  },
  // Deleted, moved, or not to be seen: the engine reads again and looks for proof.
  item_gone: { disposition: 'conflict', codes: words(`ErrorItemNotFound ErrorObjectTypeChanged`) },
  rights_missing: {
    disposition: 'reauth',
    codes: words(`
      ErrorAccessDenied ErrorCreateItemAccessDenied ErrorFolderNotFound ErrorInvalidAuthorizationContext
      ErrorInvalidClientSecurityContext ErrorInvalidLogonType ErrorInvalidManagementRoleHeader
      ErrorNoFreeBusyAccess ErrorNotDelegate
    `),
  },
  impersonation_refused: {
    disposition: 'reauth',
    codes: words(`
      ErrorImpersonateUserDenied ErrorImpersonationDenied ErrorImpersonationFailed
      ErrorInvalidClientAccessTokenRequest ErrorInvalidExchangeImpersonationHeaderData
      ErrorInvalidSerializedAccessToken ErrorInvalidSid ErrorInvalidUserPrincipalName ErrorInvalidUserSid
      ErrorInvalidUserSidMissingUPN ErrorTokenSerializationDenied
    `),
  },
  account_refused: {
    disposition: 'reauth',
    codes: words(`
      ErrorAccountDisabled ErrorCallerIsInvalidADAccount ErrorInvalidLicense ErrorMissingEmailAddress
      ErrorOrganizationAccessBlocked
    `),
  },
  password_old: { disposition: 'reauth', codes: words(`ErrorPasswordChangeRequired ErrorPasswordExpired`) },
  mailbox_wrong: {
    disposition: 'reauth',
    codes: words(`
      ErrorCannotFindUser ErrorDuplicateLegacyDistinguishedName ErrorEmailAddressMismatch
      ErrorInvalidFederatedOrganizationId ErrorInvalidMailbox ErrorInvalidSmtpAddress ErrorMailRecipientNotFound
      ErrorMailboxConfiguration ErrorMailboxLogonFailed ErrorMissingExchangePrincipal ErrorNonExistentMailbox
      ErrorNonPrimarySmtpAddress
    `),
  },
  mailbox_full: { disposition: 'reauth', codes: words(`ErrorQuotaExceeded`) },
  // `auto` walks past these by itself.
  version_refused: {
    disposition: 'reauth',
    codes: words(`
      ErrorIncorrectSchemaVersion ErrorInvalidSchemaVersionForMailboxVersion ErrorInvalidServerVersion
      ErrorWrongServerVersion ErrorWrongServerVersionDelegate
    `),
  },
  appointment_refused: {
    disposition: 'quarantine',
    codes: words(`
      ErrorCalendarCannotUpdateDeletedItem ErrorCalendarDurationIsTooLong
      ErrorCalendarEndDateIsEarlierThanStartDate ErrorCalendarInvalidAttributeValue
      ErrorCalendarInvalidDayForTimeChangePattern ErrorCalendarInvalidPropertyState
      ErrorCalendarInvalidPropertyValue ErrorCalendarInvalidTimeZone ErrorCalendarOutOfRange
      ErrorInvalidTimeInterval ErrorTimeIntervalTooBig ErrorTimeZone
    `),
  },
  series_refused: {
    disposition: 'quarantine',
    codes: words(`
      ErrorAffectedTaskOccurrencesRequired ErrorCalendarCannotMoveOrCopyOccurrence
      ErrorCalendarCannotUseIdForOccurrenceId ErrorCalendarCannotUseIdForRecurringMasterId
      ErrorCalendarInvalidDayForWeeklyRecurrence ErrorCalendarInvalidRecurrence
      ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange ErrorCalendarOccurrenceIsDeletedFromRecurrence
      ErrorCalendarSeekToConditionNotSupported ErrorOccurrenceCrossingBoundary ErrorOccurrenceTimeSpanTooBig
      ErrorRecurrenceEndDateTooBig ErrorRecurrenceHasNoOccurrence ErrorUnsupportedRecurrence
    `),
  },
  meeting_refused: {
    disposition: 'quarantine',
    codes: words(`
      ErrorCalendarIsCancelledForAccept ErrorCalendarIsCancelledForDecline ErrorCalendarIsCancelledForRemove
      ErrorCalendarIsCancelledForTentative ErrorCalendarIsDelegatedForAccept ErrorCalendarIsDelegatedForDecline
      ErrorCalendarIsDelegatedForRemove ErrorCalendarIsDelegatedForTentative
      ErrorCalendarIsGroupMailboxForAccept ErrorCalendarIsGroupMailboxForDecline
      ErrorCalendarIsGroupMailboxForSuppressReadReceipt ErrorCalendarIsGroupMailboxForTentative
      ErrorCalendarIsNotOrganizer ErrorCalendarIsOrganizerForAccept ErrorCalendarIsOrganizerForDecline
      ErrorCalendarIsOrganizerForRemove ErrorCalendarIsOrganizerForTentative
      ErrorCalendarMeetingRequestIsOutOfDate ErrorInvalidItemForOperationAcceptItem
      ErrorInvalidItemForOperationCancelItem ErrorInvalidItemForOperationDeclineItem
      ErrorInvalidItemForOperationRemoveItem ErrorInvalidItemForOperationTentative ErrorInvalidRecipients
      ErrorMissingRecipients ErrorSentMeetingRequestUpdate
    `),
  },
  contact_refused: {
    disposition: 'quarantine',
    codes: words(`
      ErrorDistributionListMemberNotExist ErrorInvalidContactEmailAddress ErrorInvalidContactEmailIndex
      ErrorInvalidPhoneNumber ErrorInvalidRoutingType
    `),
  },
  property_refused: {
    disposition: 'quarantine',
    codes: words(`
      ErrorIncorrectUpdatePropertyCount ErrorInvalidExtendedProperty ErrorInvalidExtendedPropertyValue
      ErrorInvalidInternetHeaderChildNodes ErrorInvalidPropertyAppend ErrorInvalidPropertyDelete
      ErrorInvalidPropertyForOperation ErrorInvalidPropertyRequest ErrorInvalidPropertySet
      ErrorInvalidPropertyUpdateSentMessage ErrorInvalidValueForProperty ErrorNoPropertyTagForCustomProperties
      ErrorPropertyUpdate ErrorPropertyValidationFailure ErrorRequiredPropertyMissing ErrorUnsupportedCulture
      ErrorUnsupportedMapiPropertyType ErrorUnsupportedPropertyDefinition ErrorUpdatePropertyMismatch
      ErrorValueOutOfRange
    `),
  },
  item_damaged: {
    disposition: 'quarantine',
    codes: words(`
      ErrorContentConversionFailed ErrorCorruptData ErrorFolderCorrupt ErrorItemCorrupt
      ErrorItemPropertyRequestFailed ErrorMimeContentConversionFailed ErrorMimeContentInvalid
      ErrorMimeContentInvalidBase64String ErrorUnsupportedMimeConversion ErrorUnsupportedTypeForConversion
    `),
  },
  virus_found: { disposition: 'quarantine', codes: words(`ErrorVirusDetected ErrorVirusMessageDeleted`) },
  too_large: {
    disposition: 'quarantine',
    codes: words(`
      ErrorDataSizeLimitExceeded ErrorMessagePerFolderCountReceiveQuotaExceeded ErrorMessageSizeExceeded
    `),
  },
  attachment_refused: {
    disposition: 'quarantine',
    codes: words(`
      ErrorAttachmentNestLevelLimitExceeded ErrorAttachmentSizeLimitExceeded ErrorCannotOpenFileAttachment
      ErrorInvalidAttachmentId ErrorInvalidIdNotAnItemAttachmentId ErrorInvalidIdTooManyAttachmentLevels
      ErrorInvalidItemForOperationCreateItemAttachment ErrorInvalidPhotoSize
      ErrorMissingItemForCreateItemAttachment
    `),
  },
  id_refused: {
    disposition: 'quarantine',
    codes: words(`
      ErrorCannotUseFolderIdForItemId ErrorCannotUseItemIdForFolderId ErrorInvalidFolderId ErrorInvalidId
      ErrorInvalidIdEmpty ErrorInvalidIdMalformed ErrorInvalidIdMalformedEwsLegacyIdFormat
      ErrorInvalidIdMonikerTooLong ErrorInvalidIdReturnedByResolveNames ErrorInvalidIdStoreObjectIdTooLong
      ErrorInvalidIdXml
    `),
  },
  wrong_folder: {
    disposition: 'quarantine',
    codes: words(`
      ErrorCalendarFolderIsInvalidForCalendarView ErrorCannotCreateCalendarItemInNonCalendarFolder
      ErrorCannotCreateContactInNonContactFolder ErrorCannotCreatePostItemInNonMailFolder
      ErrorCannotCreateTaskInNonTaskFolder ErrorCreateSubfolderAccessDenied ErrorInvalidFolderTypeForOperation
      ErrorInvalidParentFolder ErrorNoCalendar ErrorOperationNotAllowedWithPublicFolderRoot
      ErrorParentFolderNotFound ErrorSavedItemFolderNotFound ErrorToFolderNotFound
    `),
  },
  not_saved: {
    disposition: 'quarantine',
    codes: words(`
      ErrorCannotDeleteObject ErrorCrossMailboxMoveCopy ErrorDeleteItemsFailed ErrorFolderPropertRequestFailed
      ErrorFolderSave ErrorFolderSaveFailed ErrorFolderSavePropertyError ErrorInvalidItemForOperationCreateItem
      ErrorItemSave ErrorItemSavePropertyError ErrorMoveCopyFailed
    `),
  },
  name_unknown: {
    disposition: 'quarantine',
    codes: words(`
      ErrorInvalidNameForNameResolution ErrorNameResolutionMultipleResults ErrorNameResolutionNoMailbox
      ErrorNameResolutionNoResults ErrorRecipientNotFound ErrorResolveNamesInvalidFolderType
      ErrorResolveNamesOnlyOneContactsFolderAllowed
    `),
  },
  availability_unknown: {
    disposition: 'quarantine',
    codes: words(`
      ErrorAddressSpaceNotFound ErrorAvailabilityConfigNotFound ErrorFreeBusyDLLimitReached
      ErrorFreeBusyGenerationFailed ErrorIndividualMailboxLimitReached
      ErrorInvalidOrganizationRelationshipForFreeBusy ErrorLegacyMailboxFreeBusyViewTypeNotMerged
      ErrorMeetingSuggestionGenerationFailed ErrorNoPublicFolderReplicaAvailable
      ErrorNoPublicFolderServerAvailable ErrorPublicFolderRequestProcessingFailed
      ErrorPublicFolderServerNotFound ErrorWorkingHoursSaveFailed ErrorWorkingHoursXmlMalformed
    `),
  },
  // We sent something that this server cannot read. The words without `Error` are fault codes of SOAP itself.
  our_request: {
    disposition: 'bug',
    codes: words(`
      Client ErrorAccessModeSpecified ErrorCalendarViewRangeTooBig ErrorContainsFilterWrongType
      ErrorDeleteDistinguishedFolder ErrorDistinguishedUserNotSupported ErrorDuplicateInputFolderNames
      ErrorDuplicateSOAPHeader ErrorFolderExists ErrorInvalidArgument ErrorInvalidAttachmentSubfilter
      ErrorInvalidAttachmentSubfilterTextFilter ErrorInvalidExcludesRestriction
      ErrorInvalidExpressionTypeForSubFilter ErrorInvalidFractionalPagingParameters ErrorInvalidFreeBusyViewType
      ErrorInvalidIndexedPagingParameters ErrorInvalidMergedFreeBusyInterval ErrorInvalidOperation
      ErrorInvalidPagingMaxRows ErrorInvalidPropertyForExists ErrorInvalidRecipientSubfilter
      ErrorInvalidRecipientSubfilterComparison ErrorInvalidRecipientSubfilterOrder
      ErrorInvalidRecipientSubfilterTextFilter ErrorInvalidRequest ErrorInvalidRestriction
      ErrorInvalidSubfilterType ErrorInvalidSubfilterTypeNotAttendeeType
      ErrorInvalidSubfilterTypeNotRecipientType ErrorMailboxDataArrayEmpty ErrorMailboxDataArrayTooBig
      ErrorMessageDispositionRequired ErrorMissingArgument ErrorMoreThanOneAccessModeSpecified
      ErrorMoveDistinguishedFolder ErrorNoFolderClassOverride ErrorParentFolderIdRequired
      ErrorQueryFilterTooLong ErrorRequestStreamTooBig ErrorRestrictionTooComplex ErrorRestrictionTooLong
      ErrorResultSetTooBig ErrorSchemaValidation ErrorSendMeetingCancellationsRequired
      ErrorSendMeetingInvitationsOrCancellationsRequired ErrorSendMeetingInvitationsRequired
      ErrorUnsupportedPathForQuery ErrorUnsupportedPathForSortGroup ErrorUnsupportedQueryFilter
      ErrorUnsupportedSubFilter MustUnderstand Sender VersionMismatch
    `),
  },
  // Of operations that we never call.
  other_work: { disposition: 'bug', codes: words(OTHER_WORK) },
} as const satisfies Readonly<Record<string, Meaning>>;

export type MeaningName = keyof typeof MEANINGS;

/** Code → what it means. */
export const MEANING_OF_CODE: ReadonlyMap<string, MeaningName> = new Map(
  (Object.keys(MEANINGS) as MeaningName[]).flatMap((meaning) =>
    MEANINGS[meaning].codes.map((code) => [code, meaning] as const),
  ),
);

/** Code → who acts on it. */
export const WIRE_CODES: Readonly<Record<string, Disposition>> = Object.fromEntries(
  [...MEANING_OF_CODE].map(([code, meaning]) => [code, MEANINGS[meaning].disposition]),
);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
