import type { TranslationOf } from '../catalogue.ts';
import type { oldDeletions as english } from '../en/old-deletions.ts';

export const oldDeletions: TranslationOf<typeof english> = {
  heading: 'Eliminazioni precedenti',
  explain:
    'Ora le eliminazioni vengono riportate. Ciò che è stato eliminato prima è rimasto dall’altra parte, e nessuna esecuzione lo elimina da sé. Guardane il piano, oppure lascialo restare.',
  some: '{{itemType}}: {{what}}',
  inExchange: '{{count}} elementi rimasti in Exchange',
  inExchange_one: 'un elemento rimasto in Exchange',
  inCrm: '{{count}} record rimasti nel CRM',
  inCrm_one: 'un record rimasto nel CRM',
  look: 'Guarda il piano …',
  lookOf: 'Guarda il piano: {{itemType}}',
  preparing: 'Si prepara il piano; non si elimina nulla.',
  noPlan: 'Non ce n’è un piano.',
  leave: 'Lasciali restare …',
  leaveOf: 'Lasciali restare: {{itemType}}',
  confirm: 'Lasciarli restare per sempre?',
  consequence:
    'Restano dove sono, da una parte sola, e non vengono più proposti. Non si scrive nulla. Chi non ne vuole uno lo elimina a mano.',
  action: 'Lasciali restare',
  left: '{{count}} restano per sempre.',
  left_one: 'Uno resta per sempre.',
  nothing: 'Non resta nulla da decidere.',
};
