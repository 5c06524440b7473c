import type { TranslationOf } from '../catalogue.ts';
import type { recurrence as english } from '../en/recurrence.ts';

export const recurrence: TranslationOf<typeof english> = {
  notExpressible: {
    rule_malformed: 'La regola della serie non è leggibile ({{part}}).',
    several_rules: 'La serie ha {{rules}} regole; in Exchange ogni serie ne ha una.',
    no_rule: 'Appartiene a una serie, ma la regola della serie manca.',
    exclusion_rule: 'La serie ha una regola per ciò che è escluso; Exchange conosce solo singole occorrenze eliminate.',
    extra_dates: 'La serie ha date oltre la sua regola ({{dates}}); in Exchange la regola le dà tutte.',
    frequency: 'La serie si ripete ogni ora o più spesso; in Exchange al massimo una volta al giorno.',
    rule_part: 'La regola ha una parte che Exchange non conosce ({{part}}).',
    calendar_system: 'La regola segue un calendario diverso da quello gregoriano.',
    time_of_day: 'La regola dà un orario diverso da quello d’inizio, o più orari nello stesso giorno ({{part}}).',
    months: 'La regola indica mesi a distanze diverse ({{months}}); in Exchange le distanze sono sempre uguali.',
    several_days: 'La regola dà più di un giorno al mese; Exchange ne ha uno.',
    day_before_month_end:
      'La regola conta il giorno a ritroso dalla fine del mese; Exchange conosce solo l’ultimo giorno.',
    short_months_skipped:
      'La regola salta i mesi che non hanno il giorno {{dayOfMonth}}; Exchange prenderebbe il loro ultimo giorno.',
    position:
      'La regola conta i giorni del mese in un modo che Exchange non conosce ({{positions}}): ha dal primo al quarto e l’ultimo, di un giorno della settimana, dei giorni feriali o del fine settimana.',
    start_outside_rule: 'La serie comincia in un giorno che la sua regola non prevede; Exchange sposterebbe l’inizio.',
    no_occurrence: 'La serie non ha nessuna occorrenza.',
    exception_without_occurrence:
      'Un’occorrenza modificata ({{date}}) non è tra quelle della regola; Exchange modifica solo quelle.',
    this_and_future:
      'Dal {{date}} in poi tutte le occorrenze sono modificate insieme; in Exchange sarebbero una serie a sé.',
    part_unreadable: 'Una parte della serie non è leggibile ({{part}}).',
    own_time_zone:
      'Il file porta un fuso orario proprio, e nessuno di quelli conosciuti cambia l’ora nello stesso modo.',
    interval_too_large: 'La distanza di {{interval}} è troppo grande; Exchange accetta fino a {{largest}}.',
    too_many_occurrences: 'La serie ha {{occurrences}} occorrenze; Exchange ne accetta fino a {{most}}.',
    occurrences_overlap: 'Un’occorrenza comincia ({{date}}) prima che finisca la precedente; Exchange non lo permette.',
    exception_meets_neighbour:
      'L’occorrenza modificata del {{date}} tocca la precedente o la successiva; in Exchange ognuna ha un giorno suo e l’ordine resta.',
  },
};
