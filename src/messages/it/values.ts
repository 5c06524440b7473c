import type { TranslationOf } from '../catalogue.ts';
import type { values as english } from '../en/values.ts';

export const values: TranslationOf<typeof english> = {
  empty: '(vuoto)',
  asRule: '(come dice la regola)',
  becomes: 'diventa',
  parts: {
    title: 'Titolo',
    givenName: 'Nome',
    middleName: 'Secondo nome',
    surname: 'Cognome',
    suffix: 'Suffisso',
    initials: 'Iniziali',
    address: 'Indirizzo',
    name: 'Mostrato come',
    street: 'Via',
    city: 'Città',
    state: 'Provincia',
    postalCode: 'CAP',
    country: 'Paese',
  },
  choices: {
    sensitivity: { normal: 'Normale', personal: 'Personale', private: 'Privato', confidential: 'Riservato' },
    importance: { low: 'Bassa', normal: 'Normale', high: 'Alta' },
    busyStatus: {
      free: 'Disponibile',
      tentative: 'Provvisorio',
      busy: 'Occupato',
      outOfOffice: 'Fuori sede',
      workingElsewhere: 'Lavora altrove',
    },
    mailingAddress: { business: 'Ufficio', home: 'Abitazione', other: 'Altro' },
  },
  responses: {
    none: 'nessuna risposta',
    accepted: 'ha accettato',
    tentative: 'provvisorio',
    declined: 'ha rifiutato',
  },
  minutesBefore: '{{count}} minuti prima',
  minutesBefore_one: 'un minuto prima',
  photo: 'immagine {{form}}, {{size}} ({{mark}})',
  minutesHelp: 'In minuti prima dell’inizio. Vuoto: nessun promemoria.',
  setHelp: 'Premi Invio dopo ognuno.',
  textHelp: 'Vuoto: il campo non contiene nulla.',
  invalid: {
    time: 'Servono inizio e fine, e la fine non può venire prima dell’inizio.',
    minutes: 'Serve un numero intero di minuti.',
  },
};
