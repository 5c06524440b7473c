import type { TranslationOf } from '../catalogue.ts';
import type { diagnosis as english } from '../en/diagnosis.ts';

/** What a connection test finds, and what can be done about it. Product and header names stay as they are. */
export const diagnosis: TranslationOf<typeof english> = {
  findings: {
    // Any step
    earlier_failed: 'Non verificato, perché qualcosa che viene prima non funziona ancora.',
    no_credentials: 'Non verificato, perché non c’è un utente con password per accedere.',
    no_mailbox: 'Non verificato, perché non è stata indicata una casella.',
    out_of_time: 'Non più verificato: la prova è durata troppo nel complesso.',
    works: 'In ordine.',
    works_with_remark: 'Funziona, ma c’è qualcosa che l’amministratore dovrebbe guardare.',
    does_not_work: 'Qui qualcosa non funziona. I dettagli sono visibili solo agli amministratori.',

    // Address
    address_complete: 'L’indirizzo è completo: {{url}}',
    plain_http:
      'L’indirizzo è {{url}}: con http chiunque si trovi sul percorso può leggere tutto, con Basic anche la password.',
    server_url_invalid: 'Non è né il nome né l’indirizzo di un server.',
    insecure_http_refused: '{{host}} verrebbe raggiunto in http, che mostra la password alla rete.',
    exchange_online_ews_closed: '{{host}} fa parte di Exchange Online, che non accetta password per EWS.',

    autodiscover_found: 'Autodiscover di {{domain}}, interrogato per {{mailbox}}: {{host}} indica {{url}}',
    autodiscover_asks_for_sign_in:
      'Autodiscover di {{domain}} risponde su {{host}} e chiede chi è. Il server si trova quando un utente accede.',
    autodiscover_not_found: 'Autodiscover di {{domain}} non indica nessun server.',
    autodiscover_untrusted_host:
      'Autodiscover di {{domain}} porta a {{host}}, che non sta sotto {{domain}}. Nessuna password è stata inviata lì.',
    autodiscover_address_unknown: 'Autodiscover su {{host}} non conosce nessuna casella con l’indirizzo {{mailbox}}.',
    autodiscover_no_ews_url: 'Autodiscover su {{host}} risponde, ma non indica nessun indirizzo di EWS.',
    autodiscover_in_circles: 'Autodiscover di {{domain}} rimanda da un host all’altro senza fine.',
    autodiscover_sign_in_refused: 'Autodiscover su {{host}} non accetta l’utente {{user}} e la password.',
    autodiscover_certificate_refused:
      'Autodiscover su {{host}} mostra un certificato non accettato. Nessuna password è stata inviata.',

    // Name
    name_found: '{{host}} è stato trovato: {{addresses}}',
    name_found_private: '{{host}} è stato trovato: {{addresses}}. È raggiungibile solo dall’interno della rete.',
    name_is_address: '{{host}} è già un indirizzo; non c’è nessun nome da cercare.',
    name_unknown: 'Il DNS non conosce nessun server di nome {{host}}.',
    name_service_silent: 'Il DNS non risponde su {{host}}.',

    // Connection
    connected: '{{address}} accetta la connessione sulla porta {{port}}.',
    connection_refused: '{{host}} rifiuta la connessione sulla porta {{port}}: lì non è in ascolto nulla.',
    connection_unreachable: 'Da questa macchina {{host}} non è raggiungibile.',
    connection_silent: '{{host}} non risponde sulla porta {{port}}. Di solito è un firewall che blocca la connessione.',
    connection_failed: 'Connessione a {{host}} sulla porta {{port}} non riuscita ({{reason}}).',

    // Certificate
    tls_trusted: 'Il certificato di {{host}} è attendibile.',
    tls_pinned: 'Il certificato è esattamente quello accettato per questo profilo.',
    tls_expiring: 'Il certificato di {{host}} vale fino al {{validTo}}: restano {{daysLeft}} giorni.',
    tls_not_used: 'Non usato: l’indirizzo comincia con http.',
    tls_expired: 'Il certificato di {{host}} è scaduto il {{validTo}}.',
    tls_not_yet_valid: 'Il certificato di {{host}} vale solo dal {{validFrom}}.',
    tls_name_mismatch: 'Il certificato mostrato da {{host}} è fatto per altri nomi: {{names}}',
    tls_self_signed:
      'Il certificato di {{host}} è autofirmato: nessuno lo garantisce. Meglio darne al server uno di un’autorità, pubblica o aziendale.',
    tls_untrusted:
      'Nessuno di cui questa macchina si fidi garantisce per il certificato di {{host}}. Rilasciato da: {{issuer}}',
    tls_pin_mismatch:
      'Il certificato di {{host}} non è quello accettato per questo profilo. La password non è stata inviata.',
    tls_ca_invalid: 'L’autorità di certificazione privata del profilo non è in formato PEM valido.',
    tls_not_spoken: 'Chi ascolta sulla porta {{port}} di {{host}} non parla TLS ({{reason}}).',
    tls_too_old:
      '{{host}} parla solo versioni di TLS precedenti alla 1.2, che non proteggono le password. Nulla è stato inviato.',
    tls_silent: '{{host}} accetta la connessione sulla porta {{port}} ma poi non parla TLS.',

    // Exchange Web Services
    ews_asks_for_sign_in: 'Su {{path}} qualcosa risponde e chiede chi è, come fa Exchange. Modi offerti: {{offered}}',
    ews_answers: 'Su {{path}} rispondono gli Exchange Web Services.',
    ews_to_be_seen:
      'Su {{path}} qualcosa risponde (HTTP {{status}}); se sono gli Exchange Web Services lo dirà l’accesso.',
    ews_redirected: '{{host}} rimanda altrove le richieste per {{path}}. Le password non vengono inviate lì.',
    ews_forbidden: '{{host}} vieta {{path}} prima ancora dell’accesso (HTTP {{status}}).',
    ews_not_found: 'Su {{host}} non c’è nulla a {{path}} (HTTP {{status}}).',
    ews_is_a_page: 'A {{path}} {{host}} mostra una pagina per persone e non gli Exchange Web Services.',
    ews_unavailable:
      '{{host}} risponde, ma in questo momento i suoi Exchange Web Services non funzionano (HTTP {{status}}).',
    ews_rejects: '{{host}} respinge la richiesta per {{path}} (HTTP {{status}}).',
    ews_no_http: 'Chi ascolta su {{host}} non parla HTTP.',
    ews_broke_off: '{{host}} ha interrotto la connessione prima di rispondere ({{reason}}).',
    ews_silent: '{{host}} accetta la connessione ma poi non dice nulla.',

    // Token
    token_given: '{{host}} ha rilasciato un token all’applicazione {{client}}.',
    no_token_needed: 'Non serve: un utente accede con la password.',
    client_certificate_unreadable: 'Il certificato dell’applicazione {{client}} non è in formato PEM valido.',
    client_key_unreadable: 'La chiave privata dell’applicazione {{client}} non si può leggere, o non è RSA.',
    client_key_mismatch: 'La chiave privata non appartiene al certificato dell’applicazione {{client}}.',
    client_certificate_expired: 'Il certificato dell’applicazione {{client}} è scaduto il {{validTo}}.',
    token_url_invalid: 'L’autorità del profilo non è un indirizzo https.',
    token_endpoint_unreachable: 'Nessun token, perché {{host}} non è raggiungibile ({{reason}}).',
    token_endpoint_untrusted:
      'Nessun token: il certificato di {{host}} non è accettato ({{reason}}). Nessun segreto è stato inviato.',
    token_endpoint_in_trouble: '{{host}} al momento non rilascia token (HTTP {{status}}).',
    token_answer_unusable: 'Ciò che risponde su {{host}} non rilascia token.',
    token_tenant_unknown: '{{host}} non conosce questo tenant ({{answer}}).',
    token_application_refused:
      '{{host}} rifiuta l’applicazione {{client}}: in questo tenant non esiste, o è disattivata ({{answer}}).',
    token_secret_refused: '{{host}} non accetta il segreto dell’applicazione {{client}} ({{answer}}).',
    token_secret_expired: 'Il segreto dell’applicazione {{client}} è scaduto.',
    token_certificate_refused: '{{host}} non accetta il certificato dell’applicazione {{client}} ({{answer}}).',
    token_consent_missing:
      'L’applicazione {{client}} non ha il consenso dell’amministratore del suo tenant ({{answer}}).',
    token_scope_refused:
      '{{host}} non rilascia all’applicazione {{client}} un token per l’ambito {{scope}} ({{answer}}).',
    token_refused: '{{host}} non rilascia token all’applicazione {{client}} ({{answer}}).',

    // Sign-in
    signed_in: '{{user}} ha effettuato l’accesso con {{scheme}}.',
    signed_in_unprotected:
      '{{user}} ha effettuato l’accesso con Basic in http: la password ha attraversato la rete in chiaro.',
    sign_in_not_asked: '{{host}} non ha chiesto chi è. Un server Exchange lo chiede sempre.',
    sign_in_refused: '{{host}} non accetta l’utente {{user}} e la password (provato con: {{scheme}}).',
    sign_in_not_offered: '{{host}} non offre nessun modo di accesso ammesso dal profilo. Offerti: {{offered}}',
    sign_in_malformed: '{{host}} ha risposto all’accesso con qualcosa che non è NTLM.',
    sign_in_kerberos_only: '{{host}} offre Negotiate, ma sotto quel nome accetta solo Kerberos.',
    token_not_accepted: '{{host}} non accetta il token dell’applicazione {{user}} ({{reason}}).',
    token_not_offered: '{{host}} non ammette accessi con token. Modi offerti: {{offered}}',
    token_permission_missing: 'L’applicazione {{user}} ha ottenuto un token, ma non può usare EWS.',
    password_expired: 'La password di {{user}} è scaduta.',
    password_change_required: '{{user}} deve cambiare la password prima del prossimo accesso.',
    account_disabled: 'L’account Windows {{user}} è disattivato.',
    signed_in_but_forbidden: '{{user}} ha effettuato l’accesso, ma Exchange nega EWS all’account (HTTP {{status}}).',
    signed_in_but_not_ews: '{{user}} è stato ammesso, ma a rispondere non sono gli Exchange Web Services ({{reason}}).',
    signed_in_but_busy: '{{host}} è occupato e chiede di attendere.',
    sign_in_broke_off: '{{host}} ha interrotto la connessione durante l’accesso ({{reason}}).',
    sign_in_silent: '{{host}} non ha risposto in tempo all’accesso.',

    // Version
    version_told: 'Il server è {{product}} (build {{build}}); le richieste dichiarano {{requestVersion}}.',
    version_not_told: 'Il server non dice quale versione sia; le richieste dichiarano {{requestVersion}}.',
    version_not_accepted: 'Il server non accetta la versione impostata nel profilo: {{configured}}',

    // Mailbox
    mailbox_opened: 'La casella {{mailbox}} si apre; questo è il suo indirizzo principale.',
    mailbox_own_opened: 'La casella di {{user}} si apre; il suo indirizzo principale è {{primary}}.',
    mailbox_not_own:
      '{{mailbox}} non è la casella di {{user}}: con le proprie credenziali si sincronizza solo la propria.',
    mailbox_shared_opened:
      '{{user}} apre la casella {{mailbox}} con accesso delegato e ne vede tutte le cartelle; il suo indirizzo principale è {{primary}}.',
    mailbox_not_shared: 'Nessuna cartella di {{mailbox}} è condivisa con {{user}}.',
    mailbox_owner_ignored:
      'Il server apre le cartelle di {{user}} stesso, benché sia stata indicata {{mailbox}}: non conosce l’accesso delegato.',
    mailbox_delegate_without_mailbox:
      '{{user}} non ha una casella propria: per l’accesso delegato Exchange la pretende.',
    mailbox_deleted_items_hidden:
      'La casella {{mailbox}} si apre, ma {{user}} non vede la sua Posta eliminata: lì non si può eliminare, e ciò che vi viene spostato non vale come eliminato.',
    mailbox_deleted_items_closed:
      'La casella {{mailbox}} si apre, ma {{user}} non può leggere o scrivere nella sua Posta eliminata: lì non si può eliminare, e ciò che vi viene spostato può non valere come eliminato.',
    mailbox_folders_hidden:
      'La casella {{mailbox}} si apre, ma {{user}} ne vede solo le cartelle condivise: un elemento sparito può essere altrove, perciò nel CRM si elimina solo ciò che si trova nella Posta eliminata.',
    mailbox_impersonation_denied: '{{user}} non ha il diritto di agire per la casella {{mailbox}}.',
    mailbox_impersonation_failed: 'Exchange non ha potuto far agire {{user}} per {{mailbox}}.',
    mailbox_unknown: 'Exchange non conosce nessuna casella con l’indirizzo {{mailbox}}.',
    mailbox_missing_for_account: 'L’account {{user}} non ha una casella propria.',
    mailbox_not_primary: '{{mailbox}} è un indirizzo secondario della casella; quello principale è {{primary}}.',
    mailbox_owner_opened:
      'La casella {{mailbox}} si apre con il nome principale o il SID del proprietario; il suo indirizzo principale è {{primary}}.',
    mailbox_owner_another:
      'Il nome principale o il SID dell’account apre una casella diversa da {{mailbox}}. Non vi si legge né si scrive nulla.',
    mailbox_owner_not_told:
      'Con il nome principale o il SID dell’account si apre una casella, ma il server non mostra se è {{mailbox}}. Non vi si legge né si scrive nulla.',
    mailbox_owner_unknown:
      'Exchange non trova nessuno con il nome principale o il SID con cui aprire {{mailbox}}: {{answer}}',
    mailbox_denied: 'Exchange nega a {{user}} l’accesso alla casella {{mailbox}}.',
    mailbox_ews_off: 'EWS è disattivato per la casella {{mailbox}}. Per altre caselle funziona.',
    mailbox_unavailable: 'La casella {{mailbox}} in questo momento non è disponibile ({{answer}}).',
    mailbox_busy: 'Exchange chiede di attendere con la casella {{mailbox}}.',
    mailbox_failed: 'La casella {{mailbox}} non si apre: Exchange ha risposto {{answer}}.',

    // Folders
    contacts_readable: 'La cartella dei contatti si apre. Elementi: {{items}}',
    contacts_opened: 'La cartella dei contatti si apre.',
    contacts_missing: 'La casella {{mailbox}} non ha una cartella dei contatti.',
    contacts_denied: 'La cartella dei contatti di {{mailbox}} non si può leggere.',
    contacts_failed: 'La cartella dei contatti di {{mailbox}} non si apre: Exchange ha risposto {{answer}}.',
    contacts_not_shared: 'La cartella dei contatti di {{mailbox}} non è condivisa con {{user}}.',
    contacts_not_readable: '{{user}} vede la cartella dei contatti di {{mailbox}}, ma non può leggerla.',
    contacts_read_only: '{{user}} può leggere la cartella dei contatti di {{mailbox}}, ma non scriverci.',
    contacts_no_create: '{{user}} non può creare elementi nella cartella dei contatti di {{mailbox}}.',
    contacts_no_change: '{{user}} non può modificare gli elementi altrui nella cartella dei contatti di {{mailbox}}.',
    contacts_no_delete: '{{user}} non può eliminare gli elementi altrui dalla cartella dei contatti di {{mailbox}}.',
    contacts_private_hidden:
      'Gli elementi privati nella cartella dei contatti di {{mailbox}} sono nascosti a {{user}}: non si sincronizzano, e uno reso privato non vale come eliminato.',
    calendar_readable: 'La cartella del calendario si apre. Elementi: {{items}}',
    calendar_opened: 'La cartella del calendario si apre.',
    calendar_missing: 'La casella {{mailbox}} non ha una cartella del calendario.',
    calendar_denied: 'La cartella del calendario di {{mailbox}} non si può leggere.',
    calendar_failed: 'La cartella del calendario di {{mailbox}} non si apre: Exchange ha risposto {{answer}}.',
    calendar_not_shared: 'La cartella del calendario di {{mailbox}} non è condivisa con {{user}}.',
    calendar_not_readable: '{{user}} vede la cartella del calendario di {{mailbox}}, ma non può leggerla.',
    calendar_read_only: '{{user}} può leggere la cartella del calendario di {{mailbox}}, ma non scriverci.',
    calendar_no_create: '{{user}} non può creare elementi nella cartella del calendario di {{mailbox}}.',
    calendar_no_change: '{{user}} non può modificare gli elementi altrui nella cartella del calendario di {{mailbox}}.',
    calendar_no_delete: '{{user}} non può eliminare gli elementi altrui dalla cartella del calendario di {{mailbox}}.',
    calendar_private_hidden:
      'Gli elementi privati nella cartella del calendario di {{mailbox}} sono nascosti a {{user}}: non si sincronizzano, e uno reso privato non vale come eliminato.',

    // Clock
    clock_in_step: 'I due orologi segnano la stessa ora.',
    clock_off: 'Gli orologi del server e di questa macchina differiscono di {{seconds}} secondi.',
    clock_far_off:
      'Gli orologi del server e di questa macchina differiscono di {{seconds}} secondi: ne soffrono l’accesso e il confronto degli orari.',
    clock_not_told: 'Il server non dice l’ora.',
  },

  /** Single questions of the search for a server, one line each. */
  trials: {
    told: 'indica {{url}}',
    told_but_unusable: 'indica un indirizzo che non si può usare',
    told_nothing: 'risponde, ma non indica nessun indirizzo di EWS',
    no_such_host: 'il DNS non conosce questo nome',
    unreachable: 'non accetta la connessione',
    silent: 'non risponde in tempo',
    certificate_refused: 'mostra un certificato non accettato; nulla è stato inviato',
    nothing_there: 'qui non c’è Autodiscover',
    asks_for_sign_in: 'chiede chi è; nessuno ha fatto l’accesso',
    sign_in_refused: 'non accetta utente e password',
    sign_in_not_possible: 'non offre alcun accesso che il profilo ammetta',
    not_asked_again: 'dopo un rifiuto la password non gli viene più mostrata',
    unreadable: 'risponde con qualcosa che non è Autodiscover',
    server_trouble: 'ha un errore interno, o è occupato',
    address_unknown: 'non conosce nessuna casella con l’indirizzo {{mailbox}}',
    redirects: 'porta a {{host}}',
    redirects_to_address: 'la casella ha ora un altro indirizzo, in {{domain}}',
    untrusted_host: '{{host}} non è stato accettato; nessuna password è stata inviata',
    insecure_redirect: 'porta a {{host}} senza https, e non viene seguito',
    in_circles: 'riporta dove la ricerca era già stata',
    exchange_online: '{{host}} fa parte di Exchange Online',
    no_record: 'il DNS non ha questo record',
    record_found: 'il record indica {{target}}',
    server_reached: 'è raggiungibile da qui',
  },

  remedies: {
    // Address and network
    find_server_url: 'Exchange stesso conosce i propri indirizzi. Nel profilo va ExternalUrl oppure InternalUrl:',
    publish_autodiscover:
      'Verifica che il DNS di questa macchina conosca autodiscover.{{domain}} (o il record SRV) e che porti a Exchange:',
    accept_host:
      'Se {{host}} è davvero il tuo server di posta, accettalo nel profilo: autodiscover:{{domain}}?trust={{host}}',
    set_ews_url: 'Dai alla directory EWS un indirizzo esterno in Exchange:',
    use_https:
      'Usa https. Ogni server Exchange lo parla; un certificato che nessuno garantisce si può accettare nel profilo.',
    on_premises_only:
      'Imposta nel profilo l’accesso «Client OAuth». Funziona finché il tenant permette ancora EWS, che il 1º aprile 2027 finisce per tutti.',
    check_name:
      'Controlla come è scritto {{host}}. Se questa macchina usa un DNS diverso dal resto dell’azienda, il nome può essere sconosciuto solo qui:',
    check_dns_service: 'Controlla quale DNS usa questa macchina e se risponde.',
    check_port: 'La porta è giusta, e il firewall lascia passare questa macchina verso la porta {{port}} di {{host}}?',
    check_services: 'Sul server Exchange: il server web e i servizi di Exchange sono in esecuzione?',
    check_route: 'Controlla rete, VPN e firewall tra questa macchina e {{host}}:',
    use_redirect_target: 'Se {{target}} è il server giusto, indicalo come Url Server.',
    require_https: 'Di solito Exchange pretende https. Cambia l’indirizzo in https.',
    check_address_rules: 'Il server web può ammettere solo certi indirizzi. Questo deve essere tra loro:',
    check_components:
      'Sul server Exchange: componenti inattivi o fermi, spesso dopo un aggiornamento interrotto, rispondono con errori:',

    // Certificate
    renew_certificate: 'Rinnova il certificato sul server Exchange:',
    use_certificate_name:
      'Come Url Server indica uno dei nomi per cui il certificato è fatto ({{names}}), oppure richiedi un certificato con il nome giusto.',
    pin_certificate:
      'Oppure accetta esattamente questo certificato, dopo averne confrontato l’impronta con quella sul server: {{certificateSha256}}',
    replace_pin:
      'Il server ha un certificato nuovo? Confronta lì l’impronta e accetta quello nuovo: {{certificateSha256}}. Altrimenti qualcuno potrebbe essersi messo in mezzo.',
    give_authority:
      'Se {{issuer}} è l’autorità di certificazione dell’azienda, inseriscine il certificato radice (PEM) nel profilo. Su un computer del dominio questo comando lo mostra, dopo averlo scelto dall’elenco:',
    send_intermediate:
      'Se lo ha rilasciato un’autorità pubblica, il server non invia il certificato intermedio. Installalo sul server:',
    mend_authority:
      'Esporta di nuovo il certificato dell’autorità in Base 64 (.CER): comincia con -----BEGIN CERTIFICATE-----.',
    switch_tls_on:
      'Attiva TLS 1.2 in Windows, sul server Exchange; vale dopo un riavvio. A Windows Server 2008 servono il Service Pack 2 e l’aggiornamento KB4019276:',
    put_proxy_before:
      'Oppure metti davanti al server un proxy che con questa macchina parli TLS 1.2, e indicane l’indirizzo. NTLM non passa da un proxy dove la protezione estesa è su Require.',
    check_tls_port: 'La porta {{port}} è quella di https? Sul server Exchange:',

    // Sign-in
    check_credentials:
      'Controlla utente e password di {{user}}. Un account bloccato, scaduto o disattivato da fuori appare uguale; per vederlo e sbloccarlo, su un controller di dominio:',
    name_domain:
      'Senza il dominio l’utente può non essere trovato. Compila il dominio, oppure scrivi DOMINIO\\{{user}} o il nome di accesso con @.',
    relax_extended_protection:
      'Se la password è giusta e un proxy o un bilanciatore apre TLS sul percorso: con la protezione estesa su Require NTLM non può passare. Imposta l’accesso del profilo su Basic, se il server lo offre, oppure la protezione estesa su Allow, come Microsoft consiglia per EWS:',
    allow_offered_sign_in: 'Oppure imposta l’accesso del profilo su «automatico»: il server offre {{offered}}.',
    enable_sign_in: 'Attiva {{scheme}} per EWS sul server Exchange (poi iisreset /noforce):',
    protect_password: 'Considera la password nota ad altri, e cambiala.',
    change_password: 'Imposta nella directory una nuova password per {{user}}, poi inseriscila qui:',
    enable_account: 'Riattiva l’account {{user}}, o usane un altro:',

    allow_ntlm_provider: 'Aggiungi NTLM ai provider di IIS, accanto a Negotiate (poi iisreset /noforce):',

    // Token
    check_token_url:
      'Controlla l’autorità: https://login.microsoftonline.com/ seguito dall’ID o dal dominio del tenant, oppure l’indirizzo intero da cui si ottiene il token.',
    reach_token_endpoint: 'Questa macchina deve raggiungere {{host}}. Controlla firewall e DNS:',
    trust_token_endpoint:
      'Se {{host}} è un tuo server, inserisci nel profilo l’autorità del suo certificato. Altrimenti qualcuno potrebbe essersi messo in mezzo.',
    check_application:
      'Controlla ID client e tenant, e che l’applicazione sia attiva (Microsoft Graph PowerShell, dopo Connect-MgGraph):',
    make_secret: 'Inserisci il valore del segreto, non il suo ID. Quando scade, e come crearne uno nuovo:',
    register_certificate:
      'Registra il certificato nell’applicazione, in «Certificati e segreti». Quali ha e quando scadono:',
    enter_certificate_and_key:
      'Inserisci certificato e chiave privata della stessa coppia, entrambi in PEM: una chiave RSA, senza passphrase.',
    check_scope:
      'L’ambito (scope) dice a che cosa serve il token: https://outlook.office365.com/.default per Exchange Online, https://HOST/.default per un server proprio.',
    grant_application_permission:
      'Concedi all’applicazione full_access_as_app, e con ciò il consenso. Vale dopo alcuni minuti, nei token nuovi:',
    take_tokens:
      'Con l’autenticazione moderna ibrida anche un Exchange proprio accetta i token. Che cosa è configurato, e l’interruttore:',

    // Rights and mailbox
    switch_ews_on: 'Guarda se EWS è disattivato, per la casella o per l’organizzazione, e attivalo:',
    allow_user_agent:
      'Se solo i programmi elencati possono usare EWS (EwsApplicationAccessPolicy è EnforceAllowList), aggiungi {{program}} all’elenco:',
    use_version_auto: 'Imposta la versione di Exchange del profilo su «automatica» al posto di {{configured}}.',
    grant_impersonation: 'Concedi a {{user}} il diritto di agire per tutte le caselle. Vale dopo qualche minuto:',
    grant_impersonation_scoped: 'Oppure solo per i membri di un gruppo, a cominciare da {{mailbox}}:',
    grant_impersonation_2007: 'Concedi a {{user}} i due diritti che Exchange 2007 prevede:',
    check_impersonation: 'Chi ha già il diritto:',
    share_contacts: 'Condividi i contatti di {{mailbox}} con {{user}}, livello Editor:',
    share_calendar: 'Condividi il calendario di {{mailbox}} con {{user}}, livello Editor:',
    share_deleted_items: 'Condividi la Posta eliminata di {{mailbox}} con {{user}}, livello Editor:',
    raise_contacts: 'Porta {{user}} al livello Editor sui contatti di {{mailbox}}:',
    raise_calendar: 'Porta {{user}} al livello Editor sul calendario di {{mailbox}}:',
    raise_deleted_items: 'Porta {{user}} al livello Editor sulla Posta eliminata di {{mailbox}}:',
    show_private_items:
      'Mostra a {{user}} gli elementi privati: il titolare di {{mailbox}} lo fa in Outlook, tra i suoi delegati; le versioni più recenti di Exchange conoscono anche il comando:',
    share_in_outlook:
      'Il titolare di {{mailbox}} concede il diritto a {{user}} in Outlook: proprietà della cartella, Autorizzazioni, livello Editor.',
    grant_full_access:
      'Oppure dai a {{user}} l’accesso completo alla casella {{mailbox}}: comprende tutte le cartelle e gli elementi privati:',
    use_impersonation:
      'Oppure imposta nel profilo il modello di accesso «impersonificazione»: vale per tutte le caselle con un diritto solo, e vede tutto.',
    find_mailbox: 'Controlla l’indirizzo {{mailbox}}, e che la sua casella sia su questo Exchange e non nel cloud:',
    find_owner_name:
      'Correggi il nome principale o il SID nell’account di {{mailbox}}. Come si chiama il proprietario di quella casella:',
    impersonate_by_address: 'Nel profilo imposta «Impersonificare con» sull’indirizzo SMTP principale.',
    use_primary_address: 'Indica {{primary}} al posto di {{mailbox}}.',
    use_own_mailbox:
      'Indica l’indirizzo principale della casella di {{user}}. Per le caselle di altri il profilo ha bisogno di un account in delega.',
    give_account_a_mailbox: 'Dai una casella a {{user}}, oppure accedi con l’account a cui la casella appartiene:',
    check_mailbox_state: 'Il database di {{mailbox}} è montato, o la casella è in corso di spostamento?',
    check_folders:
      'Guarda quali cartelle di {{mailbox}} ha Exchange. Quelle mancanti le crea il primo accesso con Outlook:',
    check_throttling:
      'Exchange limita quanto si può chiedere a {{mailbox}}. Se succede spesso, assegna alla casella un criterio proprio:',
    wait_and_repeat: 'Attendi qualche minuto e ripeti la prova.',

    // Clock
    set_clock: 'Regola l’orologio della macchina che sbaglia, meglio dal servizio orario del dominio. In Windows:',

    // For users
    check_own_login: 'Controlla l’utente e la password che hai inserito per questo account.',
    tell_administrator:
      'Avvisa il tuo amministratore: provando la connessione di questo account vede i dettagli e il rimedio.',
  },
};
