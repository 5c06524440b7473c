import type { TranslationOf } from '../catalogue.ts';
import type { stops as english } from '../en/stops.ts';

export const stops: TranslationOf<typeof english> = {
  heading: 'Una parte della sincronizzazione è ferma',
  contacts: {
    exchange:
      'I contatti di {{server}} non vengono sincronizzati: {{mailboxes}} caselle che andavano bene hanno cominciato a dare lo stesso errore in dieci minuti.',
    crm: 'I contatti non vengono sincronizzati: con {{mailboxes}} caselle che andavano bene il CRM ha cominciato a dare lo stesso errore in dieci minuti.',
  },
  appointments: {
    exchange:
      'Gli appuntamenti di {{server}} non vengono sincronizzati: {{mailboxes}} caselle che andavano bene hanno cominciato a dare lo stesso errore in dieci minuti.',
    crm: 'Gli appuntamenti non vengono sincronizzati: con {{mailboxes}} caselle che andavano bene il CRM ha cominciato a dare lo stesso errore in dieci minuti.',
  },
  explain:
    'Le altre caselle aspettano, perché l’errore non le raggiunga. Alle {{time}} se ne prova una; se va bene, riprendono tutte. Le caselle con l’errore riprovano da sé.',
  tryNow: 'Prova ora …',
  question: 'Provare ora una casella?',
  consequences:
    'La prossima delle caselle in attesa viene sincronizzata. Se va bene, riprendono tutte. Se dà lo stesso errore, aspettano il doppio di prima.',
  action: 'Prova ora',
  tried: 'Si sta provando una casella.',
  none: 'Nulla è fermo.',
  notAgreed: 'Non è cambiato nulla. Con --yes continua senza chiedere: raccordo stops try {{id}} --yes',
  waits:
    'Altre caselle hanno cominciato a dare lo stesso errore, perciò questa aspetta. Riprende da sé; la prossima prova è alle {{time}}. {{why}}',
  rests: 'Si riprova alle {{time}}. L’altro tipo di elementi intanto continua.',
};
