import type { TranslationOf } from '../catalogue.ts';
import type { accounts as english } from '../en/accounts.ts';

export const accounts: TranslationOf<typeof english> = {
  list: {
    explain: 'Ogni profilo Exchange attivato dall’amministratore, con la casella che vi è collegata.',
    emptyHeading: 'Nessun profilo Exchange è attivo',
    empty: 'Chiedi all’amministratore di crearne e attivarne uno: poi lo trovi qui e vi colleghi la tua casella.',
    emptyForAdministrator:
      'Creane e attivane uno in Impostazioni azienda → Connettore Exchange: poi appare qui, sulla pagina di ogni utente.',
    notConfigured: 'Non ancora configurato',
    needsMailbox: 'Basta il nome della casella: all’accesso pensa l’account di servizio del profilo.',
    needsPassword: 'Servono utente e password di Exchange: questo profilo non ha un account di servizio.',
    configure: 'Configura',
    configureProfile: 'Configura {{profile}}',
    open: 'Apri',
    toPlan: 'Prepara il piano',
    what: {
      both: 'contatti e appuntamenti',
      contacts: 'solo contatti',
      appointments: 'solo appuntamenti',
      nothing: 'né contatti né appuntamenti',
    },
    noSuccess: 'nessuna sincronizzazione riuscita finora',
    lastSuccess: 'ultima riuscita {{when}}',
    lastRun: 'Ultima esecuzione {{when}}: {{what}}',
  },
  standing: {
    word: {
      off: 'non attivo',
      profileOff: 'profilo non attivo',
      userOff: 'utente non attivo',
      empty: 'nulla da sincronizzare',
      claimRefused: 'casella rifiutata',
      claimWaiting: 'da consentire',
      firstPlan: 'piano da approvare',
      running: 'in sincronizzazione',
      held: 'fermato',
      paused: 'in pausa',
      failed: 'non riuscito',
      backingOff: 'in attesa del server',
      relink: 'riconosce la casella',
      restored: 'CRM da un backup',
      attention: 'allineato, da esaminare',
      never: 'non ancora sincronizzato',
      inStep: 'allineato',
    },
    sentence: {
      off: 'È disattivato: non sincronizza nulla e non perde nulla. Per riprendere, attivalo nelle impostazioni.',
      profileOff: 'L’amministratore ha disattivato il profilo: non si sincronizza nulla e non si perde nulla.',
      userOff: 'L’utente non è attivo nel CRM: non si sincronizza nulla e non si perde nulla.',
      empty:
        'Qui non sono attivi né contatti né appuntamenti. Attivane nelle impostazioni, se il profilo li sincronizza.',
      claimRefused: 'Un amministratore ha rifiutato questa casella. Indicane un’altra, o parlane con lui.',
      claimWaiting: 'Un amministratore deve consentire questa casella.',
      firstPlan: 'Prepara il piano, guarda che cosa accadrebbe e approvalo: prima non si scrive nulla.',
      running: 'Si sta sincronizzando proprio ora.',
      held: 'Un freno ha fermato la sincronizzazione prima di scrivere. {{why}} Guarda il piano e approvalo.',
      paused: 'Nulla riparte da sé finché il problema non è risolto. {{why}}',
      failed: '{{why}}',
      serviceAccount:
        'È l’account di servizio del profilo, non il tuo: un amministratore ne inserisce la password o il segreto nel profilo, una volta per tutti.',
      backingOff: 'Dopo una pausa prosegue da sé. {{why}}',
      relink: '{{why}}',
      restored:
        'Il CRM è tornato da un backup e sa meno di prima: non si elimina nulla finché qualcuno non ha guardato e approvato il piano.',
      attention: 'Allineato, tranne: {{what}}. Li trovi in Sincronizzazione, sotto "Da esaminare".',
      never: 'La prima sincronizzazione parte da sé a breve.',
      inStep: 'Le due parti dicono lo stesso.',
    },
  },
  page: {
    heading: 'Account esterno',
    newHeading: 'Configura {{profile}}',
    forUser: 'Account di {{user}}',
    back: 'Torna agli account esterni',
    standing: 'Stato',
    settings: 'Configurazione sincronizzazione utente',
    profileNotAvailable: 'Questo profilo non c’è o non è attivo. Scegline un altro dagli account esterni.',
    alreadyThere: 'Su questo profilo c’è già un account.',
  },
  form: {
    mailbox: 'Casella',
    mailboxHelp:
      'Il nome o l’indirizzo e-mail. Un nome viene cercato nella rubrica del server. La casella {{email}} è concessa subito se l’indirizzo è confermato; un’altra deve consentirla un amministratore.',
    mailboxAddressHelp:
      'Il suo indirizzo e-mail. La casella {{email}} è concessa subito se l’indirizzo è confermato; un’altra deve consentirla un amministratore.',
    mailboxChanges:
      'Un’altra casella viene controllata di nuovo, e comincia da capo con un piano. In quella di prima non si elimina nulla.',
    impersonate: 'Nome principale (UPN) o SID',
    impersonateHelp: {
      primarySmtpAddress:
        'Del proprietario della casella. Ora non si usa: il profilo impersonifica con l’indirizzo. Va indicato prima di cambiarlo.',
      principalName:
        'Del proprietario della casella, come in mrossi@ad.azienda.example: il profilo impersonifica con questo. Vuoto: l’indirizzo della casella.',
      sid: 'Il SID del proprietario della casella, come in S-1-5-21-…: il profilo impersonifica con questo.',
    },
    credentials: 'Accesso a Exchange',
    credentialsHelp: 'Questo profilo non ha un account di servizio: ognuno accede con il proprio utente.',
    user: 'Utente',
    userHelp: 'Come accedi a Windows o alla posta: DOMINIO\\utente oppure nome@azienda.it.',
    password: 'Password',
    passwordHelp: {
      new: 'Memorizzata cifrata e mai più mostrata.',
      stored: 'È memorizzata. Lascia vuoto per tenerla.',
      unreadable: 'Quella memorizzata non si può più leggere: inseriscila di nuovo.',
    },
    showPassword: 'Mostra o nascondi ciò che scrivi',
    domain: 'Dominio',
    domainHelp: 'Solo se non sta già nell’utente.',
    contacts: 'Sincronizza contatti',
    appointments: 'Sincronizza appuntamenti',
    offInProfile: {
      contacts: 'Le regole di questo profilo non sincronizzano i contatti.',
      appointments: 'Le regole di questo profilo non sincronizzano gli appuntamenti.',
    },
    elsewhere: {
      contacts:
        'I contatti sono già attivi in {{profile}} ({{mailbox}}): possono esserlo in un solo account alla volta.',
      appointments:
        'Gli appuntamenti sono già attivi in {{profile}} ({{mailbox}}): possono esserlo in un solo account alla volta.',
    },
    appointmentsFrom: 'Sincronizza appuntamenti dal',
    appointmentsFromHelp:
      'Dalla mezzanotte di quel giorno nel fuso orario della casella ({{zone}}). Limita solo gli appuntamenti passati: i futuri ci sono sempre.',
    from: { all: 'Tutti', date: 'Da una data', lastMonths: 'Ultimi mesi' },
    fromDate: 'Data',
    fromMonths: 'Quanti mesi',
    fromMonthsHelp: 'Contati ogni giorno da oggi.',
    active: 'Attivo',
    activeHelp: 'Un account non attivo non sincronizza nulla e non perde nulla.',
    create: 'Salva e continua',
    saved: 'Salvato.',
    missing: {
      mailbox: 'Indica la casella.',
      user: 'Indica l’utente di Exchange.',
      password: 'Indica la password.',
      date: 'Indica una data valida.',
      months: 'Indica un numero intero da 1 a {{most}}.',
    },
  },
  changed: {
    on: 'sì',
    off: 'no',
    lastMonths: 'ultimi {{count}} mesi',
    lastMonths_one: 'ultimo mese',
  },
  claim: {
    heading: {
      waiting: 'Un amministratore deve consentire questa casella',
      refused: 'Questa casella è stata rifiutata',
    },
    own: {
      otherAddress:
        'La casella è di {{resolved}}; la tua e-mail confermata è {{email}}: un amministratore deve consentirla.',
      emailNotVerified:
        'La tua e-mail {{email}} non è ancora confermata. Appena un amministratore la conferma, "Controlla di nuovo" ti dà la casella.',
      notResolved:
        'Il server non ha detto di chi sia la casella {{mailbox}}. Controlla di nuovo più tardi, oppure chiedi a un amministratore di consentirla.',
      refused:
        'Un amministratore non consente di sincronizzare {{mailbox}}. Indica un’altra casella, o parlane con lui.',
    },
    other: {
      otherAddress:
        'La casella è di {{resolved}}; l’e-mail confermata di {{user}} è {{email}}: un amministratore deve consentirla.',
      emailNotVerified:
        'L’e-mail {{email}} di {{user}} non è confermata. Confermala nella pagina dell’utente e poi "Controlla di nuovo", oppure consenti la casella.',
      notResolved: 'Il server non ha detto di chi sia la casella {{mailbox}}, che {{user}} chiede.',
      refused: 'Un amministratore non consente a {{user}} di sincronizzare {{mailbox}}.',
    },
    untilThen: 'Fino ad allora Raccordo non apre la casella e non scrive nulla.',
    stillWaiting: 'Controllato proprio ora: è ancora così.',
    granted: 'La casella è concessa.',
    check: 'Controlla di nuovo',
    grant: 'Consenti',
    refuse: 'Rifiuta',
    confirm: {
      grant: 'Consentire {{resolved}} a {{user}}?',
      refuse: 'Rifiutare {{resolved}} a {{user}}?',
    },
    consequence: {
      grant:
        '{{user}} vedrà nel CRM i contatti e gli appuntamenti di {{resolved}}, e potrà modificarli. La decisione resta nel registro attività.',
      refuse: '{{user}} non può sincronizzare {{resolved}}; nulla viene eliminato. Si può consentire più tardi.',
    },
  },
  test: {
    heading: 'Prova la connessione',
    explain:
      'Percorre tutto, dall’indirizzo del server alle cartelle della casella, e dice dove si ferma. Non scrive nulla.',
    notGranted: 'Si può provare quando la casella è concessa.',
    start: 'Prova la connessione',
  },
  plan: {
    firstHeading: 'Il piano della prima sincronizzazione',
    firstExplain:
      'Prima di scrivere qualcosa, Raccordo guarda le due parti e dice che cosa farebbe. Nulla parte finché non lo approvi.',
    heldHeading: 'Un piano aspetta la tua approvazione',
    heldExplain:
      'La sincronizzazione è stata fermata prima della prima scrittura. Guarda che cosa farebbe e approvalo, oppure correggi ciò che lo ha causato e prepara di nuovo.',
    restoreChoice:
      'Dove i record sono più vecchi dal ripristino del CRM, è il profilo a dire quali valori contano: «Dopo un ripristino del CRM». Un’altra scelta fa un altro piano.',
    restoreChoiceToProfile: 'Scegli nel profilo',
    approvedHeading: 'Il piano approvato',
    lookedHeading: 'Il piano',
    prepare: 'Prepara il piano',
    prepareAgain: 'Prepara di nuovo',
    approve: 'Approva e sincronizza',
    confirm: 'Approvare esattamente questo piano?',
    preparing: 'Legge le due parti e pianifica; non scrive nulla.',
    applying: 'Il piano approvato viene eseguito.',
    waitsForTurn: 'attende il suo turno',
    begins: 'comincia',
    ready: 'pronto',
    progress: '{{phase}} ({{done}} di {{total}})',
    announce: {
      preparing: 'Il piano viene preparato.',
      applying: 'La sincronizzazione è in corso.',
      plan: 'Il piano è pronto da guardare.',
      result: 'La sincronizzazione è terminata.',
    },
    changedHeading: 'Il piano è cambiato',
    changed:
      'Tra lo sguardo e l’approvazione qualcosa è cambiato nel CRM o in Exchange. Non è stato scritto nulla di ciò che non avevi visto: questo è il piano nuovo.',
    failed: '{{what}}: non si è potuto guardare',
    preparedAt: 'Preparato {{when}}.',
    nothing: 'Non c’è nulla da fare: le due parti sono vuote o dicono già lo stesso.',
    deletesNothing: 'Nulla viene eliminato, da nessuna delle due parti.',
    mailsNobody: 'Nessuna e-mail parte verso terzi.',
    asShown: 'Viene eseguito solo questo piano: se prima qualcosa cambia, si ferma e te lo mostra di nuovo.',
    categories: 'In Exchange questi elementi ricevono le categorie: {{categories}}. Quelle che hanno già restano.',
    conflicts: 'Campi in conflitto: {{count}}',
    winner: {
      crm: {
        field: 'La regola del profilo: campo per campo vince il CRM.',
        item: 'La regola del profilo: vince il CRM, per l’intero elemento.',
      },
      exchange: {
        field: 'La regola del profilo: campo per campo vince Exchange.',
        item: 'La regola del profilo: vince Exchange, per l’intero elemento.',
      },
    },
    groups: {
      link: {
        title: 'da collegare: ci sono già da entrambe le parti',
        title_one: 'da collegare: c’è già da entrambe le parti',
        explain: 'Sono lo stesso nel CRM e in Exchange: restano uno, e ciò che manca a una parte viene dall’altra.',
      },
      createInExchange: {
        title: 'da creare in Exchange',
        explain: 'Ci sono solo nel CRM.',
      },
      createInCrm: {
        title: 'da creare nel CRM',
        explain: 'Ci sono solo in Exchange.',
      },
      updateInExchange: {
        title: 'già presenti, da completare o modificare in Exchange',
        title_one: 'già presente, da completare o modificare in Exchange',
        explain: 'In Exchange arriva ciò che il CRM ha in più o di diverso.',
      },
      updateInCrm: {
        title: 'già presenti, da completare o modificare nel CRM',
        title_one: 'già presente, da completare o modificare nel CRM',
        explain: 'Nel CRM arriva ciò che Exchange ha in più o di diverso.',
      },
      deleteInExchange: {
        title: 'da eliminare in Exchange',
        explain: 'Sono stati eliminati nel CRM, e le regole riportano le eliminazioni.',
      },
      deleteInCrm: {
        title: 'da eliminare nel CRM',
        explain: 'Sono stati eliminati in Exchange, e le regole riportano le eliminazioni.',
      },
      detach: {
        title: 'da scollegare: una parte è stata eliminata, l’altra resta',
        explain: 'La parte che resta non viene toccata.',
      },
      conflict: {
        title: 'campi diversi dalle due parti, decisi dalla regola',
        title_one: 'campo diverso dalle due parti, deciso dalla regola',
        explain: 'Il valore che non vince viene conservato e si vede in Conflitti.',
      },
      review: {
        title: 'ambigui: non vengono toccati',
        title_one: 'ambiguo: non viene toccato',
        explain: 'Potrebbero essere lo stesso di più elementi. Dopo li trovi in "Da esaminare", e decidi tu.',
      },
      pending: {
        title: 'in attesa di una regola',
        explain: 'La regola per questa direzione è disattivata.',
      },
      notSynchronised: {
        title: 'tra serie e riunioni che restano fuori',
        explain: 'Restano come sono da entrambe le parti.',
      },
    },
    done: 'Fatto: le due parti sono allineate',
    notDone: 'Non tutto è riuscito',
  },
  runs: {
    heading: 'Ultime esecuzioni',
    empty: 'Ancora nessuna esecuzione in cui sia successo qualcosa.',
    underWay: 'È in corso.',
    planned: 'Farebbe: {{what}}',
  },
  delete: {
    heading: 'Elimina questo account',
    explain: 'Toglie il collegamento tra CRM e casella, non ciò che vi sta dentro.',
    start: 'Elimina l’account',
    confirm: 'Eliminare il collegamento con {{mailbox}}?',
    consequences: {
      stops: 'La sincronizzazione si ferma; se c’è una password memorizzata, viene cancellata.',
      nothingDeleted: 'Non viene eliminato nulla, né nel CRM né in Exchange.',
      memory:
        'La memoria di che cosa corrisponde a che cosa resta da parte: se ricolleghi la stessa casella, nulla si raddoppia.',
    },
  },
};
