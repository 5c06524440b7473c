import { type TranslationOf } from '../catalogue.ts';
import { type errors as english } from '../en/errors.ts';

export const errors: TranslationOf<typeof english> = {
  unknown: 'Exchange ha risposto {{code}}. {{next}}',
  next: {
    retry: 'Si riprova da sé.',
    backoff: 'Il server ha chiesto di attendere; prosegue da sé.',
    resync: 'Tutto viene riconfrontato da sé; nulla viene creato di nuovo.',
    conflict: "Qualcuno l'ha modificato nello stesso momento; viene riletto da sé.",
    reauth: 'Controlla indirizzo, accesso e diritti del profilo.',
    quarantine: "L'elemento viene messo da parte e ritentato più tardi; gli altri proseguono.",
    halt: 'La sincronizzazione di questa casella attende una persona.',
    bug: 'È un difetto di Raccordo: segnalalo con il codice.',
  },
  server_url_invalid:
    "L'indirizzo del server non è valido: indica un nome, un IP oppure https://HOST/EWS/Exchange.asmx.",
  server_url_refused: "L'indirizzo del server non si può usare: {{reason}}",
  exchange_online_ews_closed:
    'Exchange Online sta chiudendo EWS e lo termina il 1º aprile 2027; questo indirizzo non si può usare.',
  insecure_http_refused:
    'Con http la password viaggerebbe senza protezione. Usa https, oppure imposta allowInsecureHttp nel profilo se sai che cosa fai.',
  connection_failed: 'Nessuna connessione con {{host}}. Il server è raggiungibile da questa macchina?',
  connection_refused: '{{host}} rifiuta la connessione. Il server è acceso, e la porta è giusta?',
  connection_reset: '{{host}} ha interrotto la connessione. Si riprova da sé.',
  dns_not_found: "Non esiste un server di nome {{host}}. Controlla l'indirizzo del server nel profilo.",
  timeout: '{{host}} non ha risposto in tempo. Si riprova da sé.',
  tls_ca_invalid: "L'autorità di certificazione privata del profilo non è in formato PEM valido.",
  tls_expired: 'Il certificato di {{host}} è scaduto. Va rinnovato sul server.',
  tls_failed: 'Nessuna connessione sicura con {{host}}. Parla https su questa porta?',
  tls_name_mismatch:
    'Il certificato di {{host}} è per un altro nome. Usa il nome per cui è fatto, oppure fissalo nel profilo.',
  tls_pin_mismatch:
    'Il certificato di {{host}} non è quello fissato nel profilo. Nessuna password è stata inviata. Se il server ne ha uno nuovo, fissa quello.',
  tls_untrusted:
    'Nessuno di cui questa macchina si fida garantisce per il certificato di {{host}}. Indica nel profilo la sua autorità (tls.caPem) o la sua impronta (tls.certificateSha256).',
  sign_in_malformed: "{{host}} ha risposto all'accesso con qualcosa che non è NTLM.",
  sign_in_refused:
    "{{host}} non accetta utente e password. Controllali; dopo più tentativi errati l'account può essere bloccato.",
  sign_in_unsupported: '{{host}} non offre alcun accesso che il profilo ammetta ({{offered}}).',
  ews_forbidden:
    "{{host}} riconosce l'utente ma gli nega EWS (403). EWS può essere disattivato per la casella o per l'organizzazione.",
  ews_not_found: '{{host}} non ha EWS a questo indirizzo (404). Di solito è https://HOST/EWS/Exchange.asmx.',
  http_rejected: '{{host}} respinge la richiesta (HTTP {{status}}).',
  http_server_error: '{{host}} ha un errore interno (HTTP {{status}}). Si riprova da sé.',
  login_timeout: "L'accesso a {{host}} è scaduto; viene rifatto da sé.",
  not_ews:
    "{{host}} risponde con qualcosa che non è EWS. È l'indirizzo di una pagina web? EWS di solito è https://HOST/EWS/Exchange.asmx.",
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
  cursor_wedged: "L'elenco delle modifiche non avanza. Tutto viene riconfrontato da sé.",
  sync_state_stuck: "L'elenco delle modifiche non avanza. Tutto viene riconfrontato da sé.",
  ErrorAccessDenied:
    "L'account non ha diritti su questa casella o cartella. Concedili, per esempio: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT",
  ErrorImpersonateUserDenied:
    "L'account in delega non può agire per questa casella. Concedilo: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT",
  ErrorImpersonationDenied:
    "L'account in delega non può agire per questa casella. Concedilo: New-ManagementRoleAssignment -Role ApplicationImpersonation -User ACCOUNT",
  ErrorNonExistentMailbox: "Non esiste una casella con questo indirizzo. Controlla la casella dell'account.",
  ErrorNonPrimarySmtpAddress: "Questo non è l'indirizzo principale della casella. Indica quello principale.",
  ErrorMissingEmailAddress: "L'account con cui si accede non ha una casella propria.",
  ErrorQuotaExceeded: "La casella è piena. Non si può scrivere nulla finché non c'è spazio.",
  ErrorPasswordExpired: 'La password è scaduta. Cambiala su Exchange, poi qui.',
  ErrorServerBusy: 'Exchange è occupato e chiede di attendere. Prosegue da sé.',
  ErrorInvalidServerVersion: 'Il server non conosce la versione di Exchange impostata nel profilo. Usa `auto`.',
  ErrorSchemaValidation: 'Exchange respinge una richiesta perché malformata. È un difetto di Raccordo: segnalalo.',
  database_locked:
    "Un altro Raccordo (processo {{pid}}) usa questa cartella dei dati. Fermalo, oppure scegline un'altra con --data.",
  database_not_durable: "La cartella dei dati non conserva ciò che vi si scrive; l'avvio è stato rifiutato.",
  database_full: 'Il disco con la cartella dei dati è pieno. Libera spazio e riavvia; nulla di confermato è perso.',
  database_io_error: 'La cartella dei dati non si può leggere o scrivere.',
  database_damaged: 'Il database nella cartella dei dati è danneggiato. Ripristinalo da una copia.',
  database_failed: 'Il database si è fermato con un errore.',
  data_directory_unusable: 'La cartella dei dati non si può usare: {{reason}}',
  schema_too_new:
    'I dati sono stati scritti da un Raccordo più recente. Usa quella versione, o ripristina una copia precedente.',
  migration_changed: 'Una migrazione già applicata ha ora un altro contenuto: questo programma non è adatto ai dati.',
  secret_unreadable:
    'Una password memorizzata non si apre con la chiave di questa installazione. Inseriscila di nuovo.',
  secret_key_exposed:
    'Il file della chiave può essere letto da altri. Consentilo al solo proprietario (chmod 600) e riavvia.',
  token_file_exposed:
    'Il file del token può essere letto da altri. Consentilo al solo proprietario (chmod 600) e riavvia.',
  lease_lost: "Un'altra esecuzione ha preso in carico questa casella.",
  lease_too_short: "L'esecuzione è durata troppo per il suo turno ed è stata chiusa; la prossima prosegue.",
  mailbox_taken: 'La casella appartiene già a un altro utente.',
  item_type_active_elsewhere: 'Questo tipo di elemento è già sincronizzato da un altro account dello stesso utente.',
  interrupted: 'Il programma è terminato durante questa esecuzione. La prossima prosegue.',
  file_unreadable: 'Il file {{file}} non si può leggere ({{reason}}).',
  file_unwritable: 'Il file {{file}} non si può scrivere ({{reason}}).',
  token_unreadable: 'Il token del Raccordo in funzione non si può leggere: può usarlo solo il proprietario.',
  port_in_use: 'La porta {{port}} è occupata da un altro programma. Scegline un’altra con --port.',
  users_file_invalid: 'Il file degli utenti non è valido: {{reason}}',

  account_unknown: 'Non c’è nessun account di nome {{account}}.',
  account_inactive: 'L’account {{account}} è disattivato.',
  profile_inactive: 'Il profilo di questo account è disattivato: non sincronizza nulla e non perde nulla.',
  user_unknown: 'Non c’è nessun utente di nome {{user}}.',
  user_inactive: 'L’utente di questo account non è attivo.',
  nothing_to_synchronise: 'Per questo account non sono attivi né contatti né appuntamenti.',
  run_unknown: 'Questa esecuzione non c’è (più).',
  record_unknown: 'Questo record non c’è.',
  shutting_down: 'Raccordo si sta fermando; non viene avviato nulla di nuovo.',

  configuration_invalid: 'La configurazione non è valida; nulla è stato cambiato.',
  unauthorized: 'La richiesta non ha un token valido.',
  not_found: "L'oggetto non esiste.",
  already_running: 'Questo account viene sincronizzato proprio ora.',
  server_unreachable: 'Il Raccordo in esecuzione non risponde.',
  internal: 'È successo qualcosa di inatteso. Il registro dice di più.',
};
