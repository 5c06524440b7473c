import type { TranslationOf } from '../catalogue.ts';
import type { cli as english } from '../en/cli.ts';

export const cli: TranslationOf<typeof english> = {
  help: {
    raccordo: 'Tiene allineati i contatti e gli appuntamenti di un CRM con le caselle di Microsoft Exchange.',
    exitCodes: `Codici di uscita: 0 fatto · 1 errore inatteso · 2 opzioni, file o configurazione errati ·
3 fermata da un freno, serve un’approvazione · 4 un’esecuzione non è riuscita (server, rete, accesso, diritti) ·
5 fatto, ma alcuni elementi sono stati rifiutati`,
    data: 'cartella dei dati (predefinita: .raccordo/data, della dimostrazione .raccordo/demo)',
    database:
      'indirizzo di un server PostgreSQL, postgres://… (predefinito: incorporato nella cartella dei dati). La riga di comando è visibile ad altri: con una password usa RACCORDO_DATABASE_URL',
    json: 'stampa il risultato come JSON, nella forma documentata in docs/reference/cli.md',
    lang: 'lingua di ciò che viene stampato; predefinita: quella del sistema',
    port: 'porta sull’indirizzo locale; 0 ne prende una libera',
    demo: 'Avvia tutto su questa macchina: simulatore, connettore, CRM e pagina, con dati di esempio.',
    demoReset: 'getta i dati dimostrativi dell’ultima volta e ricomincia',
    demoExamples: `
Esempi:
  $ raccordo demo
  $ raccordo demo --reset --lang it`,
    serve:
      'Avvia il connettore: sincronizza ogni account attivo al suo intervallo, e offre pagina e API. Se manca un amministratore stampa un link per creare il primo; vale una volta sola, per 24 ore.',
    servePort: 'porta su cui ascoltare; 0 ne prende una libera',
    serveHost: 'indirizzo su cui ascoltare; se non è di questa macchina serve un --public-url https',
    servePublicUrl: 'indirizzo con cui le persone aprono la pagina, se davanti al server c’è un proxy con TLS',
    serveTrustedProxy: 'indirizzo di quel proxy, se gira su un’altra macchina',
    serveExamples: `
Esempi:
  $ raccordo serve
  $ raccordo serve --port 8300 --data /var/lib/raccordo
  $ raccordo serve --public-url https://raccordo.acme.example`,
    simulator: 'Avvia un sostituto di Exchange su HTTP, con caselle su cui provare.',
    simulatorUsers:
      'file JSON con gli utenti: [{ "user", "password", "smtp", "displayName", "mayImpersonate" }]; per OAuth { "users": […], "applications": [{ "clientId", "secrets": [{ "secret" }] }] }',
    simulatorAuth: 'accessi da offrire, separati da virgole: basic, ntlm',
    simulatorVersion: 'versione di Exchange da imitare',
    simulatorState: 'file che conserva le caselle tra un avvio e l’altro',
    simulatorExamples: `
Esempi:
  $ raccordo simulator
  $ raccordo simulator --port 0 --json
  $ raccordo simulator --users utenti.json --auth ntlm --exchange-version Exchange2010_SP2`,
    apply:
      'Porta utenti, profili, regole e account a ciò che dice un file di configurazione. Ciò che il file non nomina resta com’è.',
    applyFile: 'file YAML (docs/reference/configuration.md), oppure - per lo standard input',
    applyDryRun: 'mostra la differenza, non cambia nulla',
    applyExamples: `
Esempi:
  $ raccordo apply -f config.yaml --dry-run
  $ EXCHANGE_PASSWORD=… raccordo apply -f config.yaml`,
    test: 'Prova una connessione passo per passo e, dove non funziona, dice che cosa aiuta. Senza opzioni: tutti i profili.',
    testProfile: 'nome del profilo',
    testMailbox: 'indirizzo e-mail di una casella che l’account di servizio deve aprire',
    testAccount: 'nome di un account: con la sua casella e, se le ha, le sue credenziali',
    testExamples: `
Esempi:
  $ raccordo test
  $ raccordo test --profile sede --mailbox anna.bianchi@acme.example
  $ raccordo test --account anna --json`,
    plan: 'Mostra che cosa farebbe un’anteprima o un’esecuzione fermata, ed esegue esattamente quello.',
    planExamples: `
Esempi:
  $ raccordo sync --account anna --dry-run
  $ raccordo plan show ESECUZIONE --kind deleteInCrm
  $ raccordo plan apply ESECUZIONE`,
    planShow: 'Mostra il piano di un’esecuzione con ogni valore che verrebbe scritto.',
    planApply:
      'Esegue esattamente il piano di un’esecuzione. Se il piano di adesso è un altro, non scrive nulla. Prima chiede conferma; senza terminale e senza --yes mostra soltanto.',
    planRun: 'codice dell’esecuzione che ha fatto il piano',
    planKind:
      'solo i passi di questo tipo: link, createInExchange, createInCrm, merge, deleteInExchange, deleteInCrm, detach, hold, suppress, close',
    planAll: 'tutti i passi, non solo i primi 50',
    planYes: 'non chiedere conferma',
    undo: 'Annulla un’esecuzione da entrambe le parti: mostra che cosa farebbe, chiede conferma ed esegue esattamente quello. Senza esecuzione elenca le ultime.',
    undoRun: 'codice dell’esecuzione da annullare',
    undoExamples: `
Ciò che l’esecuzione ha creato va nella Posta eliminata, ciò che ha modificato riprende i valori di prima, ciò che ha
eliminato viene ricreato. Ciò che qualcuno ha cambiato da allora resta. Senza terminale e senza --yes mostra soltanto.

Esempi:
  $ raccordo undo
  $ raccordo undo ESECUZIONE
  $ raccordo undo ESECUZIONE --yes`,
    oldDeletions:
      'Eliminazioni precedenti all’attivazione della regola: mostra che cosa ne sarebbe di ciò che hanno lasciato, chiede conferma ed esegue esattamente quello.',
    oldDeletionsAccount: 'nome dell’account',
    oldDeletionsLeave: 'ciò che hanno lasciato resta per sempre; non viene più proposto',
    oldDeletionsExamples: `
Nessuna esecuzione riporta ciò che è stato eliminato quando la regola era disattivata. Una volta attivata, questo lo
recupera: viene eliminato ciò che nessuno ha modificato da allora, e raccordo undo lo riporta. Senza terminale e senza
--yes mostra soltanto.

Esempi:
  $ raccordo old-deletions --account anna
  $ raccordo old-deletions --account anna --yes
  $ raccordo old-deletions --account anna --leave`,
    sync: 'Sincronizza ora: tutti gli account attivi, oppure uno.',
    syncAccount: 'nome dell’account',
    syncDryRun: 'mostra che cosa farebbe un’esecuzione, non scrive nulla',
    syncApprove:
      'lascia passare esattamente il piano fermato con questo codice; si può dare una volta per ogni tipo di elemento',
    syncExamples: `
Esempi:
  $ raccordo sync
  $ raccordo sync --account anna --dry-run
  $ raccordo sync --account anna --json`,
    users: 'Elenca chi può accedere, con quale ruolo e se ha una password.',
    usersExamples: `
Esempi:
  $ raccordo users
  $ raccordo users add anna --email anna.rossi@acme.example --display-name "Anna Rossi"
  $ raccordo users link anna
  $ raccordo users role anna administrator`,
    usersAdd: 'Inserisce un utente e stampa un link con cui quella persona sceglie una password.',
    usersLink: 'Stampa un link con cui un utente sceglie una password. Vale una volta; quelli di prima decadono.',
    usersRole: 'Fa di un utente un amministratore, o di un amministratore un utente.',
    userName: 'nome di accesso',
    userRole: 'administrator gestisce profili, regole e persone; user ha i propri account e le proprie schede',
    userEmail: 'indirizzo e-mail dell’utente; vale come confermato',
    userDisplayName: 'il nome che si legge; predefinito: il nome di accesso',
    userTimeZone: 'fuso in cui l’utente legge le date; predefinito: Europe/Rome',
    accounts: 'Elenca chi sincronizza quale casella, se può farlo e quanto è aggiornata.',
    accountsExamples: `
Esempi:
  $ raccordo accounts
  $ raccordo accounts grant anna
  $ raccordo accounts refuse anna`,
    accounts_grant: 'Consente all’utente di un account di sincronizzare la casella che l’account nomina.',
    accounts_refuse: 'Rifiuta la casella che un account nomina; non se ne legge e non vi si scrive nulla.',
    accountName: 'nome dell’account',
    status: 'Mostra lo stato di ogni account.',
    statusReview: 'elenca ciò che aspetta una persona: corrispondenze non chiare, elementi messi da parte dopo errori',
    statusExamples: `
Esempi:
  $ raccordo status
  $ raccordo status --review
  $ raccordo status --json`,
    explain: 'Dice perché un elemento è stato sincronizzato o no, e che cosa lo cambierebbe.',
    explainQuery:
      'un id di una delle due parti, anche come lo mostra Outlook, oppure parole di un nome, un indirizzo e-mail o un oggetto',
    explainAccount: 'nome dell’account: solo i suoi elementi; serve con --crm e --exchange',
    explainCrm: 'id di un record: si leggono le due parti e si spiega ogni campo',
    explainExchange:
      'id di un elemento della casella, allo stesso modo; anche l’entry id di Outlook (esadecimale o base64), o l’id in un indirizzo di Outlook sul web',
    explainExamples: `
Esempi:
  $ raccordo explain Bianchi
  $ raccordo explain anna.bianchi@acme.example --lang it
  $ raccordo explain --account anna --crm 7f8558e2-fcf2-427d-8ba6-c0d04963ba2b
  $ raccordo explain --account anna --exchange 00000000A9E2B5C8…`,
    conflicts: 'Elenca i campi cambiati da tutte e due le parti, finché una persona non decide.',
    conflictsExamples: `
Esempi:
  $ raccordo conflicts
  $ raccordo conflicts show 12
  $ raccordo conflicts take 12
  $ raccordo conflicts edit 12 --value "+39 049 555 0100"`,
    conflictsList: 'Elenca i conflitti.',
    conflictsAccount: 'solo di questo account',
    conflictsAll: 'anche quelli già decisi',
    conflictsShow: 'Mostra i due valori di un conflitto e quello su cui prima erano d’accordo.',
    conflictsId: 'numero del conflitto',
    conflicts_keep: 'Tiene il valore che ha vinto. Non si scrive nulla.',
    conflicts_take: 'Riprende il valore scartato: si scrive dalla parte dove era andato perso.',
    conflicts_edit: 'Scrive un altro valore dalla parte dove uno era andato perso.',
    conflictsValue: 'il valore: testo, oppure JSON per indirizzi, orari, elenchi e null',
    stops: 'Elenca i server di cui non si comincia nulla, perché più caselle hanno cominciato a dare lo stesso errore.',
    stopsTry: 'fa provare ora una delle caselle in attesa, dopo una domanda',
    stopsTryId: 'ciò che è fermo, come lo nomina l’elenco',
    stopsTryYes: 'continua senza chiedere',
    stopsExamples: `
Esempi:
  $ raccordo stops
  $ raccordo stops try contacts@mail.acme.example`,
    installation: 'Dice se il database è ancora quello con cui Raccordo ha lavorato.',
    installationConfirm: 'continua con un database che viene da un backup o è una copia, dopo una domanda',
    installationYes: 'continua senza chiedere',
    installationExamples: `
Esempi:
  $ raccordo installation
  $ raccordo installation confirm`,
    verify:
      'Confronta ogni coppia, record ed elemento di un account con ciò che si ricorda. Non scrive da nessuna delle due parti.',
    verifyAccount: 'nome dell’account',
    verifyRepair:
      'ripara i collegamenti e fa riguardare alla prossima esecuzione ciò che ha trovato; non scrive da nessuna parte',
    verifyExamples: `
Esempi:
  $ raccordo verify --account anna
  $ raccordo verify --account anna --repair && raccordo sync --account anna`,
    contacts: 'Importa, esporta ed elenca i contatti del CRM incorporato.',
    photo: {
      about: 'Mostra quale foto ha un contatto, o gliene dà una.',
      id: 'Id del contatto, come lo mostra `contacts list --json`.',
      picture: 'Un’immagine JPEG, PNG o GIF di al massimo un megabyte: diventa la foto.',
      output: 'Scrive la foto in un file.',
      remove: 'Toglie la foto.',
      user: 'Agisce per questo utente, con i suoi diritti.',
    },
    contactsExamples: `
Esempi:
  $ raccordo contacts import rubrica.vcf --user anna
  $ raccordo contacts export -o tutti.vcf
  $ raccordo contacts list --search bianchi
  $ raccordo contacts photo 4f0c… anna.jpg`,
    appointments: 'Importa, esporta ed elenca gli appuntamenti del CRM incorporato.',
    appointmentsExamples: `
Esempi:
  $ raccordo appointments import agenda.ics --user anna
  $ raccordo appointments export -o tutti.ics
  $ raccordo appointments list --limit 10`,
    import: {
      contacts: 'Importa vCard 3.0 e 4.0. Lo stesso file due volte non cambia nulla la seconda.',
      appointments: 'Importa un file iCalendar. Lo stesso file due volte non cambia nulla la seconda.',
      file: 'il file, oppure - per lo standard input',
      user: 'nome dell’utente a cui apparterrà ciò che è nuovo',
    },
    export: {
      contacts: 'Esporta i contatti come vCard 4.0.',
      appointments: 'Esporta gli appuntamenti come iCalendar.',
      output: 'file da scrivere; senza, lo standard output',
      user: 'solo ciò che questo utente può vedere',
    },
    list: {
      contacts: 'Elenca i contatti.',
      appointments: 'Elenca gli appuntamenti.',
      search: 'parole da cercare',
      limit: 'quanti al massimo',
      user: 'solo ciò che questo utente può vedere',
    },
  },
  usage: {
    helpOption: 'mostra questo aiuto',
    helpCommand: 'mostra l’aiuto di un comando',
    versionOption: 'stampa la versione',
    choices: 'uno di {{values}}',
    default: 'predefinito: {{value}}',
    environment: 'variabile d’ambiente {{variable}}',
    anyOptions: '[opzioni]',
    anyCommand: '[comando]',
    titles: {
      usage: 'Uso:',
      arguments: 'Argomenti:',
      options: 'Opzioni:',
      commands: 'Comandi:',
    },
    problems: {
      unknownCommand: 'Non c’è nessun comando {{subject}}.',
      unknownWord: 'Non c’è nessun comando {{subject}}. Conosciuti: {{value}}.',
      unknownOption: 'Non c’è nessuna opzione {{subject}}.',
      missingArgument: 'Manca l’argomento <{{subject}}>.',
      optionMissingArgument: 'L’opzione {{subject}} vuole un valore.',
      missingMandatoryOptionValue: 'L’opzione {{subject}} è obbligatoria.',
      invalidArgument: 'L’opzione {{subject}} non accetta {{value}}. Possibili: {{allowed}}.',
      invalidOperand: 'L’argomento <{{subject}}> non può essere {{value}}. Possibili: {{allowed}}.',
      conflictingOption: 'Le opzioni {{subject}} e {{value}} non vanno insieme.',
      excessArguments: 'Ci sono più argomenti di quanti il comando ne prenda.',
    },
    meant: 'Intendevi {{meant}}?',
    seeHelp: 'Di più con --help.',
  },
  running: 'Raccordo è in funzione. Ctrl-C lo ferma.',
  stopping: 'Arresto in corso …',
  stopped: 'Fermato. Nulla è andato perso; si può riavviare in ogni momento.',
  page: 'Pagina',
  serve: {
    setup:
      'Non c’è ancora un amministratore. Apri questo indirizzo per diventare il primo; vale una volta sola, fino a domani a quest’ora:',
  },
  simulatorPage: 'Simulatore di Exchange',
  logins: 'Accessi alle caselle simulate (per Outlook e altri programmi Exchange)',
  user: 'Utente',
  password: 'Password',
  mailbox: 'Casella',
  demo: {
    starting: 'Avvio del mondo dimostrativo in {{directory}}',
    loading: 'Caricamento dei dati di esempio',
    loadingMailboxes: 'Riempimento delle caselle',
    loaded:
      'Il CRM ha {{contacts}} contatti e {{appointments}} appuntamenti di {{users}} utenti; le caselle hanno {{mailboxContacts}} contatti e {{mailboxAppointments}} appuntamenti propri.',
    firstSync: 'Prima sincronizzazione',
    kept: 'I dati dell’ultima volta ci sono ancora.',
    signInLink: 'Già con accesso da amministratore, una volta sola:',
    logins: 'Accessi alla pagina',
    ready: 'Pronto dopo {{seconds}} s. Modifica qualcosa da una parte e guardalo arrivare dall’altra.',
    portTaken: 'La porta {{port}} è occupata; ne uso una libera.',
  },
  simulator: {
    listening: 'Il simulatore di Exchange è in ascolto su {{url}}',
  },
  apply: {
    unchanged: 'Nulla da cambiare: l’installazione è come dice {{file}}.',
    wouldChange: 'Cambierebbe:',
    changed: 'Cambiato:',
    create: 'crea',
    update: 'modifica',
    objects: { user: 'utente', profile: 'profilo', account: 'account' },
    secret: { set: '(impostata)', changed: '(cambiata)', removed: '(tolta)' },
  },
  yes: 'sì',
  no: 'no',
  users: {
    none: 'Non ci sono ancora utenti. `raccordo serve` stampa un link che crea il primo amministratore.',
    name: 'Nome',
    role: 'Ruolo',
    active: 'Attivo',
    password: 'Password',
    emailConfirmed: 'E-mail confermata',
    lastSignIn: 'Ultimo accesso',
    roles: { administrator: 'amministratore', user: 'utente' },
    became: { administrator: '{{name}} ora è amministratore.', user: '{{name}} ora è utente.' },
    added: '{{name}} è stato inserito.',
    link: 'Con questo link {{name}} sceglie una password. Vale una volta, fino a {{until}}; chi lo possiede può accedere come {{name}}.',
    linkWithoutServer: 'Va messo dopo l’indirizzo della pagina, quando `raccordo serve` è in funzione.',
  },
  accounts: {
    account: 'Account',
    user: 'Utente',
    mailbox: 'Casella',
    claim: 'Consentita',
    state: 'Stato',
    lastSuccess: 'Ultima riuscita',
    claims: { granted: 'sì', waiting: 'in attesa', refused: 'rifiutata' },
    reasons: {
      otherAddress: 'la casella è {{mailbox}}, che non è l’indirizzo e-mail confermato dell’utente.',
      emailNotVerified: 'l’indirizzo e-mail dell’utente non è confermato.',
      notResolved: 'il server non ha detto di chi è la casella {{mailbox}}.',
    },
    hint: 'Decide un amministratore: `raccordo accounts grant NOME` oppure `raccordo accounts refuse NOME`.',
    granted: '{{user}} può sincronizzare {{mailbox}} (account {{account}}).',
    waiting: 'L’account {{account}} attende una decisione.',
    refused: '{{user}} non può sincronizzare {{mailbox}} (account {{account}}).',
  },
  next: {
    claim_waiting:
      '`raccordo accounts` dice perché; `raccordo accounts grant {{account}}` la consente, `raccordo accounts refuse {{account}}` la rifiuta.',
    installation_unconfirmed:
      '`raccordo installation` dice che cosa è stato notato, `raccordo installation confirm` continua così.',
    claim_refused: '`raccordo accounts grant {{account}}` la consente comunque.',
    firstPlan:
      'L’account {{account}} non scrive nulla prima che sia approvato il piano della prima esecuzione. `raccordo sync --account {{account}} --dry-run` mostra il piano e il suo codice; `raccordo sync --account {{account}} --approve CODICE` lo approva.',
  },
  test: {
    profile: 'Profilo {{profile}}',
    account: 'Account {{account}}',
    noProfiles: 'Non c’è nessun profilo da provare. Si aggiunge con `raccordo apply -f config.yaml`.',
  },
  plan: {
    heads: {
      sync: '{{itemType}} dell’account {{account}}, piano del {{when}}: {{state}}',
      undo: '{{itemType}} dell’account {{account}}, piano del {{when}} per annullare l’esecuzione {{run}}: {{state}}',
      oldDeletions: '{{itemType}} dell’account {{account}}, eliminazioni precedenti, piano del {{when}}: {{state}}',
    },
    states: {
      open: 'non eseguito',
      applied: 'eseguito',
      outdated: 'superato, non ne è stato fatto nulla',
    },
    held: 'Attende un’approvazione: {{why}}',
    lookAtNew: 'Il piano di adesso: raccordo plan show {{run}}',
    difference: 'Passi che il piano non aveva: {{added}}. Passi del piano che non servono più: {{missing}}.',
    mails: 'Partirebbero {{count}} mail verso partecipanti di riunioni.',
    mails_zero: 'Non parte nessuna mail.',
    mails_one: 'Partirebbe una mail verso un partecipante di una riunione.',
    more: 'Altri {{count}}: raccordo plan show {{run}} --all',
    apply: 'Per eseguire esattamente questo: raccordo plan apply {{run}}',
    question: 'Eseguire esattamente questo?',
    yesOrNo: '[s/N]',
    notAgreed: 'Non è stato scritto nulla. Con --yes si esegue senza chiedere: raccordo plan apply {{run}} --yes',
  },
  undo: {
    noRuns: 'Nessuna esecuzione ha ancora cambiato qualcosa.',
    undoOf: 'ha annullato l’esecuzione {{run}}: {{counts}}',
  },
  oldDeletions: {
    none: 'Da eliminazioni precedenti all’attivazione della regola non è rimasto nulla, nelle direzioni attive.',
    some: '{{itemType}}: {{inExchange}} rimasti in Exchange, {{inCrm}} rimasti nel CRM.',
    leave: 'Farli restare tutti per sempre?',
    left: '{{count}} restano per sempre. Non vengono più proposti.',
    left_one: 'Uno resta per sempre. Non viene più proposto.',
    notLeft: 'Non è stato deciso nulla. Con --yes restano senza chiedere.',
  },
  sync: {
    account: 'Account {{account}}',
    noAccounts:
      'Non c’è nessun account attivo da sincronizzare. Aggiungine uno sulla pagina, o con `raccordo apply -f config.yaml`.',
    unknownAccount: 'Non c’è nessun account di nome {{account}}. Conosciuti: {{known}}.',
    dryRun: 'Non è stato scritto nulla: questo è ciò che farebbe una sincronizzazione.',
    nothing: 'nulla da fare',
    held: 'Fermata prima della prima scrittura: {{why}}',
    look: 'Per vedere che cosa farebbe: raccordo sync --account {{account}} --dry-run',
    approve: 'Per lasciar passare esattamente questi piani: raccordo sync --account {{account}} {{approve}}',
    approve_one: 'Per lasciar passare esattamente questo piano: raccordo sync --account {{account}} {{approve}}',
    failed: 'Non riuscita: {{why}}',
    heldOnly: 'Fermata: {{why}}',
    stepsLeftOut: 'altri {{count}}, non elencati',
    wholePlan: 'Il piano intero, con ogni valore: raccordo plan show {{run}}',
    phases: {
      recover: 'si occupa delle scritture interrotte',
      pull: 'chiede alle due parti che cosa è cambiato',
      survey: 'legge e pianifica',
      apply: 'scrive',
    },
    itemTypes: { contacts: 'Contatti', appointments: 'Appuntamenti' },
    counts: {
      linked: '{{count}} collegati',
      createdInExchange: '{{count}} creati in Exchange',
      createdInCrm: '{{count}} creati nel CRM',
      updatedInExchange: '{{count}} modificati in Exchange',
      updatedInCrm: '{{count}} modificati nel CRM',
      deletedInExchange: '{{count}} eliminati in Exchange',
      deletedInCrm: '{{count}} eliminati nel CRM',
      detached: '{{count}} scollegati',
      conflicts: '{{count}} conflitti decisi, l’altro valore è conservato',
      pending: '{{count}} in attesa di una regola',
      /** Of an undo: what somebody has edited since. */
      leftAlone: '{{count}} lasciati come sono',
      leftAlone_one: '{{count}} lasciato com’è',
      review: '{{count}} da esaminare',
      notSynchronised: '{{count}} tra serie e riunioni lasciate fuori',
      quarantined: '{{count}} messi da parte dopo errori',
      mails: '{{count}} mail a partecipanti di riunioni',
      unchanged: '{{count}} invariati',
      // The form for exactly one; the others are for every other number.
      linked_one: '{{count}} collegato',
      createdInExchange_one: '{{count}} creato in Exchange',
      createdInCrm_one: '{{count}} creato nel CRM',
      updatedInExchange_one: '{{count}} modificato in Exchange',
      updatedInCrm_one: '{{count}} modificato nel CRM',
      deletedInExchange_one: '{{count}} eliminato in Exchange',
      deletedInCrm_one: '{{count}} eliminato nel CRM',
      detached_one: '{{count}} scollegato',
      conflicts_one: '{{count}} conflitto deciso, l’altro valore è conservato',
      notSynchronised_one: '{{count}} serie o riunione lasciata fuori',
      quarantined_one: '{{count}} messo da parte dopo errori',
      mails_one: '{{count}} mail a un partecipante di una riunione',
      unchanged_one: '{{count}} invariato',
    },
  },
  status: {
    noAccounts:
      'In {{directory}} non è ancora configurato nessun account. Si comincia sulla pagina (`raccordo serve`) o con un file (`raccordo apply -f config.yaml`); la dimostrazione sta in --data .raccordo/demo.',
    reviewHint: 'Alcuni elementi sono da esaminare: `raccordo status --review` li elenca.',
    account: 'Account',
    items: 'Elementi',
    state: 'Stato',
    links: 'Collegati',
    waiting: 'In attesa',
    lastSuccess: 'Ultima riuscita',
    noticed: 'Riportato',
    never: 'mai',
  },
  explain: {
    none: 'Nulla nel CRM, nelle caselle o nella memoria della sincronizzazione corrisponde a "{{query}}".',
    crm: 'Record del CRM',
    exchange: 'Elemento di Exchange',
    state: 'Stato',
    error: 'Errore',
    states: {
      linked: 'collegato',
      pending: 'collegato; una modifica attende una regola',
      detached: 'scollegato: una parte è stata eliminata, l’altra resta',
      closed: 'chiuso',
      unlinked: 'non collegato',
      unseen: 'nessuna sincronizzazione lo ha incontrato',
    },
    ops: {
      create: 'creato',
      update: 'modificato',
      delete: 'eliminato',
      link: 'collegato',
      detach: 'scollegato',
      conflict: 'conflitto',
    },
    why: 'Perché',
    since: 'Dal {{when}}.',
    until: 'Si ritenta il {{when}}.',
    decision: 'La prossima esecuzione',
    fields: 'Campo per campo: concordato → adesso',
    unchanged: 'Campi uguali a quanto concordato: {{count}}.',
    unchanged_one: 'Un campo è uguale a quanto concordato.',
    candidates: 'Potrebbe essere lo stesso',
    conflict: 'Un conflitto aspetta una decisione: raccordo conflicts show {{id}}',
    nextRun: 'Prossima sincronizzazione: {{when}}.',
    more: 'Leggi adesso le due parti: raccordo explain --account {{account}} {{option}} {{id}}',
    next: 'Che cosa lo cambierebbe',
    history: 'Cronologia',
  },
  conflicts: {
    none: 'Nessun conflitto aspetta una decisione.',
    columns: {
      id: 'Numero',
      account: 'Account',
      item: 'Elemento',
      field: 'Campo',
      winner: 'Ha vinto',
      when: 'Quando',
      state: 'Stato',
    },
    more: 'Ce ne sono altri oltre a quelli elencati; {{open}} aspettano una decisione.',
    hint: 'Guardane uno: raccordo conflicts show NUMERO',
    decided: '{{who}} ha deciso il {{when}}.',
    decide:
      'Decidi: raccordo conflicts keep {{id}}, raccordo conflicts take {{id}}, oppure raccordo conflicts edit {{id}} --value …',
  },
  verify: {
    more: 'Altri {{count}}: la pagina li elenca tutti.',
    repair: 'Ripara i collegamenti e riguarda: raccordo verify --account {{account}} --repair',
  },
  photo: {
    none: 'Nessuna foto.',
    oneAtATime: 'Scegli una cosa sola: un’immagine, --output o --remove.',
  },
  records: {
    imported: '{{created}} creati, {{updated}} modificati, {{unchanged}} invariati, {{refused}} rifiutati.',
    refused: 'Rifiutati:',
    kept: 'Importate e non sincronizzate, perché Exchange non può avere queste serie come sono:',
    line: 'riga {{line}}',
    refusals: {
      vcard_version_unsupported: 'vCard 2.1 non è ammessa; esportala come 3.0 o 4.0',
      not_a_person: 'né una persona né un’azienda',
      nothing_in_it: 'non contiene nulla che un contatto possa avere',
      unreadable_line: 'una riga che non si può leggere',
      object_too_large: 'più grande di quanto ammesso',
      end_missing: 'manca la sua riga END',
      end_unexpected: 'una riga END senza il suo BEGIN',
      start_missing: 'non ha un inizio',
      time_unreadable: 'un orario che non si può leggere',
      time_zone_unknown: 'un fuso orario che nessuno conosce',
      end_before_start: 'finisce prima di iniziare',
      called_off: 'è stato disdetto; ciò che il CRM ne ha resta com’è',
      crm_invalid_record: 'valori che il CRM non accetta',
    },
    exported: '{{count}} scritti in {{file}}.',
    empty: 'Ancora nessuno.',
    nothingFound: 'Nulla corrisponde a "{{search}}".',
    nothingIn: {
      contacts: 'In {{file}} non c’è nessuna vCard: nulla è stato importato.',
      appointments: 'In {{file}} non c’è nessun evento iCalendar: nulla è stato importato.',
    },
    name: 'Nome',
    company: 'Azienda',
    email: 'E-mail',
    phone: 'Telefono',
    when: 'Quando',
    subject: 'Oggetto',
    location: 'Dove',
    more: '{{total}} in tutto: --limit N ne mostra altri, --search TESTO restringe.',
    allDay: 'tutto il giorno',
  },
};
