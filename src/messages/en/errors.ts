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

  server_url_invalid:
    'The server address is not one: give a host name, an IP address, or https://HOST/EWS/Exchange.asmx.',
  server_url_refused: 'The server address cannot be used: {{reason}}',
  exchange_online_ews_closed:
    'Exchange Online is closing EWS and ends it on 1 April 2027; this address cannot be used.',
  insecure_http_refused:
    'Plain http would send the password unprotected. Use https, or set allowInsecureHttp in the profile if you know what you do.',

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
  tls_untrusted:
    'Nobody that this machine trusts vouches for the certificate of {{host}}. Give its authority (tls.caPem) or its fingerprint (tls.certificateSha256) in the profile.',

  sign_in_malformed: '{{host}} answered the sign-in with something that is not NTLM.',
  sign_in_refused:
    '{{host}} does not accept user and password. Check both; after several wrong attempts the account may be locked.',
  sign_in_unsupported: '{{host}} offers no sign-in that the profile allows ({{offered}}).',

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
  cursor_wedged: 'The feed of changes does not advance. Everything is compared again by itself.',
  sync_state_stuck: 'The feed of changes does not advance. Everything is compared again by itself.',

  ErrorAccessDenied:
    'The account has no right to this mailbox or folder. Grant it, for instance: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT',
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
  data_directory_unusable: 'The data directory cannot be used: {{reason}}',
  schema_too_new: 'The data was written by a newer Raccordo. Use that version, or restore a backup made before.',
  migration_changed: 'A migration that was applied has other content now: this program does not fit the data.',
  secret_unreadable: 'A stored password cannot be opened with the key of this installation. Enter it again.',
  secret_key_exposed: 'The key file can be read by others. Allow it to its owner only (chmod 600) and start again.',
  token_file_exposed: 'The token file can be read by others. Allow it to its owner only (chmod 600) and start again.',
  lease_lost: 'Another run has taken over this mailbox.',
  lease_too_short: 'The run took too long for its lease and was ended; the next one goes on.',
  mailbox_taken: 'The mailbox already belongs to another user.',
  item_type_active_elsewhere: 'This kind of item is already synchronised by another account of the same user.',
  interrupted: 'The program ended in the middle of this run. The next one goes on.',

  file_unreadable: 'The file {{file}} cannot be read ({{reason}}).',
  file_unwritable: 'The file {{file}} cannot be written ({{reason}}).',
  token_unreadable: 'The token of the running Raccordo cannot be read: only its owner may use it.',
  port_in_use: 'Port {{port}} is taken by another program. Choose another with --port.',
  users_file_invalid: 'The users file is not valid: {{reason}}',

  account_unknown: 'There is no account named {{account}}.',
  account_inactive: 'The account {{account}} is switched off.',
  profile_inactive: 'The profile of this account is switched off: it synchronises nothing and loses nothing.',
  user_unknown: 'There is no user named {{user}}.',
  user_inactive: 'The user of this account is not active.',
  nothing_to_synchronise: 'Neither contacts nor appointments are switched on for this account.',
  run_unknown: 'There is no such run (any more).',
  record_unknown: 'There is no such record.',
  shutting_down: 'Raccordo is stopping; nothing new is started.',

  configuration_invalid: 'The configuration is not valid; nothing was changed.',
  unauthorized: 'The request has no valid token.',
  not_found: 'There is no such object.',
  already_running: 'This account is being synchronised right now.',
  server_unreachable: 'The running Raccordo does not answer.',
  internal: 'Something unexpected happened. The log says more.',
} as const;
