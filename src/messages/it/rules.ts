import type { TranslationOf } from '../catalogue.ts';
import type { rules as english } from '../en/rules.ts';

export const rules: TranslationOf<typeof english> = {
  meaning: {
    not_synchronised:
      'La sincronizzazione è spenta per $t(rules.itemTypes.{{itemType}}). Ciò che era sincronizzato resta com’è da entrambe le parti.',
    crm_to_exchange_nothing: 'CRM → Exchange: nulla',
    crm_to_exchange_changes: 'CRM → Exchange: crea e modifica',
    crm_to_exchange_deletions: 'CRM → Exchange: elimina soltanto',
    crm_to_exchange_changes_and_deletions: 'CRM → Exchange: crea, modifica ed elimina',
    exchange_to_crm_nothing: 'Exchange → CRM: nulla',
    exchange_to_crm_changes: 'Exchange → CRM: crea e modifica',
    exchange_to_crm_deletions: 'Exchange → CRM: elimina soltanto',
    exchange_to_crm_changes_and_deletions: 'Exchange → CRM: crea, modifica ed elimina',
    one_way_to_exchange_field:
      'Ciò che si modifica in Exchange attende lì. Se entrambe le parti modificano lo stesso campo, Exchange riceve il valore del CRM.',
    one_way_to_exchange_item:
      'Ciò che si modifica in Exchange attende lì, finché il CRM non modifica lo stesso elemento: allora Exchange riceve l’elemento intero del CRM.',
    one_way_to_crm_field:
      'Ciò che si modifica nel CRM attende lì. Se entrambe le parti modificano lo stesso campo, il CRM riceve il valore di Exchange.',
    one_way_to_crm_item:
      'Ciò che si modifica nel CRM attende lì, finché Exchange non modifica lo stesso elemento: allora il CRM riceve l’elemento intero di Exchange.',
    conflict_crm_field:
      'Se entrambe le parti hanno modificato lo stesso campo vince il CRM; tutte le altre modifiche delle due parti restano.',
    conflict_exchange_field:
      'Se entrambe le parti hanno modificato lo stesso campo vince Exchange; tutte le altre modifiche delle due parti restano.',
    conflict_crm_item: 'Se entrambe le parti hanno modificato un elemento vince il CRM, con l’elemento intero.',
    conflict_exchange_item: 'Se entrambe le parti hanno modificato un elemento vince Exchange, con l’elemento intero.',
    deleted_to_deleted_items: 'Ciò che viene eliminato in Exchange va nella Posta eliminata.',
    deleted_permanently: 'Ciò che viene eliminato in Exchange è perso definitivamente.',
    categories_added:
      'Gli elementi in Exchange ricevono una volta le categorie {{categories}}, accanto a quelle dell’utente.',
    categories_only:
      'Gli elementi collegati ricevono in Exchange una volta le categorie {{categories}}; null’altro vi viene modificato.',
    crm_items_own: 'Contatti del CRM: quelli dell’utente.',
    crm_items_own_and_shared: 'Contatti del CRM: quelli dell’utente e quelli condivisi.',
    crm_items_list: 'Contatti del CRM: quelli della lista «{{list}}» che l’utente può vedere.',
    crm_items_of_appointments: 'Appuntamenti del CRM: quelli dell’utente e quelli a cui partecipa.',
    exchange_items_all: 'Elementi di Exchange: tutti.',
    exchange_items_only_category: 'Elementi di Exchange: solo quelli con la categoria «{{category}}».',
    exchange_items_only_category_set:
      'Elementi di Exchange: solo quelli con la categoria «{{category}}». Ciò che nasce dal CRM la riceve; ciò che c’è già senza di essa resta fuori.',
    exchange_items_all_but_category: 'Elementi di Exchange: tutti tranne quelli con la categoria «{{category}}».',
    meetings_never:
      'Le riunioni con partecipanti arrivano nel CRM. In Exchange di esse non si modifica nulla, tranne promemoria, stato e categorie dell’utente.',
    meetings_silent:
      'Le riunioni che l’utente organizza si modificano anche in Exchange, e nessun partecipante viene avvisato. Non si disdicono mai, e le riunioni di altri si leggono soltanto.',
    meetings_notify:
      'Le riunioni che l’utente organizza si modificano anche in Exchange, ed Exchange avvisa i partecipanti per e-mail, finché la riunione deve ancora svolgersi. Le riunioni di altri si leggono soltanto.',
  },
  warnings: {
    nothing_either_way:
      'Non passa nulla in nessuna direzione: $t(rules.itemTypes.{{itemType}}) vengono collegati, e basta.',
    deletions_both_ways:
      'Le eliminazioni passano in entrambe le direzioni: chi elimina $t(rules.anItem.{{itemType}}) lo elimina sia dal CRM sia da Outlook.',
    deletion_without_update_to_exchange:
      'Le modifiche del CRM non arrivano in Exchange, le eliminazioni sì: Outlook può solo perdere $t(rules.itemTypes.{{itemType}}).',
    deletion_without_update_to_crm:
      'Le modifiche in Exchange non arrivano nel CRM, le eliminazioni sì: chi fa pulizia in Outlook elimina $t(rules.itemTypes.{{itemType}}) dal CRM.',
    permanent_delete:
      'Ciò che il CRM elimina sparisce dalla casella definitivamente: l’utente non lo trova nella Posta eliminata.',
    always_overwrite:
      'Una modifica fatta in Outlook nell’istante stesso della scrittura viene sovrascritta senza traccia. «NeverOverwrite» prima la legge e poi la unisce.',
    whole_item:
      'Con «elemento intero» chi vince sovrascrive anche i campi che non ha modificato. Ciò che si perde resta nel giornale dei conflitti.',
    own_category_excluded:
      'La categoria «{{category}}» viene messa sugli elementi sincronizzati e insieme esclusa: tutto ciò che la riceve smette di sincronizzarsi.',
    private_items_travel:
      'Gli elementi privati passano nel CRM per intero ($t(rules.itemTypes.{{itemType}})): i colleghi li vedono per quanto il CRM lo permette.',
    meetings_change_unheard:
      'Inviti «in silenzio»: chi sposta una riunione nel CRM la sposta solo nel calendario di chi la organizza. I partecipanti restano con l’ora vecchia e non vengono avvisati.',
    meetings_mail:
      'Inviti «con avviso»: ciò che si modifica o si elimina nel CRM fa partire e-mail ai partecipanti, clienti compresi. Ogni piano dice prima quante ne partono.',
    backup_counts:
      'Se il CRM torna da un backup, i suoi valori più vecchi vanno in Exchange quando qualcuno ha approvato il piano. È pensato per un ripristino fatto apposta: dopo, rimettilo com’era.',
    backup_waits:
      'Se il CRM torna da un backup dovrebbero valere i suoi valori, ma in Exchange non si aggiorna nulla: le due parti restano diverse.',
  },
  itemTypes: { contacts: 'i contatti', appointments: 'gli appuntamenti' },
  anItem: { contacts: 'un contatto', appointments: 'un appuntamento' },
};
