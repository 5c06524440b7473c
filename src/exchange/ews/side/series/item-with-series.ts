import type { AppointmentTime } from '../../../../model/index.ts';
import { valueOf } from '../../../../model/index.ts';
import type { ExchangeItem } from '../../../port.ts';
import type { WhenItTakesPlace } from '../../mapping/recurrence/master-write.ts';
import type { SeriesOfMaster } from '../../mapping/recurrence/series-from-wire.ts';
import type { XmlElement } from '../../xml/element.ts';
import type { ElementRead } from '../read-elements.ts';

export interface ItemWithSeries {
  readonly item: ExchangeItem;
  /** `null` for what takes place once, and for a series that is not understood. */
  readonly master: Master | null;
}

/** The master of a series as it was read. */
export interface Master {
  readonly element: XmlElement;
  readonly told: SeriesOfMaster;
}

export type ReadWithSeries = ElementRead<ItemWithSeries | 'foreign'>;

export function takesPlace({ item, master }: ItemWithSeries): WhenItTakesPlace {
  // An appointment without a readable start is refused when it is read.
  return { time: valueOf(item.fields, 'time') as AppointmentTime, series: master?.told.series ?? null };
}
