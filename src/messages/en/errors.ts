/** What happened, to which object, and what to do next. Wire codes without a sentence of their own use `unknown`. */
export const errors = {
  unknown: 'Exchange answered {{code}}. {{next}}',
  next: {
    retry: 'It is tried again by itself.',
    backoff: 'The server asked to wait; it goes on by itself.',
    resync: 'Everything is compared again by itself; nothing is made anew.',
    conflict: 'Somebody changed it at the same moment; it is read again by itself.',
    reauth: 'Check address, sign-in and rights of the profile.',
    quarantine: 'The item is put aside and tried again later; the others go on.',
    halt: 'The synchronisation of this mailbox waits for a person.',
    bug: 'This is a defect of Raccordo: please report it with the code.',
  },

  meant: 'Exchange answered {{code}}. {{meaning}}',
  /** What a code of Exchange means and what to do, for codes without a sentence of their own. */
  meaning: {
    throttled:
      'The mailbox has used up what Exchange allows it for now. It goes on by itself after the pause that the server asks for; if it stays, look at the throttling policy of the account.',
    server_short:
      'The Exchange server is short of memory or of other resources. It goes on by itself; if it stays, look at the load of the server.',
    server_trouble:
      'An error inside of the Exchange server. It is tried again by itself; if it stays, its event log has the reason, under the client-request-id.',
    took_too_long:
      'Exchange did not finish in the time that it gives itself. It is tried again by itself, with fewer items at a time.',
    directory_trouble:
      'Exchange does not get an answer from Active Directory. It is tried again by itself; if it stays, look at the domain controllers.',
    mailbox_unreachable:
      'The database of the mailbox cannot be reached at the moment: it is being moved, or taken over by another server. It goes on by itself.',
    between_servers:
      'The server that answers cannot pass the request on to the one that holds the mailbox. It is tried again by itself; if it stays, give the address of a server in the site of the mailbox, or use Autodiscover.',
    notifications_over: 'The subscription to changes has ended on the server. A new one is made by itself.',
    no_notifications:
      'Exchange does not report changes of this mailbox to the account. Raccordo asks for them at the interval of the profile.',
    position_lost:
      'Exchange does not know the place any more where the list of changes was left. Everything is compared again by itself; nothing is created anew.',
    changed_meanwhile: 'Somebody changed the item at the same moment. It is read again by itself.',
    item_gone:
      'The item is not there any more, or not to be seen. Raccordo looks for it before it believes in a deletion.',
    rights_missing:
      'The account has no right to do this in this mailbox. The connection test names the right that is missing and the command that grants it.',
    impersonation_refused:
      'The account may not act for this mailbox. Grant it the role ApplicationImpersonation (the connection test shows the command), or give the mailbox under its primary address.',
    account_refused:
      'Exchange has no use for the account that signs in: it is disabled, has no mailbox or no licence. Enable it, or use another.',
    password_old: 'The password has to be changed: first in Windows, then here.',
    mailbox_wrong: 'Exchange does not find this mailbox, or not as it is written. Give its primary SMTP address.',
    mailbox_full: 'The mailbox is full. Make room in it, or raise its limit.',
    version_refused: 'The version of Exchange that the profile names does not fit the server. Set it to "auto".',
    appointment_refused:
      'Exchange does not accept a time or another value of the appointment. Correct the appointment.',
    series_refused:
      'Exchange does not accept this of a series of appointments. Correct its rule or its occurrence in Outlook.',
    meeting_refused:
      'Exchange does not accept this of a meeting: only its organizer may do it, or it was called off. Nothing has to be done.',
    contact_refused: 'Exchange does not accept an address or a number of the contact. Correct the contact.',
    property_refused:
      'Exchange does not accept a value of the item. Correct the field that the message names, if it names one.',
    item_damaged: 'Exchange cannot read the item, which is damaged. Delete it in Outlook, or make it anew.',
    virus_found: 'The virus scanner of the server refuses the item. Clean it, or delete it.',
    too_large: 'A value of the item, or the item, is larger than Exchange accepts. Shorten it.',
    attachment_refused:
      'Exchange does not accept the attachment or the photo, or cannot open it. Replace it by a smaller one.',
    id_refused:
      'Exchange does not accept the id of the item, which may come from another mailbox or from before a move. It is tried again by itself; if it stays, have everything compared again.',
    wrong_folder:
      'The folder is missing, cannot be seen or is of another kind. Look whether the mailbox still has its own folder for contacts and its calendar.',
    not_saved: 'Exchange could not store or remove the item. It is tried again later by itself; the others go on.',
    name_unknown: 'The directory has nobody, or several, under this name. Give the full address.',
    availability_unknown: 'Exchange cannot tell when this person is free. Nothing has to be done.',
    our_request: 'Exchange does not accept a request of Raccordo. This is a defect: report it with the code.',
    other_work:
      'An answer to something that Raccordo does not ask for. Report it with the code, and look for a proxy that mixes up answers.',
  },
  /** What a file system says. */
  file: {
    ENOENT: 'it does not exist',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a directory',
    ENOTDIR: 'a part of the path is no directory',
    EEXIST: 'something else stands there',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
  },

  server_url_invalid:
    'The server address is not one: give a host name, an IP address, https://HOST/EWS/Exchange.asmx, or autodiscover:DOMAIN.',
  exchange_online_ews_closed:
    'Exchange Online takes no passwords: choose “OAuth client” as the sign-in. It works as long as the tenant still allows EWS, which ends for all on 1 April 2027.',
  insecure_http_refused:
    'Plain http would send the password unprotected. Use https, or set allowInsecureHttp in the profile if you know what you do.',

  autodiscover_address_unknown:
    'Autodiscover at {{host}} knows no mailbox with the address {{mailbox}}. Check the mailbox of the account.',
  autodiscover_in_circles:
    'Autodiscover of {{domain}} redirects without an end. Mend it, or give the address of the server in the profile.',
  autodiscover_no_ews_url:
    'Autodiscover at {{host}} names no address of EWS. Set one in Exchange (Set-WebServicesVirtualDirectory -ExternalUrl), or give it in the profile.',
  autodiscover_not_found:
    'Autodiscover of {{domain}} names no server. It is tried again by itself; the connection test shows what was asked.',
  autodiscover_unreadable: 'What answers at {{host}} does not speak Autodiscover.',
  autodiscover_untrusted_host:
    'Autodiscover of {{domain}} leads to {{host}}, which is not below {{domain}}. Nothing was sent there. If it is your mail server, accept it in the profile: autodiscover:{{domain}}?trust={{host}}',

  connection_failed: 'No connection to {{host}}. Is the server reachable from this machine?',
  connection_refused: '{{host}} refuses the connection. Is the server running, and is the port right?',
  connection_reset: '{{host}} broke off the connection. It is tried again by itself.',
  dns_not_found: 'There is no server named {{host}}. Check the server address of the profile.',
  timeout: '{{host}} did not answer in time. It is tried again by itself.',

  tls_ca_invalid: 'The private certificate authority of the profile is not valid PEM.',
  tls_expired: 'The certificate of {{host}} has expired. Renew it on the server.',
  tls_failed: 'No secure connection to {{host}}. Does it speak https on this port?',
  tls_name_mismatch:
    'The certificate of {{host}} is for another name. Use the name that it is made for, or pin it in the profile.',
  tls_pin_mismatch:
    'The certificate of {{host}} is not the one pinned in the profile. No password was sent. If the server got a new one, pin that.',
  tls_too_old:
    '{{host}} speaks only TLS older than 1.2, which protects no password. Switch TLS 1.2 on in Windows on that server, or put a proxy with newer TLS in front of it.',
  tls_untrusted:
    'Nobody that this machine trusts vouches for the certificate of {{host}}. Give its authority (tls.caPem) or its fingerprint (tls.certificateSha256) in the profile.',

  sign_in_kerberos_only:
    '{{host}} offers Negotiate and takes nothing but Kerberos under it. Switch on NTLM or Basic for EWS on the server.',
  sign_in_malformed: '{{host}} answered the sign-in with something that is not NTLM.',
  sign_in_refused:
    '{{host}} does not accept user and password. They are to be corrected where they are set: in the profile those of the delegate account, in the external account one’s own. After several wrong attempts Windows may lock them, so the same password is not tried again for a quarter of an hour; a connection test tries it once more.',
  sign_in_unsupported: '{{host}} offers no sign-in that the profile allows ({{offered}}).',

  client_certificate_expired:
    'The certificate of the application expired on {{validTo}}. Make a new one, register it with the application, and enter it in the profile with its key.',
  client_certificate_unreadable:
    'The certificate of the application is not valid PEM. Enter the whole block, BEGIN and END lines included.',
  client_key_mismatch:
    'The private key does not belong to the certificate of the application. Enter both from the same pair.',
  client_key_unreadable:
    'The private key of the application cannot be read: it has to be an RSA key in PEM, without a passphrase.',
  token_answer_unusable:
    'What answers at {{host}} is no token endpoint. Check the authority in the profile: https://login.microsoftonline.com/TENANT',
  token_application_refused:
    '{{host}} refuses the application {{client}}: in this tenant it does not exist, or is disabled ({{answer}}). Check client id and tenant.',
  token_certificate_refused:
    '{{host}} does not accept the certificate of the application {{client}} ({{answer}}). Register it with the application; check that the clock of this machine is right.',
  token_consent_missing:
    'The application {{client}} has no consent of the administrator of its tenant ({{answer}}). Grant it full_access_as_app there.',
  token_endpoint_busy: '{{host}} gives out no token at the moment and asks to wait. It goes on by itself.',
  token_endpoint_failed:
    '{{host}} has trouble of its own and gives out no token (HTTP {{status}}). It is tried again by itself.',
  token_endpoint_unreachable:
    'No token from {{host}}: it cannot be reached ({{reason}}). It is tried again by itself; a firewall may have to let this machine through.',
  token_not_accepted:
    '{{host}} does not accept the token of the application {{client}} ({{reason}}). Check the scope: it has to name this server.',
  token_not_offered:
    '{{host}} signs nobody in with tokens ({{offered}}). Use a user and a password, or switch on hybrid modern authentication.',
  token_permission_missing:
    'The application {{client}} may not use EWS on {{host}}. It needs the application permission full_access_as_app, with the consent of an administrator.',
  token_refused: '{{host}} gives the application {{client}} no token ({{answer}}).',
  token_scope_refused:
    '{{host}} gives the application {{client}} no token for this scope ({{answer}}). For Exchange Online it is https://outlook.office365.com/.default',
  token_secret_expired:
    'The secret of the application {{client}} has expired. Make a new one at {{host}} and enter it in the profile.',
  token_secret_refused:
    '{{host}} does not accept the secret of the application {{client}}. Enter the value of the secret, not its id.',
  token_tenant_unknown:
    '{{host}} knows no such tenant ({{answer}}). Check the authority in the profile: https://login.microsoftonline.com/TENANT',
  token_url_invalid:
    'The authority of the profile is no address. It is https://login.microsoftonline.com/TENANT, or the whole address of a token endpoint.',

  ews_forbidden:
    '{{host}} signs in but refuses EWS to this user (403). EWS may be switched off for the mailbox or the organisation.',
  ews_not_found: '{{host}} has no EWS at this address (404). It usually is https://HOST/EWS/Exchange.asmx.',
  http_rejected: '{{host}} rejects the request (HTTP {{status}}).',
  http_server_error: '{{host}} has an error of its own (HTTP {{status}}). It is tried again by itself.',
  login_timeout: 'The sign-in at {{host}} has timed out; it is made again by itself.',
  not_ews:
    '{{host}} answers with something that is not EWS. Is this the address of a web page? EWS usually is https://HOST/EWS/Exchange.asmx.',
  redirected:
    '{{host}} redirects to another address. Nothing was sent there; if it is right, give it as the server address.',
  server_busy: '{{host}} is busy and asks to wait. It goes on by itself.',

  response_doctype: 'The answer declares a document type, which is refused.',
  response_empty: 'The answer is empty.',
  response_not_http: 'What answers at {{host}} does not speak HTTP.',
  response_not_xml: 'The answer is not well-formed XML.',
  response_too_deep: 'The answer nests more deeply than is allowed.',
  response_too_large: 'The answer is larger than is allowed.',
  response_truncated: 'The answer broke off in the middle. It is tried again by itself.',
  backing_off: 'The server asked to wait; nothing is sent until then.',
  channel_closed: 'The connection was closed.',
  horizon_moved:
    'Other occurrences are within the horizon than at the last run. Everything is compared again by itself.',
  cursor_wedged: 'The feed of changes does not advance. Everything is compared again by itself.',
  sync_state_stuck: 'The feed of changes does not advance. Everything is compared again by itself.',

  ErrorAccessDenied:
    'The account has no right to this mailbox, folder or item. The connection test names the right that is missing and the command that grants it.',
  ErrorImpersonateUserDenied:
    'The service account may not act for this mailbox. Grant it: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT',
  ErrorImpersonationDenied:
    'The service account may not act for this mailbox. Grant it: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT',
  ErrorNonExistentMailbox: 'There is no mailbox with this address. Check the mailbox of the account.',
  ErrorNonPrimarySmtpAddress: 'This is not the primary address of the mailbox. Give the primary one.',
  ErrorMissingEmailAddress: 'The account that signs in has no mailbox of its own.',
  ErrorQuotaExceeded: 'The mailbox is full. Nothing can be written until there is room.',
  ErrorPasswordExpired: 'The password has expired. Change it on Exchange, then here.',
  ErrorServerBusy: 'Exchange is busy and asks to wait. It goes on by itself.',
  ErrorInvalidServerVersion: 'The server does not know the Exchange version that the profile sets. Use `auto`.',
  ErrorSchemaValidation: 'Exchange rejects a request as malformed. This is a defect of Raccordo: please report it.',

  database_locked:
    'Another Raccordo (process {{pid}}) uses this data directory. Stop it, or choose another with --data.',
  database_not_durable: 'The data directory does not keep what is written to it; the start was refused.',
  database_full:
    'The disk with the data directory is full. Make room and start again; nothing that was confirmed is lost.',
  database_io_error: 'The data directory cannot be read or written.',
  database_damaged: 'The database in the data directory is damaged. Restore it from a backup.',
  database_failed: 'The database stopped with an error.',
  database_address_invalid:
    'The address of the database is not valid: look at {{part}}. It is postgres://USER:PASSWORD@HOST:5432/DATABASE; signs such as @, / and : in the password are written %40, %2F and %3A.',
  database_unreachable:
    'The database server {{server}} cannot be reached ({{reason}}). It is tried again by itself; nothing that was confirmed is lost.',
  database_sign_in_refused:
    'The database server {{server}} does not let {{user}} in. Check user and password of its address, and pg_hba.conf on the server.',
  database_missing: 'There is no such database: {{server}}. Create it (createdb) or correct its address.',
  database_rights_missing:
    'The user of the database {{server}} may not do what Raccordo needs ({{object}}). Make it the owner of the database.',
  database_connections_exhausted:
    'The database server {{server}} has no connection left. It is tried again by itself; if it stays, raise max_connections: each Raccordo uses up to ten.',
  database_too_slow:
    'The database server {{server}} ended a statement that took or waited too long. It is tried again by itself; if it stays, look at the load of the server.',
  database_read_only:
    'The database server {{server}} takes no writes: it is a replica, or set so. Give the address of the one that does.',
  database_tls_refused:
    'There is no secure connection to the database server {{server}} ({{reason}}). Set up TLS there, give its authority with sslrootcert, or say with sslmode what you accept.',
  database_too_old: 'The database server {{server}} is PostgreSQL {{version}}. At least {{oldest}} is needed.',
  database_encoding_unsupported:
    'The database {{server}} stores texts as {{encoding}}, which cannot hold every name. Create it with the encoding UTF8.',
  database_is_on_server:
    'The database of this data directory is on the server {{server}}. Give its address: RACCORDO_DATABASE_URL or --database.',
  database_is_embedded:
    'The data directory {{directory}} has an embedded database, so the one on {{server}} is not used. Choose a new data directory for the server, or take the address away.',
  data_directory_unusable: 'The data directory {{directory}} cannot be used: {{reason}}.',
  schema_too_new: 'The data was written by a newer Raccordo. Use that version, or restore a backup made before.',
  migration_changed: 'A migration that was applied has other content now: this program does not fit the data.',
  secret_unreadable: 'A stored password or secret cannot be opened with the key of this installation. Enter it again.',
  secret_key_exposed: 'The key file can be read by others. Allow it to its owner only (chmod 600) and start again.',
  token_exposed: 'The token file can be read by others. Allow it to its owner only (chmod 600) and start again.',
  lease_lost: 'Another run has taken over this mailbox.',
  lease_too_short: 'The run took too long for its lease and was ended; the next one goes on.',
  mailbox_taken: 'The mailbox already belongs to another user.',
  item_type_active_elsewhere: 'This kind of item is already synchronised by another account of the same user.',
  interrupted: 'The program ended in the middle of this run. The next one goes on.',

  file_unreadable: 'The file {{file}} cannot be read ({{reason}}).',
  file_unwritable: 'The file {{file}} cannot be written ({{reason}}).',
  token_unreadable: 'The token of the running Raccordo cannot be read: only its owner may use it.',
  users_file_invalid: 'The users file is not valid: {{reason}}',
  port_in_use: 'Port {{port}} is taken by another program. Choose another with --port.',
  address_unavailable: '{{host}} is not an address of this machine. Give one that is with --host.',
  insecure_listen_refused:
    'On {{host}} passwords would cross the network in the clear. Put a proxy with TLS before the server and name its https address with --public-url; without one the server listens on 127.0.0.1 only.',

  account_unknown: 'There is no account named {{account}}.',
  account_inactive: 'The account {{account}} is switched off.',
  profile_inactive: 'The profile of this account is switched off: it synchronises nothing and loses nothing.',
  user_unknown: 'There is no user named {{user}}.',
  user_inactive: 'The user of this account is not active.',
  nothing_to_synchronise: 'Neither contacts nor appointments are switched on for this account.',
  run_unknown:
    'There is no such run, or not any more. The last ones are on the page of the external account; `raccordo undo` lists them with their codes.',
  plan_unknown:
    'This run has no plan: it was carried out at once, is still being planned, or its plan is too old. A preview (`raccordo sync --dry-run`) makes a new one.',
  no_old_deletions:
    'There is nothing that a deletion from before its rule was switched on has left, in the directions that are on.',
  run_undone: 'This run was taken back already. To have its result again, undo the undo.',
  run_not_finished: 'This run is not finished. Wait for its end, then take it back.',
  run_changed_nothing: 'This run wrote to neither side: there is nothing to take back.',
  history_forgotten:
    'The journal no longer has everything that this run wrote: its history has ended. A run is taken back as a whole or not at all; what you need of it, change by hand.',
  plan_applied: 'This plan was carried out before. A preview shows what there is to do now.',
  plan_outdated:
    'The plan does not fit any more, so nothing of it was carried out. Look at the plan of now and approve that one.',
  record_unknown: 'There is no such record.',
  conflict_unknown: 'There is no such conflict, or it is older than the history.',
  conflict_decided: 'This conflict was decided before. Open it again to see how.',
  conflict_superseded:
    'The field was changed again since the conflict arose, so nothing was written. Look at the item as it is now.',
  conflict_item_busy: 'Somebody changes the item just now, so nothing was written. Try again in a moment.',
  conflict_value_invalid: 'This value cannot stand in the field $t(fields.{{field}}). $t(errors.fieldForms.{{form}})',
  /** What a field accepts. */
  fieldForms: {
    text: 'It takes a text, not longer than the field allows.',
    date: 'It takes a date that exists, as YYYY-MM-DD.',
    time: 'It takes start and end in JSON, as `raccordo conflicts show … --json` shows them.',
    parts: 'It takes its parts in JSON: {{parts}}.',
    set: 'It takes a list of texts in JSON.',
    choice: 'It takes one of these: {{parts}}.',
    minutes: 'It takes a whole number of minutes in JSON.',
    photo: 'Choose one of the two photos.',
    occurrences: 'Choose one of the two; single occurrences are changed in the appointment itself.',
  },
  conflict_not_writable: 'Nothing was written into the field $t(fields.{{field}}): $t(errors.notWritable.{{why}})',
  /** Why the items of a conflict are not written to. */
  notWritable: {
    notLinked: 'the two items are not linked any more. Change the item by hand where you want it.',
    inFlight: 'another write to this item is still under way. Try again after the next synchronisation.',
    recordMissing: 'the record is not in the CRM any more, or the user may not see it.',
    recordNotOurs: 'the record belongs to another user now.',
    itemMissing: 'the item is not in the mailbox any more, or was moved to another folder.',
    itemTypeOff: 'this kind of item is switched off in the account or in its profile.',
    fieldUnread: 'the mail server does not tell what stands in it now.',
    excluded_filter: 'the item is left out by the rule which items take part.',
    excluded_private: 'the item is private now, and private items are left out.',
    excluded_series: 'the item is a series now that cannot be the same on both sides; it is shown and not written.',
    occurrencesWait:
      'an occurrence of the series was changed that this value would take away. Try again after the next synchronisation.',
    meeting: 'the item is a meeting with participants, who would not hear of it. Change it in Outlook.',
  },
  verification_unknown: 'This run compared nothing. `raccordo verify --account NAME` begins a comparison.',
  shutting_down: 'Raccordo is stopping; nothing new is started.',

  configuration_invalid: 'The configuration is not valid; nothing was changed.',
  already_running: 'This account is being synchronised right now.',
  server_unreachable: 'The running Raccordo does not answer.',
  internal: 'Something unexpected happened. The log says more.',

  // Settings
  account_name_taken: 'There is another account named {{account}}.',
  profile_name_taken: 'There is another profile named {{profile}}.',
  profile_unknown: 'This profile does not exist; it may have been deleted meanwhile.',
  profile_in_use: '{{accounts}} accounts use this profile. Remove or move them first.',
  profile_changed: 'Somebody changed or deleted this profile meanwhile. Look at it again and repeat your change.',
  account_changed: 'Somebody changed or deleted this account meanwhile. Look at it again and repeat your change.',
  settings_invalid: 'Something in these settings is not right; nothing was saved. Each problem names its field.',
  claim_waiting:
    'The mailbox of the account {{account}} waits for an administrator; until then nothing is synchronised.',
  claim_refused:
    'An administrator refused the mailbox of the account {{account}}. Enter another one, or ask the administrator.',
  mailbox_ambiguous:
    '{{candidates}} mailboxes answer to “{{mailbox}}”. Enter the e-mail address of the one that is meant.',
  mailbox_unknown: 'The server knows no mailbox “{{mailbox}}”. Check the spelling, or enter its e-mail address.',
  mailbox_not_own:
    'The user and password open another mailbox than “{{mailbox}}”. Enter the login of that mailbox, or the address of the mailbox that belongs to the login.',
  impersonated_name_missing:
    'The profile opens mailboxes by a name of their owner that the account of {{mailbox}} does not have. An administrator enters it in the account: the principal name or the SID, whichever the profile impersonates by.',
  impersonated_another:
    'The principal name or SID of the account opens another mailbox than {{mailbox}}. Nothing was read or written. An administrator corrects it in the account.',
  impersonated_not_told:
    'The server does not show whose mailbox it opens under the principal name or SID of the account, so nothing of {{mailbox}} was read or written. An administrator lets the profile impersonate by the primary SMTP address.',
  mailbox_address_not_primary:
    'The address that the account names is a further address of the mailbox. Enter its primary one: {{primary}}',
  mailbox_not_shared:
    'No folder of the mailbox {{mailbox}} is shared with the delegate account. Share contacts and calendar with it, or give it full access; the connection test shows the commands.',
  contacts_not_shared:
    'The contacts of {{mailbox}} are not shared with the delegate account. Share them with it, level Editor; the connection test shows the command.',
  calendar_not_shared:
    'The calendar of {{mailbox}} is not shared with the delegate account. Share it with it, level Editor; the connection test shows the command.',
  deleted_items_not_shared:
    'The delegate account may not put anything into Deleted Items of {{mailbox}}, so nothing was deleted. Share that folder with it, or let the profile delete permanently; the connection test shows the command.',
  folder_owner_ignored:
    'The server opens the folders of the delegate account itself, although {{mailbox}} was named. Nothing was written. Use impersonation, or own credentials.',
  password_needed_for_new_server:
    'The stored password was entered for another server and is not sent to {{host}}. Enter it again.',
  secret_needed_for_new_server:
    'The stored secret or key was entered for another server or authority and is not used for {{host}}. Enter it again.',
  connection_test_running: 'This connection is being tested already. Wait for the end of that test.',
  credentials_missing:
    'The account {{account}} has no user and password, and its profile {{profile}} has neither a delegate account nor an OAuth client. Give one of the three.',

  // The CRM
  crm_user_unknown: 'The CRM has no such user.',
  crm_user_inactive: 'This CRM user is not active.',
  crm_user_exists: 'The CRM has another user with the same {{field}}.',
  crm_company_exists: 'The CRM has another company with the same {{field}}.',
  crm_invalid_record: 'The CRM does not accept these values: {{problems}}.',
  crm_cursor_invalid: 'This position in the list is not valid any more. Read the list from its beginning.',
  crm_position_ahead: 'The CRM was restored from a backup. The next run compares everything.',
  contact_photo_missing: 'The contact has no such photo.',
  crm_record_unknown: 'There is no such record, or the user may not see it.',
  crm_record_gone: 'The record was deleted meanwhile.',
  crm_record_changed: 'Somebody changed the record after it was read. Read it again and repeat the change.',
  crm_record_forbidden: 'The user may not do this to the record.',
  crm_record_read_only: 'Exchange cannot have this series as it is: it is shown and not changed.',
  crm_write_forbidden:
    'The user may not change this record in the CRM, so the change from Exchange is not carried over. Give the user the right, or the record.',

  // One item
  answer_incomplete: 'The answer to several writes was incomplete. The next run finds out what was done.',
  response_incomplete: 'A part of the answer is missing. It is asked for again by itself.',
  step_left_out:
    'The item was changed after the plan was made, so this step was left out. The next synchronisation looks at it anew.',
  write_loop:
    'The two sides correct each other: the same values were written {{writes}} times within {{minutes}} minutes. The pair rests until tomorrow, or until the item is changed. Look at what each side makes of the value.',
  deletion_unproved:
    'The record was edited in the CRM, and its item is missing in Exchange ($t(reasons.proof.{{why}})). It is made anew as soon as its deletion is proved; tried again within a day, or when the record changes.',
  errors_in_a_row:
    '{{items}} items in a row failed with the same error ({{errorCode}}), so the synchronisation stopped: it is hardly the fault of the items. It is tried again by itself in a little while.',
  item_busy: 'The item changed each time it was about to be written ({{attempts}} attempts). The next run tries again.',
  occurrence_changed: 'The occurrence was changed before it could be written. It is looked at again by itself.',
  item_on_the_move: 'The item was moved or deleted while it was being looked for. The next run looks again.',
  appointment_without_start: 'The calendar item has no readable start. Mend or delete it in Outlook.',
  photo_gone: 'The photo is not kept any more. Choose it again.',
  photo_too_large: 'The photo of the contact is larger than one megabyte. Put a smaller one in its place.',
  photo_type_refused: 'Choose a picture in the form JPEG, PNG or GIF.',
  photo_unreadable: 'The photo of the contact is neither JPEG nor PNG nor GIF nor BMP. Put another one in its place.',
  series_zone_unknown:
    'The time zone of the series is unknown to Exchange, and on another clock it would be wrong for half of the year. Set another time zone.',
  series_week_start_unknown:
    'The days of the series depend on where weeks begin, which this Exchange cannot be told (before 2010 SP1). Repeat it every week, or on one day of the week.',
  series_not_offered: 'The server knows no series of appointments. Enter single appointments instead.',
  series_not_understood:
    'The rule of the series in Exchange is not understood, so nothing of it is changed. Change it in Outlook.',
  occurrence_not_found:
    'The calendar does not show an occurrence that the series has by its rule. Look at the series in Outlook.',
  occurrences_would_lose:
    'With another time or rule Exchange would forget attachments, guests or formatted text of changed occurrences of the series. Make the change in Outlook.',
  rich_text_too_long:
    'The formatted text of the item in Exchange is too long for a change from the CRM to be worked into it without losing the formatting. Make the change in Outlook.',
  value_not_writable:
    'A value of the record has no form in Exchange, for instance a date or time zone that does not exist. Mend the record.',
  value_not_storable: 'A text holds a character that cannot be stored. Remove it from the item.',

  // Runs
  installation_unconfirmed:
    'The database came from a backup or is a copy: nothing is synchronised before an administrator has confirmed it.',
  stop_unknown: 'This is not stopped any more.',
  installation_confirmed: 'There is nothing to confirm: the database is as this installation left it.',
  watches_at_limit: 'So many mailboxes of this server are watched already that this one is not.',
  scope_busy: 'Another process is synchronising this mailbox right now.',
  held: 'A brake holds the synchronisation of this mailbox. Look at the plan and approve it.',
  undo_while_frozen:
    'The mailbox has moved or the CRM came back from a backup, and its items are being recognised. Nothing is taken back until that is over.',
  old_deletions_while_frozen:
    'The mailbox has moved or the CRM came back from a backup, and its items are being recognised. No old deletion is made up for until that is over.',
  scope_paused: 'The synchronisation of this mailbox is paused.',
  scope_unknown: 'The memory of this mailbox is not there any more. Start the run again.',
  internal_error: 'Something unexpected happened in this run. The log says where; the next run tries again.',
  unexpected_error: 'Something unexpected happened. The log says where; it is tried again.',

  // Database and files
  database_closed: 'The database is closed, because the program is ending.',
  database_lock_lost:
    'Another process has taken over the data directory, because this one was silent for too long. Start again.',
  database_out_of_memory: 'The database ran out of memory. It goes on by itself.',
  database_overloaded: 'Too much was asked of the database at once. It goes on by itself.',
  database_unresponsive:
    'The database did not answer in time and was given up. Start again; nothing that was confirmed is lost.',
  database_version_unsupported:
    'The data directory was made by PostgreSQL {{version}}, and this program has {{expected}}. Use the Raccordo that made it.',
  secret_key_invalid: '{{source}} does not hold a key: base64 of exactly {{bytes}} bytes is expected.',
  secret_file_unusable: '{{path}} cannot be read or created ({{reason}}).',

  // Requests to the API
  token_required: 'The token of the installation is wrong.',
  sign_in_required: 'Sign in first: the session has ended, or there was none.',
  administrator_required: 'Only administrators may do this.',
  acting_user_refused: 'Only administrators may act for somebody else.',
  csrf_refused:
    'The request does not come from the page of this server, or the page belongs to an earlier session. Reload the page.',
  request_invalid: 'The request is not valid.',
  body_missing: 'The request has no content.',
  body_invalid: 'The content of the request cannot be read.',
  body_too_large: 'The content of the request is larger than is allowed.',
  media_type_unsupported: 'This kind of file is not accepted here.',
  precondition_required: 'The request has to say which version of the record it was based on (If-Match).',
  address_unknown: 'The API has no such address.',
  host_refused:
    'This server does not answer to this name: only to localhost, 127.0.0.1, [::1] and to its public address (raccordo serve --public-url).',
  origin_refused: 'Pages of other origins may not use this server.',

  // People
  login_refused: 'Name and password do not belong together.',
  sign_in_paused:
    'The mail server has refused several passwords. So that it does not lock the account, the next one can be tried in {{minutes}} minutes.',
  look_ups_paused:
    'You have looked up many mailboxes in a short time; nothing was saved. The next one can be looked up in {{minutes}} minutes.',
  login_throttled: 'Too many attempts. Wait {{seconds}} seconds and try again.',
  login_link_invalid:
    'This link was used already, has expired, or is not whole. Ask an administrator for a new one; while there is none yet, `raccordo serve` prints it at each start.',
  password_weak:
    'This password is too easy to guess. Take at least {{minimum}} characters, without your name, without a simple pattern, and not a frequent one.',
  person_unknown: 'There is no such user.',
  person_changed: 'Somebody changed this user meanwhile. Look at it again and repeat your change.',
  last_administrator: 'This is the last active administrator. Make somebody else an administrator first.',
  forbidden_field: 'Only an administrator may change this.',
  session_unknown: 'The token of the installation has no session: sign in as a person.',
  cursor_invalid: 'This position in the list is not valid any more. Read the list from its beginning.',

  // Defects: they should not happen, and the data is safe when they do.
  sql_failed:
    'The database refused a statement. This is a defect of Raccordo: please report it with the code sql_failed.',
  unique_violation:
    'The database refused a row whose key exists already. This is a defect of Raccordo: please report it with the code unique_violation.',
  foreign_key_violation:
    'The database refused a row that refers to a missing one. This is a defect of Raccordo: please report it with the code foreign_key_violation.',
  check_violation:
    'The database refused a value outside its range. This is a defect of Raccordo: please report it with the code check_violation.',
  not_null_violation:
    'The database refused a row with a value missing. This is a defect of Raccordo: please report it with the code not_null_violation.',
  transaction_idle:
    'A transaction was left open and was undone. This is a defect of Raccordo: please report it with the code transaction_idle.',
  transaction_ended:
    'A transaction was used after its end. This is a defect of Raccordo: please report it with the code transaction_ended.',
  nested_transaction:
    'A transaction was begun inside another. This is a defect of Raccordo: please report it with the code nested_transaction.',
  migrations_incomplete:
    'The program lacks a part of its database migrations; it may not have been installed as a whole. This is a defect of Raccordo: please report it with the code migrations_incomplete.',
  reference_lost:
    'A name of the configuration was lost on the way. This is a defect of Raccordo: please report it with the code reference_lost.',
  link_not_unique:
    'Two pairs would name the same item; nothing was stored. This is a defect of Raccordo: please report it with the code link_not_unique.',
  link_of_other_scope:
    'A run tried to write a pair of another mailbox; nothing was stored. This is a defect of Raccordo: please report it with the code link_of_other_scope.',

  // Concurrent transactions
  serialization_failure: 'Two transactions got in each other’s way. It is tried again by itself.',
  deadlock_detected: 'Two transactions waited for each other. It is tried again by itself.',

  // More of what Exchange answers
  ErrorAccountDisabled: 'The Windows account that signs in is disabled. Enable it, or give another one.',
  ErrorCallerIsInvalidADAccount: 'The account that signs in is none that Exchange can find in the directory.',
  ErrorCannotFindUser: 'Exchange finds no user for this mailbox. Check its address.',
  ErrorCreateItemAccessDenied: 'The account may not create items in this folder. Grant it the right.',
  ErrorFolderNotFound: 'The contacts or calendar folder of the mailbox is not to be seen with these rights.',
  ErrorImpersonationFailed:
    'Exchange could not act for this mailbox. Check its address and the right ApplicationImpersonation.',
  ErrorInvalidExchangeImpersonationHeaderData:
    'Exchange does not accept the name by which the mailbox was to be opened. Correct its primary SMTP address, or the principal name or SID in the account, whichever the profile impersonates by.',
  ErrorInvalidLogonType: 'Exchange does not allow this way to open the mailbox.',
  ErrorInvalidMailbox: 'Exchange does not accept this mailbox. Give its primary SMTP address.',
  ErrorInvalidSid: 'Exchange does not accept the SID. Correct it in the account, or impersonate by another name.',
  ErrorInvalidUserPrincipalName:
    'Exchange knows nobody of this principal name. Correct it in the account, or impersonate by the primary SMTP address.',
  ErrorInvalidUserSid: 'Exchange knows nobody of this SID. Correct it in the account, or impersonate by another name.',
  ErrorInvalidUserSidMissingUPN:
    'Exchange wants the principal name with the SID. Let the profile impersonate by the principal name or the primary SMTP address.',
  ErrorInvalidSmtpAddress: 'The address of the mailbox is none. Give its primary SMTP address.',
  ErrorMailboxConfiguration: 'The mailbox is not set up completely on Exchange.',
  ErrorMailboxLogonFailed: 'Exchange could not open the mailbox. Check its address and the rights of the account.',
  ErrorMailRecipientNotFound: 'Exchange knows no recipient with this address. Check the mailbox of the account.',
  ErrorPasswordChangeRequired: 'The password has to be changed on Exchange first, then here.',
  ErrorIncorrectSchemaVersion: 'The Exchange version that the profile sets does not fit the server. Use `auto`.',
  ErrorInvalidSchemaVersionForMailboxVersion: 'The mailbox lies on an older server than the profile says. Use `auto`.',
  ErrorWrongServerVersion: 'The mailbox lies on a server of another version. Use `auto`.',
  ErrorMailboxMoveInProgress: 'The mailbox is being moved to another database. It goes on by itself when that is done.',
  ErrorMailboxStoreUnavailable: 'The database of the mailbox is not available. It is tried again by itself.',
  ErrorItemCorrupt: 'Exchange says that the item is damaged. Delete it in Outlook, or make it anew.',
  ErrorCorruptData: 'Exchange says that the item is damaged. Delete it in Outlook, or make it anew.',
  ErrorMessageSizeExceeded: 'The item is larger than the mailbox accepts. Shorten it.',
  ErrorDataSizeLimitExceeded: 'A value of the item is larger than Exchange accepts. Shorten it.',
  ErrorOccurrenceCrossingBoundary:
    'A moved occurrence of the series would meet the one before or after it, or share its day, which Exchange does not allow. Move it elsewhere, or delete its neighbour.',
  ErrorOccurrenceTimeSpanTooBig:
    'An occurrence of the series lasts beyond the start of the next, which Exchange does not allow. Shorten it, or repeat it less often.',
  ErrorRecurrenceHasNoOccurrence:
    'The series would have no occurrence left, which Exchange does not allow. Delete the series, or keep one.',
  ErrorCalendarInvalidRecurrence:
    'The rule of the series goes beyond what Exchange accepts: at most every 999 days, or 99 weeks or months, and 999 occurrences. Change the rule.',
  ErrorCalendarEndDateIsEarlierThanStartDate: 'The appointment ends before it starts. Mend its times.',
  ErrorCalendarDurationIsTooLong: 'The appointment is longer than Exchange accepts. Shorten it.',
} as const;
