import type { TranslationOf } from '../catalogue.ts';
import type { reasons as english } from '../en/reasons.ts';

export const reasons: TranslationOf<typeof english> = {
  unchanged: 'Nulla è cambiato da nessuna delle due parti.',
  item_gone: 'Non c’è più.',
  link_closed: 'La coppia è stata chiusa; non ne segue nulla.',
  not_ours: 'Appartiene a qualcun altro.',

  changed_in_crm: 'Modificato nel CRM (campi: {{fields}}): riportato in Exchange.',
  changed_in_exchange: 'Modificato in Exchange (campi: {{fields}}): riportato nel CRM.',
  changed_on_both_sides:
    'Modificato da entrambe le parti (campi: {{fields}}); {{conflicts}} decisi dalla strategia dei conflitti, l’altro valore è conservato.',
  equal_on_both_sides: 'Le due parti dicono lo stesso; solo memorizzato.',
  left_window:
    'Spostato fuori dal periodo sincronizzato (campi: {{fields}}): questa modifica viaggia ancora, poi riposa.',
  linked_by_match: 'Uguale da entrambe le parti per e-mail e nome, o per ora e oggetto: collegato (campi: {{fields}}).',
  came_back: 'La parte mancante è tornata: di nuovo collegata con l’ultimo valore concordato (campi: {{fields}}).',

  new_in_crm: 'Nuovo nel CRM: creato in Exchange.',
  new_in_exchange: 'Nuovo in Exchange: creato nel CRM.',
  edited_after_deletion: 'Modificato dopo che l’altra parte era stata eliminata, e la modifica vince: creato di nuovo.',

  deleted_in_crm: 'Eliminato nel CRM: eliminato in Exchange.',
  deleted_in_exchange: 'Eliminato in Exchange: eliminato nel CRM.',
  last_occurrence_deleted:
    'Nel CRM di questa serie non resta nessuna occorrenza: eliminata in Exchange, dove non c’è serie che ne sia senza.',
  deletion_wins: 'Eliminato da una parte, modificato dall’altra; vince la parte che ha eliminato.',
  record_reassigned: 'Il record appartiene ora a un altro utente.',

  delete_rule_off: 'Eliminato da una parte; la regola che riporta le eliminazioni è disattivata, quindi l’altro resta.',
  update_rule_off: 'Una modifica (campi: {{fields}}) attende: la regola per questa direzione è disattivata.',
  private_content: 'Privato: non si riporta ciò che dice, solo quando è.',
  occurrences_lost:
    'La regola di questa serie è stata modificata nel CRM e attende: toglierebbe da Exchange occorrenze modificate che il CRM non può conoscere.',
  occurrences_apart:
    'Alcune occorrenze modificate attendono: cadono in giorni che la serie non ha dall’altra parte, dove la sua regola è diversa.',
  occurrences_would_lose:
    'Orario o regola di questa serie sono stati modificati nel CRM e attendono: Exchange dimenticherebbe allegati, invitati o testo formattato di occorrenze modificate. Fai questa modifica in Outlook.',
  occurrence_kept:
    'Un’occorrenza è stata eliminata nel CRM; in Exchange resta. Eliminarne una di una riunione vuol dire disdirla: servono la regola di eliminazione, Inviti «con avviso» e un’occorrenza che deve ancora svolgersi. Le regole cambiate in seguito non la disdicono.',
  occurrence_shared:
    'Un’occorrenza è stata tolta dal calendario di chi partecipa; nel CRM resta, perché il record è anche di altri. È stata disdetta? Allora eliminala nel CRM.',
  last_occurrence_waits:
    'Una modifica di questa serie nel CRM attende: in Exchange non ne resterebbe nessuna occorrenza, mentre il CRM ne ha ancora, o la sua regola non ne dà. Se è finita, eliminala in Outlook.',
  last_occurrence_kept:
    'Nel CRM di questa serie non resta nessuna occorrenza; in Exchange resta, come una serie eliminata nel CRM che lì non si può eliminare. Le regole cambiate in seguito non la eliminano.',
  record_not_changeable:
    'Una modifica in Exchange (campi: {{fields}}) resta lì: l’utente non può modificare il record nel CRM.',
  not_organizer:
    'Una modifica nel CRM (campi: {{fields}}) attende: la riunione la organizza qualcun altro, e solo chi la organizza la modifica.',
  meeting_cancelled: 'Una modifica nel CRM (campi: {{fields}}) attende: la riunione è stata disdetta.',
  invitations_never:
    'Una modifica nel CRM (campi: {{fields}}) attende: il profilo non modifica riunioni con partecipanti (Inviti: mai).',
  told_by_exchange: 'Chi è invitato e chi ha accettato lo dice Exchange; ciò che ne dice il CRM resta lì.',
  meeting_kept:
    'Eliminata nel CRM; in Exchange resta. Eliminare una riunione vuol dire disdirla: servono chi la organizza, la regola di eliminazione, Inviti «con avviso» e una riunione che deve ancora svolgersi.',
  meeting_not_made:
    'Eliminata da una parte e modificata dall’altra. Non si ricrea: era una riunione, e Raccordo non invita nessuno.',
  create_rule_off: 'Non creato dall’altra parte: la regola per questa direzione è disattivata.',
  edit_kept: 'Eliminato da una parte e modificato dall’altra: la modifica è conservata.',
  deletion_not_carried:
    'L’eliminazione non è stata riportata quando è avvenuta, e nessuna esecuzione la riporta in seguito.',
  old_deletion: 'La sua controparte è stata eliminata prima che la regola fosse attiva: viene eliminato anche questo.',
  old_deletion_edited: 'Qualcuno ci ha lavorato dopo l’eliminazione della controparte: resta.',
  old_deletion_doubtful:
    'Non è più certo che la sua controparte sia eliminata: resta, e lo guarda la prossima esecuzione.',
  old_deletion_shared: 'Il record è collegato anche in altre caselle, o appartiene a un altro utente: resta.',
  edit_left_alone: 'Una modifica dopo l’eliminazione non viene toccata: vince la parte che ha eliminato.',

  outside_window: 'Fuori dal periodo sincronizzato.',
  excluded_filter: 'Escluso dalla regola su quali elementi partecipano.',
  excluded_private: 'Privato: escluso dalla regola sugli elementi privati.',
  excluded_series: 'Una serie che non si può esprimere da entrambe le parti: mostrata, non sincronizzata.',
  excluded_meeting:
    'Una riunione del CRM che in questa casella non c’è: resta nel CRM, perché Raccordo non invita nessuno.',
  excluded_cancelled_meeting: 'Una riunione disdetta prima che il CRM la conoscesse: non si crea.',
  excluded_ended_series: 'Una serie di cui non resta nessuna occorrenza: Exchange non ne tiene, quindi lì non si crea.',

  moved_to_other_folder: 'Spostato in una cartella che non è sincronizzata; non è un’eliminazione.',
  record_hidden: 'L’utente non può più vedere il record; non è un’eliminazione.',
  deletion_unproved:
    'Manca in Exchange, e la sua eliminazione non si può provare ($t(reasons.proof.{{why}})): nulla viene eliminato.',
  identity_ambiguous: 'Non si può dire con certezza quale elemento sia: nulla viene eliminato.',
  user_copy: 'Una copia fatta da una persona.',
  own_duplicate:
    'Una seconda copia di un elemento creato da noi, rimasta per una risposta tardiva del server: spostata in Posta eliminata.',
  categories_due: 'Riceve le categorie del profilo che non ha ancora avuto ({{categories}}).',
  counterpart_not_read: 'L’altra parte non si è potuta leggere; si riprova alla prossima esecuzione.',

  item_not_recognised: 'Non ritrovato nella casella. Approvare il piano significa: è davvero eliminato.',
  waits_for_mailbox: 'Attende che gli elementi della casella siano riconosciuti.',
  record_lost:
    'Manca nel CRM da quando è stato ripristinato da un backup. Non è stato eliminato: viene creato di nuovo da Exchange, oppure resta lì.',
  record_back:
    'Era stato eliminato ed è tornato nel CRM con il ripristino da un backup: viene creato di nuovo in Exchange.',
  record_older:
    'Il CRM, ripristinato da un backup, ha uno stato più vecchio (campi: {{fields}}): si riscrive ciò che ha Exchange, i valori più vecchi sono conservati come conflitti ({{conflicts}}).',
  record_older_undecided:
    'Il CRM, ripristinato da un backup, ha uno stato più vecchio (campi: {{fields}}). Approvare il piano significa: si riscrive ciò che ha Exchange, i valori più vecchi sono conservati come conflitti ({{conflicts}}).',
  record_reinstated:
    'Il CRM è stato ripristinato da un backup, e valgono i suoi valori (campi: {{fields}}). Approvare il piano significa: si scrivono in Exchange, e ciò che c’è ora è conservato come conflitti ({{conflicts}}).',
  record_maybe_older:
    'Il CRM è stato ripristinato da un backup, e ciò che contiene può essere più vecchio di quanto concordato (campi: {{fields}}). Dove è permesso si riscrive ciò che ha Exchange, i valori del CRM sono conservati come conflitti ({{conflicts}}).',
  ownership_maybe_older:
    'Il CRM è stato ripristinato da un backup: anche l’assegnazione del record può essere quella di prima. Nulla viene eliminato.',
  waits_for_crm: 'Attende che sia chiaro che cosa il CRM ripristinato ha perso.',

  several_counterparts:
    'Più elementi potrebbero essere lo stesso (dall’altra parte: {{candidates}}): deve decidere una persona.',
  same_name_only:
    'Solo il nome è uguale, o il contrassegno di Raccordo (dall’altra parte: {{candidates}}): deve decidere una persona.',
  counterpart_reserved: 'La sua controparte viene creata proprio ora.',

  conflict_taken: 'Una persona ha ripreso il valore che in un conflitto era stato scartato.',
  conflict_edited: 'Una persona ha scritto un altro valore al posto dei due in conflitto.',

  gone_on_both_sides: 'Eliminato da entrambe le parti.',
  reassigned_and_gone: 'Riassegnato nel CRM ed eliminato in Exchange.',
  survivor_gone: 'Anche la parte rimasta è stata eliminata.',
  returned_as_new: 'Tornato dopo che l’altra parte era stata eliminata: trattato come nuovo.',

  brake_mass_delete:
    '{{deletions}} eliminazioni ({{recent}} nelle ultime 24 ore) su {{links}} elementi collegati; senza approvazione ne sono ammesse {{allowed}}.',
  brake_side_empty: 'Una parte è vuota anche se {{links}} elementi sono collegati.',
  brake_mass_change:
    '{{updates}} elementi collegati su {{links}} cambierebbero in una direzione; senza approvazione ne sono ammessi {{allowed}}.',
  brake_mass_create:
    '{{creates}} elementi verrebbero creati in una direzione accanto a {{links}} collegati; senza approvazione ne sono ammessi {{allowed}}.',
  brake_mass_mail:
    'Partirebbero {{mails}} mail ai partecipanti di {{meetings}} riunioni; senza approvazione ne sono ammesse fino a {{allowed}}.',
  brake_company_deletions:
    '{{deletions}} eliminazioni, dopo {{recent}} che tutte le caselle hanno fatto nell’ultima mezz’ora o stanno per fare, su {{links}} elementi collegati; {{allowed}} sono permesse senza approvazione.',
  brake_mailbox_changed:
    'La casella non è più quella di prima: di {{links}} elementi collegati {{missing}} non sono stati riconosciuti. Nulla viene scritto finché qualcuno non approva il piano.',
  brake_crm_restored:
    'Il CRM è stato ripristinato da un backup: {{items}} elementi su {{links}} collegati sono da esaminare. Nulla viene scritto finché qualcuno non approva il piano.',
  brake_first_run:
    'La prima esecuzione non scrive nulla prima che il suo piano sia approvato. Da collegare: {{links}}; da creare: {{inExchange}} in Exchange, {{inCrm}} nel CRM; da decidere a mano: {{review}}.',

  mailbox_changed:
    'La casella non è più quella di prima: i suoi elementi vengono riconosciuti di nuovo, e fino ad allora non si elimina nulla.',
  mailbox_items_missing:
    '{{missing}} elementi collegati su {{links}} sono spariti dalla casella in una volta: finché non è chiarito, nulla viene eliminato.',
  crm_restored:
    'Il CRM è stato ripristinato da un backup: finché non è chiaro che cosa ha perso, nulla viene eliminato.',
  crm_records_older:
    '{{records}} record del CRM sono più vecchi di quanto concordato, come dopo un ripristino da un backup: finché non è chiarito, nulla viene eliminato.',
  database_restored:
    'Il database proviene da un backup o da una copia: si confronta tutto, e fino ad allora non si elimina nulla.',

  undo_created: 'Creato dall’esecuzione: viene tolto di nuovo.',
  undo_updated: 'Modificato dall’esecuzione (campi: {{fields}}): vengono riscritti i valori di prima.',
  undo_updated_partly:
    'Modificato dall’esecuzione (campi: {{fields}}): vengono riscritti i valori di prima. Cambiati ancora da allora, e lasciati stare (campi: {{stay}}).',
  undo_deleted: 'Eliminato dall’esecuzione: viene ricreato.',
  undo_edited_since: 'Modificato dopo l’esecuzione (campi: {{fields}}): resta com’è.',
  undo_gone_since: 'Eliminato dopo l’esecuzione: non si riscrive nulla.',
  undo_there_again: 'Ciò che l’esecuzione ha eliminato c’è di nuovo: non si crea una seconda volta.',
  undo_written_since:
    'Un’esecuzione successiva l’ha ricreato o l’ha collegato diversamente: resta com’è. Annullare prima quella.',
  undo_shared: 'Il record è collegato anche in altre caselle, o appartiene a un altro utente: resta.',
  undo_meeting: 'Una riunione con partecipanti: annullare li riguarderebbe. Resta com’è.',
  undo_not_changeable: 'L’utente non può modificare il record nel CRM: resta com’è.',
  undo_out_of_reach:
    'L’elemento ora non è raggiungibile (spostato, nascosto, o di un tipo che non si scrive mai): resta com’è.',
  undo_values_forgotten: 'I valori di prima non sono più conservati: resta com’è.',
  undo_in_flight: 'Un’altra scrittura è in corso: si lascia a un annullamento successivo.',
  undo_nothing_left: 'È come prima dell’esecuzione.',

  /** What stands in the way of proving a deletion. */
  proof: {
    mailbox_changed: 'la casella non è più la stessa',
    deletedItems_unreadable: 'la sua Posta eliminata non si può leggere',
    other_unreadable: 'non tutte le sue cartelle si possono leggere',
    private_unreadable: 'i suoi elementi privati sono nascosti all’account',
    no_evidence: 'nulla contrassegna l’elemento',
    identity_ambiguous: 'ce ne sono delle copie',
  },
};
