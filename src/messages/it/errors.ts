import type { TranslationOf } from '../catalogue.ts';
import type { errors as english } from '../en/errors.ts';

export const errors: TranslationOf<typeof english> = {
  unknown: 'Exchange ha risposto {{code}}. {{next}}',
  next: {
    retry: 'Si riprova da sé.',
    backoff: 'Il server ha chiesto di attendere; prosegue da sé.',
    resync: 'Tutto viene riconfrontato da sé; nulla viene creato di nuovo.',
    conflict: 'Qualcuno l’ha modificato nello stesso momento; viene riletto da sé.',
    reauth: 'Controlla indirizzo, accesso e diritti del profilo.',
    quarantine: 'L’elemento viene messo da parte e ritentato più tardi; gli altri proseguono.',
    halt: 'La sincronizzazione di questa casella attende una persona.',
    bug: 'È un difetto di Raccordo: segnalalo con il codice.',
  },
  meant: 'Exchange ha risposto {{code}}. {{meaning}}',
  /** What a code of Exchange means and what to do, for codes without a sentence of their own. */
  meaning: {
    throttled:
      'La casella ha esaurito per ora quanto Exchange le concede. Prosegue da sé dopo la pausa chiesta dal server; se persiste, controlla i criteri di limitazione (throttling) dell’account.',
    server_short:
      'Al server Exchange mancano memoria o altre risorse. Prosegue da sé; se persiste, controlla il carico del server.',
    server_trouble:
      'Un errore interno del server Exchange. Si riprova da sé; se persiste, il motivo è nel suo registro eventi, sotto il client-request-id.',
    took_too_long: 'Exchange non ha finito nel tempo che si concede. Si riprova da sé, con meno elementi per volta.',
    directory_trouble:
      'Exchange non riceve risposta da Active Directory. Si riprova da sé; se persiste, controlla i controller di dominio.',
    mailbox_unreachable:
      'Il database della casella al momento non è raggiungibile: viene spostato o preso in carico da un altro server. Prosegue da sé.',
    between_servers:
      'Il server che risponde non riesce a passare la richiesta a quello che ospita la casella. Si riprova da sé; se persiste, indica l’indirizzo di un server nel sito della casella, oppure usa Autodiscover.',
    notifications_over: 'La sottoscrizione alle modifiche è terminata sul server. Se ne crea da sé una nuova.',
    no_notifications:
      'Exchange non segnala all’account le modifiche di questa casella. Raccordo le chiede all’intervallo del profilo.',
    position_lost:
      'Exchange non riconosce più il punto a cui si era arrivati nell’elenco delle modifiche. Tutto viene riconfrontato da sé; nulla viene creato di nuovo.',
    changed_meanwhile: 'Qualcuno ha modificato l’elemento nello stesso momento. Viene riletto da sé.',
    item_gone: 'L’elemento non c’è più, o non si vede. Raccordo lo cerca prima di crederlo eliminato.',
    rights_missing:
      'L’account non ha il diritto di farlo in questa casella. La prova di connessione indica quale diritto manca e il comando che lo concede.',
    impersonation_refused:
      'L’account non può agire per questa casella. Concedigli il ruolo ApplicationImpersonation (il comando è nella prova di connessione), oppure indica la casella con il suo indirizzo principale.',
    account_refused:
      'L’account con cui si accede non va bene per Exchange: è disattivato, oppure senza casella o senza licenza. Attivalo, o usane un altro.',
    password_old: 'La password va cambiata: prima in Windows, poi qui.',
    mailbox_wrong: 'Exchange non trova questa casella, o non scritta così. Indica il suo indirizzo SMTP principale.',
    mailbox_full: 'La casella è piena. Libera spazio, o alza il suo limite.',
    version_refused: 'La versione di Exchange impostata nel profilo non è adatta al server. Imposta "auto".',
    appointment_refused: 'Exchange non accetta un orario o un altro valore dell’appuntamento. Correggi l’appuntamento.',
    series_refused:
      'Exchange non lo accetta per una serie di appuntamenti. Correggi in Outlook la regola o la ricorrenza.',
    meeting_refused:
      'Exchange non lo accetta per una riunione: può farlo solo l’organizzatore, oppure è stata annullata. Non c’è nulla da fare.',
    contact_refused: 'Exchange non accetta un indirizzo o un numero del contatto. Correggi il contatto.',
    property_refused:
      'Exchange non accetta un valore dell’elemento. Correggi il campo indicato dal messaggio, se ne indica uno.',
    item_damaged: 'Exchange non riesce a leggere l’elemento, che è danneggiato. Eliminalo in Outlook, o ricrealo.',
    virus_found: 'L’antivirus del server rifiuta l’elemento. Ripuliscilo, o eliminalo.',
    too_large: 'Un valore dell’elemento, o l’elemento intero, è più grande di quanto Exchange accetti. Accorcialo.',
    attachment_refused:
      'Exchange non accetta l’allegato o la foto, o non riesce ad aprirli. Sostituiscili con una versione più piccola.',
    id_refused:
      'Exchange non accetta l’identificativo dell’elemento, che può venire da un’altra casella o da prima di uno spostamento. Si riprova da sé; se persiste, fai riconfrontare tutto.',
    wrong_folder:
      'La cartella manca, non si vede o è di un altro tipo. Controlla che la casella abbia ancora la propria cartella dei contatti e il proprio calendario.',
    not_saved:
      'Exchange non è riuscito a salvare o a togliere l’elemento. Si riprova più tardi da sé; gli altri proseguono.',
    name_unknown:
      'Nella directory con questo nome non c’è nessuno, o c’è più di una persona. Indica l’indirizzo completo.',
    availability_unknown: 'Exchange non sa dire quando questa persona è libera. Non c’è nulla da fare.',
    our_request: 'Exchange non accetta una richiesta di Raccordo. È un difetto: segnalalo con il codice.',
    other_work:
      'Una risposta a qualcosa che Raccordo non chiede. Segnalalo con il codice, e cerca un proxy che scambi le risposte.',
  },
  /** What a file system says. */
  file: {
    ENOENT: 'non esiste',
    EACCES: 'permesso negato',
    EPERM: 'permesso negato',
    EISDIR: 'è una cartella',
    ENOTDIR: 'una parte del percorso non è una cartella',
    EEXIST: 'al suo posto c’è altro',
    EROFS: 'il file system è di sola lettura',
    ENOSPC: 'il disco è pieno',
  },

  server_url_invalid:
    'L’indirizzo del server non è valido: indica un nome, un IP, https://HOST/EWS/Exchange.asmx oppure autodiscover:DOMINIO.',
  exchange_online_ews_closed:
    'Exchange Online non accetta password: scegli «Client OAuth» come accesso. Funziona finché il tenant permette ancora EWS, che il 1º aprile 2027 finisce per tutti.',
  insecure_http_refused:
    'Con http la password viaggerebbe senza protezione. Usa https, oppure imposta allowInsecureHttp nel profilo se sai che cosa fai.',
  autodiscover_address_unknown:
    'Autodiscover su {{host}} non conosce nessuna casella con l’indirizzo {{mailbox}}. Controlla la casella dell’account.',
  autodiscover_in_circles:
    'Autodiscover di {{domain}} rimanda senza fine. Va corretto, oppure indica nel profilo l’indirizzo del server.',
  autodiscover_no_ews_url:
    'Autodiscover su {{host}} non indica nessun indirizzo di EWS. Impostalo in Exchange (Set-WebServicesVirtualDirectory -ExternalUrl), oppure indicalo nel profilo.',
  autodiscover_not_found:
    'Autodiscover di {{domain}} non indica nessun server. Si riprova da sé; la prova della connessione mostra che cosa è stato chiesto.',
  autodiscover_unreadable: 'Ciò che risponde su {{host}} non parla Autodiscover.',
  autodiscover_untrusted_host:
    'Autodiscover di {{domain}} porta a {{host}}, che non sta sotto {{domain}}. Nulla è stato inviato lì. Se è il tuo server di posta, accettalo nel profilo: autodiscover:{{domain}}?trust={{host}}',
  connection_failed: 'Nessuna connessione con {{host}}. Il server è raggiungibile da questa macchina?',
  connection_refused: '{{host}} rifiuta la connessione. Il server è acceso, e la porta è giusta?',
  connection_reset: '{{host}} ha interrotto la connessione. Si riprova da sé.',
  dns_not_found: 'Non esiste un server di nome {{host}}. Controlla l’indirizzo del server nel profilo.',
  timeout: '{{host}} non ha risposto in tempo. Si riprova da sé.',
  tls_ca_invalid: 'L’autorità di certificazione privata del profilo non è in formato PEM valido.',
  tls_expired: 'Il certificato di {{host}} è scaduto. Va rinnovato sul server.',
  tls_failed: 'Nessuna connessione sicura con {{host}}. Parla https su questa porta?',
  tls_name_mismatch:
    'Il certificato di {{host}} è per un altro nome. Usa il nome per cui è fatto, oppure fissalo nel profilo.',
  tls_pin_mismatch:
    'Il certificato di {{host}} non è quello fissato nel profilo. Nessuna password è stata inviata. Se il server ne ha uno nuovo, fissa quello.',
  tls_too_old:
    '{{host}} parla solo versioni di TLS precedenti alla 1.2, che non proteggono le password. Attiva TLS 1.2 in Windows su quel server, oppure mettigli davanti un proxy con TLS più recente.',
  tls_untrusted:
    'Nessuno di cui questa macchina si fida garantisce per il certificato di {{host}}. Indica nel profilo la sua autorità (tls.caPem) o la sua impronta (tls.certificateSha256).',
  sign_in_kerberos_only:
    '{{host}} offre Negotiate, ma sotto quel nome accetta solo Kerberos. Attiva NTLM o Basic per EWS sul server.',
  sign_in_malformed: '{{host}} ha risposto all’accesso con qualcosa che non è NTLM.',
  sign_in_refused:
    '{{host}} non accetta utente e password. Vanno corretti dove sono impostati: nel profilo quelli dell’account in delega, nell’account esterno quelli propri. Dopo più tentativi errati Windows può bloccarli, perciò per un quarto d’ora la stessa password non viene riprovata; una prova della connessione la riprova ancora una volta.',
  sign_in_unsupported: '{{host}} non offre alcun accesso che il profilo ammetta ({{offered}}).',
  client_certificate_expired:
    'Il certificato dell’applicazione è scaduto il {{validTo}}. Creane uno nuovo, registralo nell’applicazione e inseriscilo nel profilo con la sua chiave.',
  client_certificate_unreadable:
    'Il certificato dell’applicazione non è in formato PEM valido. Inserisci l’intero blocco, comprese le righe BEGIN ed END.',
  client_key_mismatch:
    'La chiave privata non appartiene al certificato dell’applicazione. Inserisci i due della stessa coppia.',
  client_key_unreadable:
    'La chiave privata dell’applicazione non si può leggere: dev’essere una chiave RSA in PEM, senza passphrase.',
  token_answer_unusable:
    'Ciò che risponde su {{host}} non rilascia token. Controlla l’autorità nel profilo: https://login.microsoftonline.com/TENANT',
  token_application_refused:
    '{{host}} rifiuta l’applicazione {{client}}: in questo tenant non esiste, o è disattivata ({{answer}}). Controlla ID client e tenant.',
  token_certificate_refused:
    '{{host}} non accetta il certificato dell’applicazione {{client}} ({{answer}}). Registralo nell’applicazione; controlla che l’orologio di questa macchina sia giusto.',
  token_consent_missing:
    'L’applicazione {{client}} non ha il consenso dell’amministratore del suo tenant ({{answer}}). Concedile lì full_access_as_app.',
  token_endpoint_busy: '{{host}} al momento non rilascia token e chiede di attendere. Si prosegue da sé.',
  token_endpoint_failed: '{{host}} ha un problema suo e non rilascia token (HTTP {{status}}). Si riprova da sé.',
  token_endpoint_unreachable:
    'Nessun token da {{host}}: non è raggiungibile ({{reason}}). Si riprova da sé; forse un firewall deve lasciar passare questa macchina.',
  token_not_accepted:
    '{{host}} non accetta il token dell’applicazione {{client}} ({{reason}}). Controlla l’ambito (scope): deve indicare questo server.',
  token_not_offered:
    '{{host}} non ammette accessi con token ({{offered}}). Usa utente e password, oppure attiva l’autenticazione moderna ibrida.',
  token_permission_missing:
    'L’applicazione {{client}} non può usare EWS su {{host}}. Le serve l’autorizzazione dell’applicazione full_access_as_app, con il consenso di un amministratore.',
  token_refused: '{{host}} non rilascia token all’applicazione {{client}} ({{answer}}).',
  token_scope_refused:
    '{{host}} non rilascia all’applicazione {{client}} un token per questo ambito ({{answer}}). Per Exchange Online è https://outlook.office365.com/.default',
  token_secret_expired:
    'Il segreto dell’applicazione {{client}} è scaduto. Creane uno nuovo su {{host}} e inseriscilo nel profilo.',
  token_secret_refused:
    '{{host}} non accetta il segreto dell’applicazione {{client}}. Inserisci il valore del segreto, non il suo ID.',
  token_tenant_unknown:
    '{{host}} non conosce questo tenant ({{answer}}). Controlla l’autorità nel profilo: https://login.microsoftonline.com/TENANT',
  token_url_invalid:
    'L’autorità del profilo non è un indirizzo. È https://login.microsoftonline.com/TENANT, oppure l’indirizzo intero da cui si ottiene il token.',
  ews_forbidden:
    '{{host}} riconosce l’utente ma gli nega EWS (403). EWS può essere disattivato per la casella o per l’organizzazione.',
  ews_not_found: '{{host}} non ha EWS a questo indirizzo (404). Di solito è https://HOST/EWS/Exchange.asmx.',
  http_rejected: '{{host}} respinge la richiesta (HTTP {{status}}).',
  http_server_error: '{{host}} ha un errore interno (HTTP {{status}}). Si riprova da sé.',
  login_timeout: 'L’accesso a {{host}} è scaduto; viene rifatto da sé.',
  not_ews:
    '{{host}} risponde con qualcosa che non è EWS. È l’indirizzo di una pagina web? EWS di solito è https://HOST/EWS/Exchange.asmx.',
  redirected:
    '{{host}} rimanda a un altro indirizzo. Nulla è stato inviato là; se è giusto, indicalo come indirizzo del server.',
  server_busy: '{{host}} è occupato e chiede di attendere. Prosegue da sé.',
  response_doctype: 'La risposta dichiara un tipo di documento, che viene rifiutato.',
  response_empty: 'La risposta è vuota.',
  response_not_http: 'Ciò che risponde su {{host}} non parla HTTP.',
  response_not_xml: 'La risposta non è XML ben formato.',
  response_too_deep: 'La risposta è annidata più di quanto ammesso.',
  response_too_large: 'La risposta è più grande di quanto ammesso.',
  response_truncated: 'La risposta si è interrotta a metà. Si riprova da sé.',
  backing_off: 'Il server ha chiesto di attendere; fino ad allora non si invia nulla.',
  channel_closed: 'La connessione è stata chiusa.',
  horizon_moved:
    'Le occorrenze da mostrare non sono più quelle dell’ultima esecuzione. Tutto viene riconfrontato da sé.',
  cursor_wedged: 'L’elenco delle modifiche non avanza. Tutto viene riconfrontato da sé.',
  sync_state_stuck: 'L’elenco delle modifiche non avanza. Tutto viene riconfrontato da sé.',
  ErrorAccessDenied:
    'L’account non ha diritti su questa casella, cartella o elemento. La prova di connessione dice quale diritto manca e con quale comando si concede.',
  ErrorImpersonateUserDenied:
    'L’account in delega non può agire per questa casella. Concedilo: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT',
  ErrorImpersonationDenied:
    'L’account in delega non può agire per questa casella. Concedilo: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT',
  ErrorNonExistentMailbox: 'Non esiste una casella con questo indirizzo. Controlla la casella dell’account.',
  ErrorNonPrimarySmtpAddress: 'Questo non è l’indirizzo principale della casella. Indica quello principale.',
  ErrorMissingEmailAddress: 'L’account con cui si accede non ha una casella propria.',
  ErrorQuotaExceeded: 'La casella è piena. Non si può scrivere nulla finché non c’è spazio.',
  ErrorPasswordExpired: 'La password è scaduta. Cambiala su Exchange, poi qui.',
  ErrorServerBusy: 'Exchange è occupato e chiede di attendere. Prosegue da sé.',
  ErrorInvalidServerVersion: 'Il server non conosce la versione di Exchange impostata nel profilo. Usa `auto`.',
  ErrorSchemaValidation: 'Exchange respinge una richiesta perché malformata. È un difetto di Raccordo: segnalalo.',
  database_locked:
    'Un altro Raccordo (processo {{pid}}) usa questa cartella dei dati. Fermalo, oppure scegline un’altra con --data.',
  database_not_durable: 'La cartella dei dati non conserva ciò che vi si scrive; l’avvio è stato rifiutato.',
  database_full: 'Il disco con la cartella dei dati è pieno. Libera spazio e riavvia; nulla di confermato è perso.',
  database_io_error: 'La cartella dei dati non si può leggere o scrivere.',
  database_damaged: 'Il database nella cartella dei dati è danneggiato. Ripristinalo da una copia.',
  database_failed: 'Il database si è fermato con un errore.',
  database_address_invalid:
    'L’indirizzo del database non è valido: guarda {{part}}. È del tipo postgres://UTENTE:PASSWORD@HOST:5432/DATABASE; segni come @, / e : nella password si scrivono %40, %2F e %3A.',
  database_unreachable:
    'Il server di database {{server}} non si raggiunge ({{reason}}). Si riprova da sé; nulla di confermato è perso.',
  database_sign_in_refused:
    'Il server di database {{server}} non fa entrare {{user}}. Controlla utente e password nel suo indirizzo, e pg_hba.conf sul server.',
  database_missing: 'Il database {{server}} non esiste. Crealo (createdb) o correggi il suo indirizzo.',
  database_rights_missing:
    'L’utente del database {{server}} non può fare ciò che serve a Raccordo ({{object}}). Rendilo proprietario del database.',
  database_connections_exhausted:
    'Il server di database {{server}} non ha più connessioni libere. Si riprova da sé; se continua, aumenta max_connections: ogni Raccordo ne usa fino a dieci.',
  database_too_slow:
    'Il server di database {{server}} ha interrotto un’istruzione che durava o attendeva troppo. Si riprova da sé; se continua, controlla il carico del server.',
  database_read_only:
    'Il server di database {{server}} non accetta scritture: è una replica, o è impostato così. Indica l’indirizzo di quello che le accetta.',
  database_tls_refused:
    'Nessuna connessione sicura con il server di database {{server}} ({{reason}}). Configura TLS sul server, indica la sua autorità con sslrootcert, oppure di’ con sslmode che cosa accetti.',
  database_too_old: 'Il server di database {{server}} è PostgreSQL {{version}}. Serve almeno la versione {{oldest}}.',
  database_encoding_unsupported:
    'Il database {{server}} memorizza i testi come {{encoding}}, che non può contenere ogni nome. Crealo con la codifica UTF8.',
  database_is_on_server:
    'Il database di questa cartella dei dati è sul server {{server}}. Indica il suo indirizzo: RACCORDO_DATABASE_URL o --database.',
  database_is_embedded:
    'La cartella dei dati {{directory}} ha un database incorporato, perciò quello su {{server}} non viene usato. Scegli una nuova cartella dei dati per il server, o togli l’indirizzo.',
  data_directory_unusable: 'La cartella dei dati {{directory}} non si può usare: {{reason}}.',
  schema_too_new:
    'I dati sono stati scritti da un Raccordo più recente. Usa quella versione, o ripristina una copia precedente.',
  migration_changed: 'Una migrazione già applicata ha ora un altro contenuto: questo programma non è adatto ai dati.',
  secret_unreadable:
    'Una password o un segreto memorizzato non si apre con la chiave di questa installazione. Inseriscilo di nuovo.',
  secret_key_exposed:
    'Il file della chiave può essere letto da altri. Consentilo al solo proprietario (chmod 600) e riavvia.',
  token_exposed: 'Il file del token può essere letto da altri. Consentilo al solo proprietario (chmod 600) e riavvia.',
  lease_lost: 'Un’altra esecuzione ha preso in carico questa casella.',
  lease_too_short: 'L’esecuzione è durata troppo per il suo turno ed è stata chiusa; la prossima prosegue.',
  mailbox_taken: 'La casella appartiene già a un altro utente.',
  item_type_active_elsewhere: 'Questo tipo di elemento è già sincronizzato da un altro account dello stesso utente.',
  interrupted: 'Il programma è terminato durante questa esecuzione. La prossima prosegue.',
  file_unreadable: 'Il file {{file}} non si può leggere ({{reason}}).',
  file_unwritable: 'Il file {{file}} non si può scrivere ({{reason}}).',
  token_unreadable: 'Il token del Raccordo in funzione non si può leggere: può usarlo solo il proprietario.',
  users_file_invalid: 'Il file degli utenti non è valido: {{reason}}',
  port_in_use: 'La porta {{port}} è occupata da un altro programma. Scegline un’altra con --port.',
  address_unavailable: '{{host}} non è un indirizzo di questa macchina. Indicane uno suo con --host.',
  insecure_listen_refused:
    'Su {{host}} le password attraverserebbero la rete in chiaro. Metti davanti al server un proxy con TLS e indica il suo indirizzo https con --public-url; altrimenti il server ascolta solo su 127.0.0.1.',

  account_unknown: 'Non c’è nessun account di nome {{account}}.',
  account_inactive: 'L’account {{account}} è disattivato.',
  profile_inactive: 'Il profilo di questo account è disattivato: non sincronizza nulla e non perde nulla.',
  user_unknown: 'Non c’è nessun utente di nome {{user}}.',
  user_inactive: 'L’utente di questo account non è attivo.',
  nothing_to_synchronise: 'Per questo account non sono attivi né contatti né appuntamenti.',
  run_unknown:
    'Questa esecuzione non c’è, o non c’è più. Le ultime stanno nella pagina dell’account esterno; `raccordo undo` le elenca con il loro codice.',
  plan_unknown:
    'Questa esecuzione non ha un piano: è stata eseguita subito, si sta ancora pianificando, oppure il piano è troppo vecchio. Un’anteprima (`raccordo sync --dry-run`) ne fa uno nuovo.',
  no_old_deletions:
    'Non c’è nulla che sia rimasto da eliminazioni precedenti all’attivazione della regola, nelle direzioni attive.',
  run_undone: 'Questa esecuzione è già stata annullata. Per riavere il suo risultato, annullare l’annullamento.',
  run_not_finished: 'Questa esecuzione non è finita. Attenderne la fine, poi annullarla.',
  run_changed_nothing: 'Questa esecuzione non ha scritto da nessuna parte: non c’è nulla da annullare.',
  history_forgotten:
    'Il giornale non ha più tutto ciò che questa esecuzione ha scritto: la sua cronologia è scaduta. Un’esecuzione si annulla per intero o per nulla; ciò che serve va modificato a mano.',
  plan_applied: 'Questo piano è già stato eseguito. Un’anteprima mostra che cosa c’è da fare adesso.',
  plan_outdated:
    'Il piano non corrisponde più, perciò non ne è stato eseguito nulla. Guarda il piano di adesso e approva quello.',
  record_unknown: 'Questo record non c’è.',
  conflict_unknown: 'Questo conflitto non c’è, oppure è più vecchio dello storico.',
  conflict_decided: 'Questo conflitto è già stato deciso. Riaprilo per vedere come.',
  conflict_superseded:
    'Dopo il conflitto il campo è cambiato di nuovo, perciò non è stato scritto nulla. Guarda l’elemento com’è adesso.',
  conflict_item_busy:
    'Qualcuno sta modificando l’elemento proprio ora, perciò non è stato scritto nulla. Riprova fra un momento.',
  conflict_value_invalid: 'Nel campo $t(fields.{{field}}) questo valore non può stare. $t(errors.fieldForms.{{form}})',
  /** What a field accepts. */
  fieldForms: {
    text: 'Serve un testo, non più lungo di quanto il campo ammette.',
    date: 'Serve una data che esiste, nella forma AAAA-MM-GG.',
    time: 'Servono inizio e fine in JSON, come li mostra `raccordo conflicts show … --json`.',
    parts: 'Servono le sue parti in JSON: {{parts}}.',
    set: 'Serve un elenco di testi in JSON.',
    choice: 'È possibile uno di questi: {{parts}}.',
    minutes: 'Serve un numero intero di minuti in JSON.',
    photo: 'Scegli una delle due foto.',
    occurrences: 'Scegli uno dei due; le singole occorrenze si modificano nell’appuntamento stesso.',
  },
  conflict_not_writable: 'Nel campo $t(fields.{{field}}) non è stato scritto nulla: $t(errors.notWritable.{{why}})',
  /** Why the items of a conflict are not written to. */
  notWritable: {
    notLinked: 'i due elementi non sono più collegati. Modifica a mano quello che vuoi cambiare.',
    inFlight: 'è ancora in corso un’altra scrittura su questo elemento. Riprova dopo la prossima sincronizzazione.',
    recordMissing: 'il record non è più nel CRM, oppure l’utente non può più vederlo.',
    recordNotOurs: 'il record ora è di un altro utente.',
    itemMissing: 'l’elemento non è più nella casella, oppure è stato spostato in un’altra cartella.',
    itemTypeOff: 'questo tipo di elementi è disattivato nell’account o nel suo profilo.',
    fieldUnread: 'il server di posta non dice che cosa c’è adesso nel campo.',
    excluded_filter: 'l’elemento è escluso dalla regola su quali elementi partecipano.',
    excluded_private: 'l’elemento ora è privato, e gli elementi privati sono esclusi.',
    excluded_series: 'l’elemento ora è una serie che non può essere uguale sulle due parti; si mostra e non si scrive.',
    occurrencesWait:
      'è stata modificata un’occorrenza della serie che questo valore toglierebbe. Riprova dopo la prossima sincronizzazione.',
    meeting: 'l’elemento è una riunione con partecipanti, che non ne saprebbero nulla. Modificala in Outlook.',
  },
  verification_unknown:
    'Questa esecuzione non ha confrontato nulla. `raccordo verify --account NOME` avvia un confronto.',
  shutting_down: 'Raccordo si sta fermando; non viene avviato nulla di nuovo.',

  configuration_invalid: 'La configurazione non è valida; nulla è stato cambiato.',
  already_running: 'Questo account viene sincronizzato proprio ora.',
  server_unreachable: 'Il Raccordo in esecuzione non risponde.',
  internal: 'È successo qualcosa di inatteso. Il registro dice di più.',

  // Settings
  account_name_taken: 'C’è già un altro account di nome {{account}}.',
  profile_name_taken: 'C’è già un altro profilo di nome {{profile}}.',
  profile_unknown: 'Questo profilo non esiste; forse nel frattempo è stato eliminato.',
  profile_in_use: '{{accounts}} account usano questo profilo. Prima toglili o spostali.',
  profile_changed:
    'Nel frattempo qualcuno ha modificato o eliminato questo profilo. Guardalo di nuovo e ripeti la modifica.',
  account_changed:
    'Nel frattempo qualcuno ha modificato o eliminato questo account. Guardalo di nuovo e ripeti la modifica.',
  settings_invalid:
    'Qualcosa in queste impostazioni non va; non è stato salvato nulla. Ogni problema indica il suo campo.',
  claim_waiting:
    'La casella dell’account {{account}} attende un amministratore; fino ad allora non si sincronizza nulla.',
  claim_refused:
    'Un amministratore ha rifiutato la casella dell’account {{account}}. Indicane un’altra, oppure chiedi all’amministratore.',
  mailbox_ambiguous:
    'Al nome «{{mailbox}}» rispondono {{candidates}} caselle. Indica l’indirizzo e-mail di quella giusta.',
  mailbox_unknown:
    'Il server non conosce nessuna casella «{{mailbox}}». Controlla come è scritta, oppure indica il suo indirizzo e-mail.',
  mailbox_not_own:
    'Utente e password aprono una casella diversa da «{{mailbox}}». Inserisci le credenziali di quella casella, oppure l’indirizzo della casella a cui appartengono le credenziali.',
  impersonated_name_missing:
    'Il profilo apre le caselle con un nome del proprietario che l’account di {{mailbox}} non ha. Un amministratore lo indica nell’account: il nome principale o il SID, secondo ciò con cui il profilo impersonifica.',
  impersonated_another:
    'Il nome principale o il SID dell’account apre una casella diversa da {{mailbox}}. Non è stato letto né scritto nulla. Un amministratore lo corregge nell’account.',
  impersonated_not_told:
    'Il server non mostra di chi è la casella che apre con il nome principale o il SID dell’account, perciò di {{mailbox}} non è stato letto né scritto nulla. Un amministratore fa impersonificare il profilo con l’indirizzo SMTP principale.',
  mailbox_address_not_primary:
    'L’indirizzo indicato dall’account è un indirizzo secondario della casella. Indica quello principale: {{primary}}',
  mailbox_not_shared:
    'Nessuna cartella della casella {{mailbox}} è condivisa con l’account in delega. Condividi con lui contatti e calendario, oppure dagli l’accesso completo; la prova di connessione mostra i comandi.',
  contacts_not_shared:
    'I contatti di {{mailbox}} non sono condivisi con l’account in delega. Condividili con lui, livello Editor; la prova di connessione mostra il comando.',
  calendar_not_shared:
    'Il calendario di {{mailbox}} non è condiviso con l’account in delega. Condividilo con lui, livello Editor; la prova di connessione mostra il comando.',
  deleted_items_not_shared:
    'L’account in delega non può mettere nulla nella Posta eliminata di {{mailbox}}, quindi non è stato eliminato nulla. Condividi con lui quella cartella, oppure imposta nel profilo l’eliminazione definitiva; la prova di connessione mostra il comando.',
  folder_owner_ignored:
    'Il server apre le cartelle dell’account in delega stesso, benché sia stata indicata {{mailbox}}. Non è stato scritto nulla. Usa l’impersonificazione o le credenziali dell’utente.',
  password_needed_for_new_server:
    'La password salvata era per un altro server e non viene mandata a {{host}}. Inseriscila di nuovo.',
  secret_needed_for_new_server:
    'Il segreto o la chiave salvati erano per un altro server o un’altra autorità e non si usano per {{host}}. Inseriscili di nuovo.',
  connection_test_running: 'Questa connessione è già in prova. Attendi la fine di quella prova.',
  credentials_missing:
    'L’account {{account}} non ha utente e password, e il suo profilo {{profile}} non ha né un account in delega né un client OAuth. Indica uno dei tre.',

  // The CRM
  crm_user_unknown: 'Il CRM non ha questo utente.',
  crm_user_inactive: 'Questo utente del CRM non è attivo.',
  crm_user_exists: 'Il CRM ha già un altro utente con lo stesso valore ({{field}}).',
  crm_company_exists: 'Il CRM ha già un’altra azienda con lo stesso valore ({{field}}).',
  crm_invalid_record: 'Il CRM non accetta questi valori: {{problems}}.',
  crm_cursor_invalid: 'Questa posizione nell’elenco non è più valida. Rileggi l’elenco dall’inizio.',
  crm_position_ahead: 'Il CRM è stato ripristinato da un backup. La prossima esecuzione confronta tutto.',
  contact_photo_missing: 'Il contatto non ha questa foto.',
  crm_record_unknown: 'Questo record non c’è, oppure l’utente non può vederlo.',
  crm_record_gone: 'Nel frattempo il record è stato eliminato.',
  crm_record_changed: 'Qualcuno ha modificato il record dopo che era stato letto. Rileggilo e ripeti la modifica.',
  crm_record_forbidden: 'L’utente non può fare questo con il record.',
  crm_record_read_only: 'Exchange non può avere questa serie com’è: viene mostrata e non modificata.',
  crm_write_forbidden:
    'L’utente non può modificare questo record nel CRM, quindi la modifica fatta in Exchange non viene riportata. Concedi all’utente il diritto, o il record.',

  // One item
  answer_incomplete:
    'La risposta a più scritture era incompleta. La prossima esecuzione scopre che cosa è stato fatto.',
  response_incomplete: 'Manca una parte della risposta. Viene richiesta di nuovo da sé.',
  step_left_out:
    'L’elemento è cambiato dopo che il piano è stato fatto, perciò questo passo è stato tralasciato. La prossima sincronizzazione lo guarda di nuovo.',
  write_loop:
    'Le due parti si correggono a vicenda: gli stessi valori sono stati scritti {{writes}} volte in {{minutes}} minuti. La coppia riposa fino a domani, o finché l’elemento non viene modificato. Guarda che cosa ciascuna parte fa del valore.',
  deletion_unproved:
    'Il record è stato modificato nel CRM e il suo elemento manca in Exchange ($t(reasons.proof.{{why}})). Viene creato di nuovo non appena la sua eliminazione è provata; si riprova entro un giorno, o quando il record cambia.',
  errors_in_a_row:
    '{{items}} elementi di seguito hanno avuto lo stesso errore ({{errorCode}}), perciò la sincronizzazione si è fermata: difficilmente la colpa è degli elementi. Si riprova da sé tra poco.',
  item_busy:
    'L’elemento cambiava ogni volta che stava per essere scritto ({{attempts}} tentativi). Si riprova alla prossima esecuzione.',
  occurrence_changed: 'L’occorrenza è stata modificata prima che si potesse scriverla. Viene riletta da sé.',
  item_on_the_move:
    'L’elemento è stato spostato o eliminato mentre lo si cercava. La prossima esecuzione lo cerca di nuovo.',
  appointment_without_start: 'L’elemento di calendario non ha un inizio leggibile. Correggilo o eliminalo in Outlook.',
  photo_gone: 'La foto non è più conservata. Sceglila di nuovo.',
  photo_too_large: 'La foto del contatto supera un megabyte. Sostituiscila con una più piccola.',
  photo_type_refused: 'Scegli un’immagine in formato JPEG, PNG o GIF.',
  photo_unreadable: 'La foto del contatto non è né JPEG né PNG né GIF né BMP. Sostituiscila con un’altra.',
  series_zone_unknown:
    'Exchange non conosce il fuso orario della serie, e con un altro sarebbe sbagliata per metà dell’anno. Imposta un altro fuso orario.',
  series_week_start_unknown:
    'I giorni della serie dipendono dal giorno in cui comincia la settimana, che a questo Exchange non si può dire (precedente a 2010 SP1). Ripetila ogni settimana, o in un solo giorno della settimana.',
  series_not_offered: 'Il server non conosce le serie di appuntamenti. Inserisci singoli appuntamenti.',
  series_not_understood:
    'La regola della serie in Exchange non è comprensibile, quindi non vi si modifica nulla. Modificala in Outlook.',
  occurrence_not_found:
    'Il calendario non mostra un’occorrenza che la serie ha secondo la sua regola. Controlla la serie in Outlook.',
  occurrences_would_lose:
    'Con un altro orario o un’altra regola Exchange dimenticherebbe allegati, invitati o testo formattato di occorrenze modificate della serie. Fai la modifica in Outlook.',
  rich_text_too_long:
    'Il testo formattato dell’elemento in Exchange è troppo lungo per riportarvi una modifica del CRM senza perdere la formattazione. Fai la modifica in Outlook.',
  value_not_writable:
    'Un valore del record non ha una forma in Exchange, per esempio una data o un fuso orario che non esiste. Correggi il record.',
  value_not_storable: 'Un testo contiene un carattere che non si può memorizzare. Toglilo dall’elemento.',

  // Runs
  installation_unconfirmed:
    'Il database viene da un backup o è una copia: nulla viene sincronizzato finché un amministratore non lo conferma.',
  stop_unknown: 'Non è più fermo.',
  installation_confirmed: 'Non c’è nulla da confermare: il database è come questa installazione l’ha lasciato.',
  watches_at_limit: 'Le caselle di questo server già sorvegliate sono tante: questa non lo è.',
  scope_busy: 'Un altro processo sta sincronizzando questa casella proprio ora.',
  held: 'Un freno ferma la sincronizzazione di questa casella. Esamina il piano e approvalo.',
  undo_while_frozen:
    'La casella è stata spostata o il CRM è stato ripristinato da un backup, e gli elementi vengono riconosciuti di nuovo. Fino ad allora non si annulla nulla.',
  old_deletions_while_frozen:
    'La casella è stata spostata o il CRM è stato ripristinato da un backup, e gli elementi vengono riconosciuti di nuovo. Fino ad allora non si recupera nessuna eliminazione precedente.',
  scope_paused: 'La sincronizzazione di questa casella è in pausa.',
  scope_unknown: 'La memoria di questa casella non c’è più. Avvia di nuovo l’esecuzione.',
  internal_error:
    'In questa esecuzione è successo qualcosa di inatteso. Il registro dice dove; la prossima esecuzione riprova.',
  unexpected_error: 'È successo qualcosa di inatteso. Il registro dice dove; si riprova.',

  // Database and files
  database_closed: 'Il database è chiuso, perché il programma sta terminando.',
  database_lock_lost:
    'Un altro processo ha preso la cartella dei dati, perché questo è rimasto in silenzio troppo a lungo. Riavvia.',
  database_out_of_memory: 'Il database ha esaurito la memoria. Prosegue da sé.',
  database_overloaded: 'Al database è stato chiesto troppo in una volta. Prosegue da sé.',
  database_unresponsive:
    'Il database non ha risposto in tempo ed è stato abbandonato. Riavvia; nulla di confermato è perso.',
  database_version_unsupported:
    'La cartella dei dati è stata creata da PostgreSQL {{version}}, e questo programma ha {{expected}}. Usa il Raccordo che l’ha creata.',
  secret_key_invalid: '{{source}} non contiene una chiave: ci si aspetta base64 di esattamente {{bytes}} byte.',
  secret_file_unusable: '{{path}} non si può leggere o creare ({{reason}}).',

  // Requests to the API
  token_required: 'Il token dell’installazione è errato.',
  sign_in_required: 'Occorre accedere: la sessione è terminata, o non c’era.',
  administrator_required: 'Solo gli amministratori possono farlo.',
  acting_user_refused: 'Solo gli amministratori possono agire per conto di altri.',
  csrf_refused:
    'La richiesta non viene dalla pagina di questo server, o la pagina è di una sessione precedente. Ricarica la pagina.',
  request_invalid: 'La richiesta non è valida.',
  body_missing: 'La richiesta non ha contenuto.',
  body_invalid: 'Il contenuto della richiesta non si può leggere.',
  body_too_large: 'Il contenuto della richiesta è più grande di quanto ammesso.',
  media_type_unsupported: 'Questo tipo di file qui non è accettato.',
  precondition_required: 'La richiesta deve dire su quale versione del record si basa (If-Match).',
  address_unknown: 'L’API non ha questo indirizzo.',
  host_refused:
    'Questo server non risponde a questo nome: solo a localhost, 127.0.0.1, [::1] e al suo indirizzo pubblico (raccordo serve --public-url).',
  origin_refused: 'Le pagine di altra origine non possono usare questo server.',

  // People
  login_refused: 'Nome e password non corrispondono.',
  sign_in_paused:
    'Il server di posta ha rifiutato più password. Perché non blocchi l’utente, la prossima si può provare fra {{minutes}} minuti.',
  look_ups_paused:
    'Hai fatto cercare molte caselle in poco tempo; non è stato salvato nulla. La prossima si può cercare fra {{minutes}} minuti.',
  login_throttled: 'Troppi tentativi. Attendi {{seconds}} secondi e riprova.',
  login_link_invalid:
    'Questo link è già stato usato, è scaduto o non è completo. Chiedine uno nuovo a un amministratore; se non ce n’è ancora uno, lo stampa `raccordo serve` a ogni avvio.',
  password_weak:
    'Questa password è troppo facile da indovinare. Usa almeno {{minimum}} caratteri, senza il tuo nome, senza sequenze semplici, e non una tra le più diffuse.',
  person_unknown: 'Non esiste un utente con questo nome.',
  person_changed: 'Nel frattempo qualcuno ha modificato questo utente. Riguardalo e ripeti la modifica.',
  last_administrator: 'È l’ultimo amministratore attivo. Fai prima amministratore qualcun altro.',
  forbidden_field: 'Solo un amministratore può modificarlo.',
  session_unknown: 'Il token dell’installazione non ha una sessione: accedi come persona.',
  cursor_invalid: 'Questa posizione nell’elenco non è più valida. Rileggi l’elenco dall’inizio.',

  // Defects: they should not happen, and the data is safe when they do.
  sql_failed: 'Il database ha rifiutato un’istruzione. È un difetto di Raccordo: segnalalo con il codice sql_failed.',
  unique_violation:
    'Il database ha rifiutato una riga la cui chiave esiste già. È un difetto di Raccordo: segnalalo con il codice unique_violation.',
  foreign_key_violation:
    'Il database ha rifiutato una riga che rimanda a una mancante. È un difetto di Raccordo: segnalalo con il codice foreign_key_violation.',
  check_violation:
    'Il database ha rifiutato un valore fuori dai limiti. È un difetto di Raccordo: segnalalo con il codice check_violation.',
  not_null_violation:
    'Il database ha rifiutato una riga a cui manca un valore. È un difetto di Raccordo: segnalalo con il codice not_null_violation.',
  transaction_idle:
    'Una transazione è rimasta aperta ed è stata annullata. È un difetto di Raccordo: segnalalo con il codice transaction_idle.',
  transaction_ended:
    'Una transazione è stata usata dopo la sua fine. È un difetto di Raccordo: segnalalo con il codice transaction_ended.',
  nested_transaction:
    'Una transazione è iniziata dentro un’altra. È un difetto di Raccordo: segnalalo con il codice nested_transaction.',
  migrations_incomplete:
    'Al programma manca una parte delle migrazioni del database; forse non è installato per intero. È un difetto di Raccordo: segnalalo con il codice migrations_incomplete.',
  reference_lost:
    'Un nome della configurazione si è perso per strada. È un difetto di Raccordo: segnalalo con il codice reference_lost.',
  link_not_unique:
    'Due coppie indicherebbero lo stesso elemento; non è stato memorizzato nulla. È un difetto di Raccordo: segnalalo con il codice link_not_unique.',
  link_of_other_scope:
    'Un’esecuzione ha tentato di scrivere una coppia di un’altra casella; non è stato memorizzato nulla. È un difetto di Raccordo: segnalalo con il codice link_of_other_scope.',

  // Concurrent transactions
  serialization_failure: 'Due transazioni si sono intralciate. Si riprova da sé.',
  deadlock_detected: 'Due transazioni si aspettavano a vicenda. Si riprova da sé.',

  // More of what Exchange answers
  ErrorAccountDisabled: 'L’account Windows con cui si accede è disattivato. Attivalo, o indicane un altro.',
  ErrorCallerIsInvalidADAccount: 'L’account con cui si accede non è tra quelli che Exchange trova nella directory.',
  ErrorCannotFindUser: 'Exchange non trova un utente per questa casella. Controlla l’indirizzo.',
  ErrorCreateItemAccessDenied: 'L’account non può creare elementi in questa cartella. Concedigli il diritto.',
  ErrorFolderNotFound: 'La cartella dei contatti o del calendario della casella non si vede con questi diritti.',
  ErrorImpersonationFailed:
    'Exchange non ha potuto agire per questa casella. Controlla l’indirizzo e il diritto ApplicationImpersonation.',
  ErrorInvalidExchangeImpersonationHeaderData:
    'Exchange non accetta il nome con cui si voleva aprire la casella. Correggi il suo indirizzo SMTP principale, oppure il nome principale o il SID nell’account, secondo ciò con cui il profilo impersonifica.',
  ErrorInvalidLogonType: 'Exchange non ammette questo modo di aprire la casella.',
  ErrorInvalidMailbox: 'Exchange non accetta questa casella. Indica il suo indirizzo SMTP principale.',
  ErrorInvalidSid: 'Exchange non accetta il SID. Correggilo nell’account, o impersonifica con un altro nome.',
  ErrorInvalidUserPrincipalName:
    'Exchange non conosce nessuno con questo nome principale. Correggilo nell’account, o impersonifica con l’indirizzo SMTP principale.',
  ErrorInvalidUserSid:
    'Exchange non conosce nessuno con questo SID. Correggilo nell’account, o impersonifica con un altro nome.',
  ErrorInvalidUserSidMissingUPN:
    'Exchange vuole il nome principale insieme al SID. Imposta nel profilo l’impersonificazione con il nome principale o con l’indirizzo SMTP principale.',
  ErrorInvalidSmtpAddress: 'L’indirizzo della casella non è valido. Indica il suo indirizzo SMTP principale.',
  ErrorMailboxConfiguration: 'La casella non è configurata per intero su Exchange.',
  ErrorMailboxLogonFailed: 'Exchange non ha potuto aprire la casella. Controlla l’indirizzo e i diritti dell’account.',
  ErrorMailRecipientNotFound:
    'Exchange non conosce un destinatario con questo indirizzo. Controlla la casella dell’account.',
  ErrorPasswordChangeRequired: 'La password va prima cambiata su Exchange, poi qui.',
  ErrorIncorrectSchemaVersion: 'La versione di Exchange impostata nel profilo non è adatta al server. Usa `auto`.',
  ErrorInvalidSchemaVersionForMailboxVersion:
    'La casella si trova su un server più vecchio di quanto dice il profilo. Usa `auto`.',
  ErrorWrongServerVersion: 'La casella si trova su un server di un’altra versione. Usa `auto`.',
  ErrorMailboxMoveInProgress: 'La casella viene spostata in un altro database. Prosegue da sé al termine.',
  ErrorMailboxStoreUnavailable: 'Il database della casella non è disponibile. Si riprova da sé.',
  ErrorItemCorrupt: 'Exchange dice che l’elemento è danneggiato. Eliminalo in Outlook, o ricrealo.',
  ErrorCorruptData: 'Exchange dice che l’elemento è danneggiato. Eliminalo in Outlook, o ricrealo.',
  ErrorMessageSizeExceeded: 'L’elemento è più grande di quanto la casella accetti. Accorcialo.',
  ErrorDataSizeLimitExceeded: 'Un valore dell’elemento è più grande di quanto Exchange accetti. Accorcialo.',
  ErrorOccurrenceCrossingBoundary:
    'Un’occorrenza spostata della serie toccherebbe la precedente o la successiva, o cadrebbe nello stesso giorno: Exchange non lo permette. Spostala altrove, o elimina quella vicina.',
  ErrorOccurrenceTimeSpanTooBig:
    'Un’occorrenza della serie dura oltre l’inizio della successiva: Exchange non lo permette. Accorciala, o ripetila meno spesso.',
  ErrorRecurrenceHasNoOccurrence:
    'Alla serie non resterebbe nessuna occorrenza: Exchange non lo permette. Elimina la serie, o lasciane una.',
  ErrorCalendarInvalidRecurrence:
    'La regola della serie va oltre ciò che Exchange accetta: al massimo ogni 999 giorni, o 99 settimane o mesi, e 999 occorrenze. Cambia la regola.',
  ErrorCalendarEndDateIsEarlierThanStartDate: 'L’appuntamento finisce prima di iniziare. Correggi gli orari.',
  ErrorCalendarDurationIsTooLong: 'L’appuntamento dura più di quanto Exchange accetti. Accorcialo.',
};
