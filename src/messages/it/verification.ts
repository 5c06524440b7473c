import type { TranslationOf } from '../catalogue.ts';
import type { verification as english } from '../en/verification.ts';

export const verification: TranslationOf<typeof english> = {
  heading: 'Verifica',
  explain:
    'Confronta ogni coppia collegata, ogni record e ogni elemento delle due parti con ciò che la sincronizzazione ricorda. Ciò che la prossima esecuzione sa già di dover riportare non è una differenza. Non si scrive nulla. Con una casella grande richiede qualche minuto.',
  start: 'Verifica ora',
  found: '{{itemType}}: {{count}} differenze trovate.',
  found_one: '{{itemType}}: una differenza trovata.',
  nothing: '{{itemType}}: nessuna differenza.',
  look: 'Guarda che cosa è stato trovato',
  lookOf: 'Guarda che cosa è stato trovato: {{itemType}}',
  compared: 'Confrontati – coppie collegate: {{links}}, record del CRM: {{records}}, elementi di Exchange: {{items}}.',
  ran: 'Le due parti sono state confrontate con ciò che si ricorda; non si è scritto nulla.',
  findings: {
    heading: 'Che cosa è stato trovato',
    nothingHeading: 'Nessuna differenza',
    nothing: 'Le due parti e la memoria concordano.',
    total: '{{count}} differenze',
    total_one: 'Una differenza',
    more: 'Mostra altre',
    fields: 'Campi: {{fields}}',
  },
  kinds: {
    missedChange: 'È cambiato, e nulla attende di riportare la modifica.',
    differs: 'Dopo l’accordo nessuno l’ha modificato, eppure non è come lo si ricorda.',
    itemMissing: 'È collegato, ma il suo elemento in Exchange non c’è più.',
    recordMissing: 'È collegato, ma il suo record nel CRM non c’è più.',
    unknownItem: 'È in Exchange, e la sincronizzazione non l’ha mai incontrato.',
    unknownRecord: 'È nel CRM, e la sincronizzazione non l’ha mai incontrato.',
    wrongStamp: 'Al suo elemento in Exchange manca il contrassegno di Raccordo, o ne porta uno che non è il suo.',
    duplicate: 'C’è più di una volta per la stessa controparte.',
    linkMoved: 'Il suo elemento in Exchange ha un altro id.',
    other: 'Qualcosa non è come dovrebbe ({{kind}}).',
  },
  repairs: {
    relink: 'La riparazione corregge il collegamento.',
    lookAgain: 'La riparazione lo fa riesaminare dall’esecuzione successiva.',
    none: 'La riparazione qui non può fare nulla: deve guardare una persona.',
  },
  repair: {
    start: 'Ripara …',
    confirm: 'Riparare ciò che è stato trovato?',
    explain:
      'La riparazione corregge i collegamenti e fa riesaminare questi elementi dall’esecuzione successiva. Non scrive né nel CRM né in Exchange; il resto lo fa l’esecuzione successiva, con le regole e i freni di sempre.',
    action: 'Ripara',
    done: 'Collegamenti corretti: {{relinked}}. Elementi da riesaminare: {{hinted}}.',
    again: 'Verifica di nuovo dopo l’esecuzione successiva, per vedere che non resti nulla.',
  },
};
