import type { TranslationOf } from '../catalogue.ts';
import type { installation as english } from '../en/installation.ts';

export const installation: TranslationOf<typeof english> = {
  heading: 'Nulla viene sincronizzato: un amministratore deve confermare il database',
  doubt: {
    restored: 'Il database è più vecchio di ciò che Raccordo ha fatto nel frattempo: proviene da un backup.',
    copied:
      'La cartella dei dati o il database non è dove Raccordo l’ha lasciato: è una copia, viene da un backup, oppure è passato a un’altra macchina.',
    foreign: 'Il database è di un’altra installazione, non di questa cartella dei dati.',
  },
  explainUser: 'Fino ad allora le caselle e il CRM restano come sono. Chi amministra Raccordo sa che cosa fare.',
  explain:
    'Se questa è una copia di prova, lasciala così, oppure fai prima puntare i suoi profili a un server di prova: scriverebbe nelle stesse caselle dell’originale.',
  start: 'Continua con questo database …',
  question: 'Continuare con questo database?',
  consequences:
    'Si confronta tutto, e fino ad allora non si elimina nulla. Ciò che il database non conosce si ritrova nelle caselle: viene collegato, non raddoppiato.',
  other: 'Nessun altro Raccordo deve più lavorare con queste caselle: i due non saprebbero l’uno dell’altro.',
  action: 'Continua',
  confirmed: 'Confermato. Ogni casella viene confrontata dall’inizio; può volerci un po’.',
  certain: 'Il database è come questa installazione l’ha lasciato.',
  notAgreed: 'Non è cambiato nulla. Con --yes si continua senza chiedere: raccordo installation confirm --yes',
};
