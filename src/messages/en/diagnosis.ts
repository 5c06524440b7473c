/** What a connection test finds, and what can be done about it. Product and header names stay as they are. */
export const diagnosis = {
  findings: {
    // Any step
    earlier_failed: 'Not looked at, because something before it does not work yet.',
    no_credentials: 'Not looked at, because there is no user with a password to sign in with.',
    no_mailbox: 'Not looked at, because no mailbox was named.',
    out_of_time: 'Not looked at any more: the test took too long as a whole.',
    works: 'In order.',
    works_with_remark: 'It works, but here is something for the administrator to look at.',
    does_not_work: 'Something does not work here. What exactly is shown to administrators only.',

    // Address
    address_complete: 'The address is complete: {{url}}',
    plain_http: 'The address is {{url}}: over http everybody on the way can read along, passwords with Basic too.',
    server_url_invalid: 'This is neither the name of a server nor the address of one.',
    insecure_http_refused: '{{host}} would be reached over plain http, which shows the password to the network.',
    exchange_online_ews_closed: '{{host}} belongs to Exchange Online, which takes no passwords for EWS.',

    autodiscover_found: 'Autodiscover of {{domain}} was asked for {{mailbox}}: {{host}} names {{url}}',
    autodiscover_asks_for_sign_in:
      'Autodiscover of {{domain}} answers at {{host}} and asks who is there. The server is found when a user signs in.',
    autodiscover_not_found: 'Autodiscover of {{domain}} names no server.',
    autodiscover_untrusted_host:
      'Autodiscover of {{domain}} leads to {{host}}, which is not below {{domain}}. No password was sent there.',
    autodiscover_address_unknown: 'Autodiscover at {{host}} knows no mailbox with the address {{mailbox}}.',
    autodiscover_no_ews_url: 'Autodiscover at {{host}} answers, but names no address of EWS.',
    autodiscover_in_circles: 'Autodiscover of {{domain}} sends from one host to the other without an end.',
    autodiscover_sign_in_refused: 'Autodiscover at {{host}} does not accept user {{user}} and password.',
    autodiscover_certificate_refused:
      'Autodiscover at {{host}} shows a certificate that is not accepted. No password was sent.',

    // Name
    name_found: '{{host}} is found: {{addresses}}',
    name_found_private: '{{host}} is found: {{addresses}}. It can be reached from inside the network only.',
    name_is_address: '{{host}} is an address already; no name has to be looked up.',
    name_unknown: 'The DNS knows no server named {{host}}.',
    name_service_silent: 'The DNS gives no answer about {{host}}.',

    // Connection
    connected: '{{address}} accepts the connection on port {{port}}.',
    connection_refused: '{{host}} refuses the connection on port {{port}}: nothing listens there.',
    connection_unreachable: 'No way leads to {{host}} from this machine.',
    connection_silent: '{{host}} does not answer on port {{port}}. Most often a firewall swallows the connection.',
    connection_failed: 'No connection to {{host}} on port {{port}} ({{reason}}).',

    // Certificate
    tls_trusted: 'The certificate of {{host}} is trusted.',
    tls_pinned: 'The certificate is exactly the one that was accepted for this profile.',
    tls_expiring: 'The certificate of {{host}} is good until {{validTo}}: {{daysLeft}} days are left.',
    tls_not_used: 'Not used: the address begins with http.',
    tls_expired: 'The certificate of {{host}} expired on {{validTo}}.',
    tls_not_yet_valid: 'The certificate of {{host}} is valid from {{validFrom}} only.',
    tls_name_mismatch: 'The certificate that {{host}} shows is made for other names: {{names}}',
    tls_self_signed:
      'The certificate of {{host}} is signed by itself: nobody vouches for it. Better give the server one of an authority, public or the company’s own.',
    tls_untrusted: 'Nobody that this machine trusts vouches for the certificate of {{host}}. Issued by: {{issuer}}',
    tls_pin_mismatch:
      'The certificate of {{host}} is not the one that was accepted for this profile. No password was sent.',
    tls_ca_invalid: 'The private certificate authority of the profile is not valid PEM.',
    tls_not_spoken: 'What listens on port {{port}} of {{host}} does not speak TLS ({{reason}}).',
    tls_too_old: '{{host}} speaks only TLS older than 1.2, which protects no password. Nothing was sent.',
    tls_silent: '{{host}} accepts the connection on port {{port}} and then does not speak TLS.',

    // Exchange Web Services
    ews_asks_for_sign_in: 'Something answers at {{path}} and asks who is there, as Exchange does. Offered: {{offered}}',
    ews_answers: 'Exchange Web Services answer at {{path}}.',
    ews_to_be_seen:
      'Something answers at {{path}} (HTTP {{status}}); whether it is Exchange Web Services, the sign-in will show.',
    ews_redirected: '{{host}} sends requests for {{path}} elsewhere. Passwords do not follow.',
    ews_forbidden: '{{host}} forbids the way to {{path}} before anybody has signed in (HTTP {{status}}).',
    ews_not_found: 'There is nothing at {{path}} on {{host}} (HTTP {{status}}).',
    ews_is_a_page: 'At {{path}} {{host}} shows a page for people and not Exchange Web Services.',
    ews_unavailable: '{{host}} answers, but its Exchange Web Services do not work at the moment (HTTP {{status}}).',
    ews_rejects: '{{host}} rejects the request for {{path}} (HTTP {{status}}).',
    ews_no_http: 'What listens at {{host}} does not speak HTTP.',
    ews_broke_off: '{{host}} broke off the connection before it answered ({{reason}}).',
    ews_silent: '{{host}} accepts the connection and then says nothing.',

    // Token
    token_given: '{{host}} gave the application {{client}} a token.',
    no_token_needed: 'Not needed: a user signs in with a password.',
    client_certificate_unreadable: 'The certificate of the application {{client}} is not valid PEM.',
    client_key_unreadable: 'The private key of the application {{client}} cannot be read, or is no RSA key.',
    client_key_mismatch: 'The private key does not belong to the certificate of the application {{client}}.',
    client_certificate_expired: 'The certificate of the application {{client}} expired on {{validTo}}.',
    token_url_invalid: 'The authority of the profile is no https address.',
    token_endpoint_unreachable: 'No token, because {{host}} cannot be reached ({{reason}}).',
    token_endpoint_untrusted: 'No token: the certificate of {{host}} is not accepted ({{reason}}). No secret was sent.',
    token_endpoint_in_trouble: '{{host}} gives out no token at the moment (HTTP {{status}}).',
    token_answer_unusable: 'What answers at {{host}} is no token endpoint.',
    token_tenant_unknown: '{{host}} knows no such tenant ({{answer}}).',
    token_application_refused:
      '{{host}} refuses the application {{client}}: in this tenant it does not exist, or is disabled ({{answer}}).',
    token_secret_refused: '{{host}} does not accept the secret of the application {{client}} ({{answer}}).',
    token_secret_expired: 'The secret of the application {{client}} has expired.',
    token_certificate_refused: '{{host}} does not accept the certificate of the application {{client}} ({{answer}}).',
    token_consent_missing: 'The application {{client}} has no consent of the administrator of its tenant ({{answer}}).',
    token_scope_refused: '{{host}} gives the application {{client}} no token for the scope {{scope}} ({{answer}}).',
    token_refused: '{{host}} gives the application {{client}} no token ({{answer}}).',

    // Sign-in
    signed_in: '{{user}} is signed in with {{scheme}}.',
    signed_in_unprotected:
      '{{user}} is signed in with Basic over plain http: the password crossed the network legibly.',
    sign_in_not_asked: '{{host}} did not ask who is there. An Exchange server always does.',
    sign_in_refused: '{{host}} does not accept user {{user}} and password (tried: {{scheme}}).',
    sign_in_not_offered: '{{host}} offers no way to sign in that the profile allows. Offered: {{offered}}',
    sign_in_malformed: '{{host}} answered the sign-in with something that is not NTLM.',
    sign_in_kerberos_only: '{{host}} offers Negotiate and takes nothing but Kerberos under it.',
    token_not_accepted: '{{host}} does not accept the token of the application {{user}} ({{reason}}).',
    token_not_offered: '{{host}} signs nobody in with tokens. Offered: {{offered}}',
    token_permission_missing: 'The application {{user}} has got a token, but no permission to use EWS.',
    password_expired: 'The password of {{user}} has expired.',
    password_change_required: '{{user}} has to change the password before the next sign-in.',
    account_disabled: 'The Windows account {{user}} is disabled.',
    signed_in_but_forbidden: '{{user}} is signed in, but Exchange refuses EWS to the account (HTTP {{status}}).',
    signed_in_but_not_ews: '{{user}} was let in, but what answered is not Exchange Web Services ({{reason}}).',
    signed_in_but_busy: '{{host}} is busy and asks to wait.',
    sign_in_broke_off: '{{host}} broke off the connection during the sign-in ({{reason}}).',
    sign_in_silent: '{{host}} gave no answer to the sign-in in time.',

    // Version
    version_told: 'The server is {{product}} (build {{build}}); requests declare {{requestVersion}}.',
    version_not_told: 'The server does not say which version it is; requests declare {{requestVersion}}.',
    version_not_accepted: 'The server does not accept the version that the profile sets: {{configured}}',

    // Mailbox
    mailbox_opened: 'The mailbox {{mailbox}} opens; this is its primary address.',
    mailbox_own_opened: 'The own mailbox of {{user}} opens; its primary address is {{primary}}.',
    mailbox_not_own:
      '{{mailbox}} is not the mailbox of {{user}}: with own credentials only the own one is synchronised.',
    mailbox_shared_opened:
      '{{user}} opens the mailbox {{mailbox}} by delegate access and sees all its folders; its primary address is {{primary}}.',
    mailbox_not_shared: 'No folder of {{mailbox}} is shared with {{user}}.',
    mailbox_owner_ignored:
      'The server opens the folders of {{user}} itself, although {{mailbox}} was named: it does not know delegate access.',
    mailbox_delegate_without_mailbox: '{{user}} has no mailbox of its own; for delegate access Exchange wants one.',
    mailbox_deleted_items_hidden:
      'The mailbox {{mailbox}} opens, but {{user}} does not see its Deleted Items: nothing can be deleted into it, and what is moved there does not count as deleted.',
    mailbox_deleted_items_closed:
      'The mailbox {{mailbox}} opens, but {{user}} may not read or write in its Deleted Items: nothing can be deleted into it, and what is moved there may not count as deleted.',
    mailbox_folders_hidden:
      'The mailbox {{mailbox}} opens, but {{user}} sees its shared folders only: an item that is missing may be elsewhere, so in the CRM only what is found in Deleted Items is deleted.',
    mailbox_impersonation_denied: '{{user}} has no right to act for the mailbox {{mailbox}}.',
    mailbox_impersonation_failed: 'Exchange could not let {{user}} act for {{mailbox}}.',
    mailbox_unknown: 'Exchange knows no mailbox with the address {{mailbox}}.',
    mailbox_missing_for_account: 'The account {{user}} has no mailbox of its own.',
    mailbox_not_primary: '{{mailbox}} is a further address of the mailbox; its primary one is {{primary}}.',
    mailbox_owner_opened:
      'The mailbox {{mailbox}} opens under the principal name or SID of its owner; its primary address is {{primary}}.',
    mailbox_owner_another:
      'The principal name or SID of the account opens another mailbox than {{mailbox}}. Nothing is read from it or written to it.',
    mailbox_owner_not_told:
      'A mailbox opens under the principal name or SID of the account, but the server does not show whether it is {{mailbox}}. Nothing is read from it or written to it.',
    mailbox_owner_unknown:
      'Exchange finds nobody of the principal name or SID by which {{mailbox}} was to be opened: {{answer}}',
    mailbox_denied: 'Exchange denies {{user}} access to the mailbox {{mailbox}}.',
    mailbox_ews_off: 'EWS is switched off for the mailbox {{mailbox}}. For other mailboxes it works.',
    mailbox_unavailable: 'The mailbox {{mailbox}} is not available at the moment ({{answer}}).',
    mailbox_busy: 'Exchange asks to wait with the mailbox {{mailbox}}.',
    mailbox_failed: 'The mailbox {{mailbox}} does not open: Exchange answered {{answer}}.',

    // Folders
    contacts_readable: 'The contacts folder opens. Items: {{items}}',
    contacts_opened: 'The contacts folder opens.',
    contacts_missing: 'The mailbox {{mailbox}} has no contacts folder.',
    contacts_denied: 'The contacts folder of {{mailbox}} may not be read.',
    contacts_failed: 'The contacts folder of {{mailbox}} does not open: Exchange answered {{answer}}.',
    contacts_not_shared: 'The contacts folder of {{mailbox}} is not shared with {{user}}.',
    contacts_not_readable: '{{user}} sees the contacts folder of {{mailbox}}, but may not read it.',
    contacts_read_only: '{{user}} may read the contacts folder of {{mailbox}}, but not write in it.',
    contacts_no_create: '{{user}} may not create items in the contacts folder of {{mailbox}}.',
    contacts_no_change: '{{user}} may not change what others made in the contacts folder of {{mailbox}}.',
    contacts_no_delete: '{{user}} may not delete what others made in the contacts folder of {{mailbox}}.',
    contacts_private_hidden:
      'Private items in the contacts folder of {{mailbox}} are hidden from {{user}}: they are not synchronised, and one that is made private does not count as deleted.',
    calendar_readable: 'The calendar folder opens. Items: {{items}}',
    calendar_opened: 'The calendar folder opens.',
    calendar_missing: 'The mailbox {{mailbox}} has no calendar folder.',
    calendar_denied: 'The calendar folder of {{mailbox}} may not be read.',
    calendar_failed: 'The calendar folder of {{mailbox}} does not open: Exchange answered {{answer}}.',
    calendar_not_shared: 'The calendar of {{mailbox}} is not shared with {{user}}.',
    calendar_not_readable: '{{user}} sees the calendar of {{mailbox}}, but may not read it.',
    calendar_read_only: '{{user}} may read the calendar of {{mailbox}}, but not write in it.',
    calendar_no_create: '{{user}} may not create items in the calendar of {{mailbox}}.',
    calendar_no_change: '{{user}} may not change what others made in the calendar of {{mailbox}}.',
    calendar_no_delete: '{{user}} may not delete what others made in the calendar of {{mailbox}}.',
    calendar_private_hidden:
      'Private items in the calendar of {{mailbox}} are hidden from {{user}}: they are not synchronised, and one that is made private does not count as deleted.',

    // Clock
    clock_in_step: 'Both clocks tell the same time.',
    clock_off: 'The clocks of server and this machine differ by {{seconds}} seconds.',
    clock_far_off:
      'The clocks of server and this machine differ by {{seconds}} seconds: signing in and comparing times suffer.',
    clock_not_told: 'The server does not tell the time.',
  },

  /** Single questions of the search for a server, one line each. */
  trials: {
    told: 'names {{url}}',
    told_but_unusable: 'names an address that cannot be used',
    told_nothing: 'answers, but names no address of EWS',
    no_such_host: 'the DNS does not know this name',
    unreachable: 'does not accept the connection',
    silent: 'gives no answer in time',
    certificate_refused: 'shows a certificate that is not accepted; nothing was sent',
    nothing_there: 'has no Autodiscover here',
    asks_for_sign_in: 'asks who is there; nobody signed in',
    sign_in_refused: 'does not accept user and password',
    sign_in_not_possible: 'offers no sign-in that the profile allows',
    not_asked_again: 'not asked with a password any more, after it was refused',
    unreadable: 'answers with something that is not Autodiscover',
    server_trouble: 'has an error of its own, or is busy',
    address_unknown: 'knows no mailbox with the address {{mailbox}}',
    redirects: 'leads to {{host}}',
    redirects_to_address: 'the mailbox has another address now, in {{domain}}',
    untrusted_host: '{{host}} has not been accepted; no password was sent',
    insecure_redirect: 'leads to {{host}} without https, which is not followed',
    in_circles: 'leads back to where the search was before',
    exchange_online: '{{host}} belongs to Exchange Online',
    no_record: 'the DNS has no such record',
    record_found: 'the record names {{target}}',
    server_reached: 'can be reached from here',
  },

  remedies: {
    // Address and network
    find_server_url:
      'Exchange itself knows its addresses. ExternalUrl or InternalUrl is what belongs into the profile:',
    publish_autodiscover:
      'Check that the DNS of this machine knows autodiscover.{{domain}} (or the SRV record) and that it leads to Exchange:',
    accept_host:
      'If {{host}} really is your mail server, accept it in the profile: autodiscover:{{domain}}?trust={{host}}',
    set_ews_url: 'Give the EWS directory an external address in Exchange:',
    use_https:
      'Use https. Exchange speaks it on every server; a certificate that nobody vouches for can be accepted in the profile.',
    on_premises_only:
      'Set “OAuth client” as the sign-in of the profile. It works while the tenant still allows EWS, which ends for all on 1 April 2027.',
    check_name:
      'Check the spelling of {{host}}. If this machine uses another DNS than the rest of the company, the name may be unknown only here:',
    check_dns_service: 'Check which DNS this machine uses, and whether it answers.',
    check_port: 'Is the port right, and does the firewall let this machine through to port {{port}} of {{host}}?',
    check_services: 'On the Exchange server: do the web server and the services of Exchange run?',
    check_route: 'Check network, VPN and firewall between this machine and {{host}}:',
    use_redirect_target: 'If {{target}} is the right server, give it as the server address.',
    require_https: 'Exchange usually demands https. Change the address to https.',
    check_address_rules: 'The web server may let in certain addresses only. This one has to be among them:',
    check_components:
      'On the Exchange server: parts that are inactive or stopped, often after an update that was broken off, answer with errors:',

    // Certificate
    renew_certificate: 'Renew the certificate on the Exchange server:',
    use_certificate_name:
      'Give one of the names that the certificate is made for as the server address ({{names}}), or order a certificate with the right name.',
    pin_certificate:
      'Or accept exactly this certificate, after comparing its fingerprint with the one on the server: {{certificateSha256}}',
    replace_pin:
      'Did the server get a new certificate? Compare the fingerprint there and accept the new one: {{certificateSha256}}. If it did not, somebody may be standing between.',
    give_authority:
      'If {{issuer}} is the company’s own certificate authority, put its root certificate (PEM) into the profile. On a computer of the domain this prints it, after it has been picked from the list:',
    send_intermediate:
      'If a public authority issued it, the server does not send the intermediate certificate. Install that on the server:',
    mend_authority:
      'Export the certificate of the authority anew as Base-64 (.CER): it begins with -----BEGIN CERTIFICATE-----.',
    switch_tls_on:
      'Switch TLS 1.2 on in Windows, on the Exchange server; it counts after a restart. Windows Server 2008 needs Service Pack 2 and update KB4019276 for it:',
    put_proxy_before:
      'Or put a proxy in front of the server that speaks TLS 1.2 to this machine, and give its address. NTLM does not get through a proxy where extended protection is set to Require.',
    check_tls_port: 'Is port {{port}} the one with https? On the Exchange server:',

    // Sign-in
    check_credentials:
      'Check user and password of {{user}}. A locked, expired or disabled account looks the same from outside; see and unlock it on a domain controller:',
    name_domain:
      'Without its domain the user may not be found. Fill in the domain, or write DOMAIN\\{{user}} or the sign-in name with @.',
    relax_extended_protection:
      'If the password is right and a proxy or load balancer opens TLS on the way: with extended protection set to Require NTLM cannot get through there. Set the sign-in of the profile to Basic where the server offers it, or extended protection to Allow, as Microsoft recommends for EWS:',
    allow_offered_sign_in: 'Or set the sign-in of the profile to “automatic”: the server offers {{offered}}.',
    enable_sign_in: 'Switch {{scheme}} on for EWS on the Exchange server (then iisreset /noforce):',
    protect_password: 'Treat the password as known to others, and change it.',
    change_password: 'Set a new password for {{user}} in the directory, then enter it here:',
    enable_account: 'Enable the account {{user}} again, or use another:',

    allow_ntlm_provider: 'Put NTLM on the list of IIS, beside Negotiate (then iisreset /noforce):',

    // Token
    check_token_url:
      'Check the authority: https://login.microsoftonline.com/ followed by the id or domain of the tenant, or the whole address of a token endpoint.',
    reach_token_endpoint: 'This machine has to reach {{host}}. Check firewall and name service:',
    trust_token_endpoint:
      'If {{host}} is a server of your own, put the authority of its certificate into the profile. If it is not, somebody may be standing between.',
    check_application:
      'Check client id and tenant, and that the application is enabled (Microsoft Graph PowerShell, after Connect-MgGraph):',
    make_secret: 'Enter the value of the secret, not its id. When it ends, and how to make a new one:',
    register_certificate:
      'Register the certificate with the application, under “Certificates & secrets”. Which ones it has and when they end:',
    enter_certificate_and_key:
      'Enter certificate and private key of the same pair, both in PEM: an RSA key, without a passphrase.',
    check_scope:
      'The scope names what the token is for: https://outlook.office365.com/.default for Exchange Online, https://HOST/.default for a server of your own.',
    grant_application_permission:
      'Grant the application full_access_as_app, and with that the consent. It counts after some minutes, in new tokens:',
    take_tokens:
      'Hybrid modern authentication makes an Exchange of your own accept tokens. What is set up, and the switch:',

    // Rights and mailbox
    switch_ews_on: 'Look whether EWS is switched off, for the mailbox or for the organisation, and switch it on:',
    allow_user_agent:
      'If only listed programs may use EWS (EwsApplicationAccessPolicy is EnforceAllowList), put {{program}} on the list:',
    use_version_auto: 'Set the Exchange version of the profile to “automatic” instead of {{configured}}.',
    grant_impersonation: 'Give {{user}} the right to act for all mailboxes. It counts after some minutes:',
    grant_impersonation_scoped: 'Or only for the members of a group, {{mailbox}} being the first:',
    grant_impersonation_2007: 'Give {{user}} the two rights that Exchange 2007 has for it:',
    check_impersonation: 'Who has the right already:',
    share_contacts: 'Share the contacts of {{mailbox}} with {{user}}, level Editor:',
    share_calendar: 'Share the calendar of {{mailbox}} with {{user}}, level Editor:',
    share_deleted_items: 'Share Deleted Items of {{mailbox}} with {{user}}, level Editor:',
    raise_contacts: 'Raise {{user}} to level Editor on the contacts of {{mailbox}}:',
    raise_calendar: 'Raise {{user}} to level Editor on the calendar of {{mailbox}}:',
    raise_deleted_items: 'Raise {{user}} to level Editor on Deleted Items of {{mailbox}}:',
    show_private_items:
      'Show {{user}} private items: the owner of {{mailbox}} does it in Outlook, among the delegates; newer versions of Exchange also know the command:',
    share_in_outlook:
      'The owner of {{mailbox}} grants {{user}} the right in Outlook: properties of the folder, Permissions, level Editor.',
    grant_full_access: 'Or give {{user}} full access to the mailbox {{mailbox}}: all folders, and private items too:',
    use_impersonation:
      'Or set the access model of the profile to impersonation: one right for all mailboxes, and it sees everything.',
    find_mailbox: 'Check the address {{mailbox}}, and whether its mailbox is on this Exchange and not in the cloud:',
    find_owner_name:
      'Correct the principal name or SID in the account of {{mailbox}}. What the owner of that mailbox is called:',
    impersonate_by_address: 'Set “Impersonate by” in the profile to the primary SMTP address.',
    use_primary_address: 'Enter {{primary}} instead of {{mailbox}}.',
    use_own_mailbox:
      'Enter the primary address of the mailbox that belongs to {{user}}. For other people’s mailboxes the profile needs a delegate account.',
    give_account_a_mailbox: 'Give {{user}} a mailbox, or sign in with the account that the mailbox belongs to:',
    check_mailbox_state: 'Is the database of {{mailbox}} mounted, or is the mailbox being moved?',
    check_folders:
      'Look which folders of {{mailbox}} Exchange has. Missing ones are made by the first sign-in in Outlook:',
    check_throttling:
      'Exchange limits how much may be asked of {{mailbox}}. If that happens often, give the mailbox a policy of its own:',
    wait_and_repeat: 'Wait some minutes and test again.',

    // Clock
    set_clock: 'Set the clock of the machine that is wrong, best from the time service of the domain. On Windows:',

    // For users
    check_own_login: 'Check the user and the password that you entered for this account.',
    tell_administrator:
      'Tell your administrator, who finds the details and the remedy by testing the connection of this account.',
  },
} as const;
