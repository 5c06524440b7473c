import type { TranslationOf } from '../catalogue.ts';
import type { explain as original } from '../en/explain.ts';

export const explain: TranslationOf<typeof original> = {
  states: {
    inStep: 'Le due parti dicono lo stesso e nulla è in attesa.',
    willChange: 'C’è qualcosa da scrivere: lo fa la prossima esecuzione.',
    pending: 'È collegato, e una modifica attende perché la regola per la sua direzione è disattivata.',
    review: 'Prima che si crei o si colleghi qualcosa deve decidere una persona.',
    waiting: 'È in attesa: prima bisogna sapere qualcosa.',
    asleep: 'È collegato e riposa: resta com’è da tutte e due le parti.',
    detached: 'C’è solo da una parte: dall’altra è stato eliminato, e l’eliminazione non è stata riportata.',
    willDetach: 'La prossima esecuzione lascia andare la coppia: non si elimina nulla e non si ricrea nulla.',
    closed: 'La coppia è chiusa: non c’è più da nessuna delle due parti.',
    leftOut: 'Non partecipa alla sincronizzazione.',
    failed: 'È stato messo da parte dopo un errore e si ritenta più tardi.',
    unknown:
      'Da questa parte non c’è nessun elemento così, e la sincronizzazione non ne ricorda. Controlla l’id, oppure cercalo per nome.',
    undecided: 'Una delle parti non ha risposto, perciò non si è potuto decidere nulla.',
  },
  met: {
    yes: 'Un’esecuzione di questo account lo ha incontrato.',
    no: 'Nessuna esecuzione di questo account lo ha ancora incontrato.',
  },
  obstacles: {
    account_off: 'L’account è disattivato.',
    profile_off: 'Il profilo è disattivato.',
    user_off: 'L’utente è disattivato.',
    claim_waiting: 'La casella aspetta un amministratore, che deve consentirla.',
    claim_refused: 'Un amministratore ha rifiutato la casella.',
    item_type_off_in_account: 'Questo tipo di elementi è disattivato nell’account.',
    item_type_off_in_profile: 'Questo tipo di elementi è disattivato nel profilo.',
    never_run: 'Nessuna sincronizzazione di questo tipo di elementi è ancora arrivata alla fine.',
    first_run: 'La prima esecuzione non scrive nulla finché il suo piano non è approvato.',
    scope_hold: 'Un freno ferma tutto: non si scrive nulla finché una persona non approva il piano.',
    scope_relink: 'La casella si sta riconoscendo di nuovo; fino ad allora non si elimina nulla.',
    scope_restored:
      'Il CRM è tornato da una copia di sicurezza; finché una persona non approva il piano non si elimina nulla.',
    scope_paused: 'La sincronizzazione di questo tipo di elementi è in pausa.',
    installation_unconfirmed: 'Il database viene da un backup o è una copia, e nessuno l’ha ancora confermato.',
    schedule_paused: 'L’account è in pausa dopo un errore; deve rimediare una persona.',
    schedule_backing_off: 'Dopo un errore l’account si ritenta più tardi.',
    item_type_rests:
      'Dopo un errore gli elementi di questo tipo si ritentano più tardi; gli altri dell’account continuano.',
    server_stopped: 'Altre caselle hanno cominciato a dare lo stesso errore, perciò questa aspetta. Riprende da sé.',
    item_parked: 'L’elemento è stato messo da parte dopo un errore.',
    write_in_flight: 'È stata inviata una scrittura di cui non si conosce ancora l’esito.',
    crm_unreadable: 'Il CRM non ha risposto.',
    exchange_unreadable: 'La casella non ha risposto.',
  },
  ends: {
    live: 'c’è',
    gone: 'eliminato',
    notOurs: 'c’è, ed è di un altro utente',
    hidden: 'non visibile all’utente',
    elsewhere: 'in un’altra cartella',
    unproved: 'manca; che sia stato eliminato non è provato',
    unreadable: 'non si è potuto leggere',
    none: 'nessuno',
  },
  takesPart: {
    yes: 'partecipa',
    outsideWindow: 'prima di «Sincronizza appuntamenti dal»',
    filter: 'escluso dalla regola su quali elementi partecipano',
    private: 'privato, e gli elementi privati sono esclusi',
    series: 'una serie che non può essere uguale sulle due parti; si mostra e non si scrive',
  },
  changedOn: {
    none: 'non è cambiato da nessuna parte',
    crm: 'cambiato nel CRM',
    exchange: 'cambiato in Exchange',
    both: 'cambiato da tutte e due le parti',
  },
  outcomes: {
    unchanged: 'resta',
    settled: 'uguale dalle due parti; si ricorda soltanto',
    toCrm: 'va nel CRM',
    toExchange: 'va in Exchange',
    toBoth: 'ciascuna parte riceve ciò che l’altra ha aggiunto',
    pending: 'attende una regola',
    rests: 'resta; l’elemento intero non si tocca',
  },
  remedies: {
    nothing_to_do: 'Non c’è nulla da fare.',
    wait_for_next_run: 'La prossima esecuzione lo porta con sé.',
    switch_on_update_rule: 'Attiva nel profilo la regola di aggiornamento per questa direzione.',
    switch_on_delete_rule:
      'Attiva la regola di eliminazione per questa direzione. Ciò che è stato eliminato prima non viene riportato da sé: la pagina dell’account esterno propone allora ciò che solo la regola ha fatto restare, e così raccordo old-deletions.',
    widen_window: 'Imposta «Sincronizza appuntamenti dal» dell’account a una data precedente.',
    change_item_filter:
      'Cambia la regola su quali elementi partecipano, oppure proprietario, lista o categoria dell’elemento.',
    allow_invitations:
      'Imposta «Inviti» del profilo su «in silenzio» o «con avviso», oppure modifica la riunione in Outlook.',
    ask_organizer: 'Chi organizza la riunione la modifica nel proprio calendario; la modifica arriva poi da sé.',
    invite_in_outlook: 'Le persone si invitano in Outlook; ciò che ne segue arriva poi nel CRM.',
    change_in_outlook: 'Fai la modifica in Outlook; arriva poi da sé nel CRM.',
    synchronise_private_items:
      'Fai portare al profilo gli elementi privati per intero, oppure rendi l’elemento non privato.',
    not_synchronised_kind: 'Resta fuori finché è così com’è.',
    tell_counterparts_apart:
      'Sono lo stesso? Dai a entrambi lo stesso indirizzo e-mail (appuntamenti: orari e oggetto). Non lo sono? Rendi diversi i nomi o gli oggetti, oppure elimina il doppione.',
    move_item_back: 'Riporta l’elemento nella cartella sincronizzata.',
    restore_rights: 'Restituisci il record all’utente, oppure condividilo.',
    grant_folder_access: 'Consenti all’account di leggere tutte le cartelle e Posta eliminata della casella.',
    edit_on_the_side_that_counts: 'Fai la modifica dalla parte che vince i conflitti.',
    approve_plan: 'Esamina il piano e approvalo: nella pagina, oppure con raccordo sync --dry-run e poi --approve.',
    choose_after_restore:
      'Esamina il piano e approvalo. Se devono valere i valori dell’altra parte, imposta prima «Dopo un ripristino del CRM» del profilo.',
    mend_item: 'Correggi l’elemento come dice l’errore; viene ritentato appena cambia.',
    synchronise_owner: 'Collega una casella per l’utente proprietario del record.',
    switch_on: 'Attivalo.',
    decide_claim: 'Decide un amministratore se l’utente può avere questa casella.',
    release_scope: 'Un amministratore toglie la pausa quando il motivo non c’è più.',
    confirm_installation:
      'Un amministratore conferma il database, nella pagina «Sincronizzazione» o con raccordo installation confirm.',
    mend_connection: 'Rimedia a ciò che dice l’errore; una prova di connessione mostra dove si ferma.',
    undo_the_undo: 'L’annullamento di un’esecuzione ha tolto la controparte. Per riaverla annulla quell’annullamento.',
    decide_conflict:
      'Decide la strategia dei conflitti; l’altro valore si conserva fra i conflitti, dove una persona può riprenderlo.',
  },
};
