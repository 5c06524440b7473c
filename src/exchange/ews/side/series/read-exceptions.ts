import type { Meeting, SeriesException } from '../../../../model/index.ts';
import type { ExchangeItemRef } from '../../../port.ts';
import { meetingOf } from '../../mapping/appointment/meeting.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { exceptionFromWire } from '../../mapping/recurrence/exception-from-wire.ts';
import type { NotReadable } from '../../mapping/recurrence/not-readable.ts';
import { readItemId } from '../../wire/item-id.ts';
import type { XmlElement } from '../../xml/element.ts';
import type { ElementRead } from '../read-elements.ts';
import { readElements } from '../read-elements.ts';
import type { SideContext } from '../side-context.ts';
import { mappingContext } from '../side-context.ts';
import type { Master } from './item-with-series.ts';

/** An exception as its own item tells it. */
export interface ReadException {
  readonly ref: ExchangeItemRef;
  readonly element: XmlElement;
  readonly exception: SeriesException | NotReadable;
  /** The meeting that it is by itself, where it is one. */
  readonly meeting: Meeting | null;
}

/**
 * @param masterOf id of an exception → master of its series
 * @returns by id
 * @throws ConnectorError when the mailbox as a whole cannot be read
 */
export async function readExceptions(
  side: SideContext,
  kind: ItemKind,
  masterOf: ReadonlyMap<string, Master>,
): Promise<ReadonlyMap<string, ElementRead<ReadException> | undefined>> {
  const context = mappingContext(side);
  const ids = [...masterOf.keys()];
  const found = await readElements(side, kind, ids, (element, id) => {
    const master = masterOf.get(id);
    if (master === undefined) throw new RangeError('an answer for an id that was not asked for');
    const { told } = master;
    return {
      ref: { id, changeKey: readItemId(element)?.changeKey ?? null },
      element,
      exception: exceptionFromWire(element, { element: master.element, series: told.series }, context),
      meeting: meetingOf(element),
    };
  });
  return new Map(ids.map((id, index) => [id, found[index]] as const));
}
