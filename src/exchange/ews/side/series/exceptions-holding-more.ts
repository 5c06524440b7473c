import { readAttendees } from '../../mapping/appointment/attendees.ts';
import { readBoolean } from '../../mapping/appointment/read-boolean.ts';
import { isNotReadable } from '../../mapping/recurrence/not-readable.ts';
import { readItemId } from '../../wire/item-id.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText, findChild } from '../../xml/element.ts';
import { BODY_PATH, lookAtItems, propertiesShape } from '../look-at-items.ts';
import type { ElementRead } from '../read-elements.ts';
import type { SideContext } from '../side-context.ts';
import type { Master } from './item-with-series.ts';
import type { ReadException } from './read-exceptions.ts';

const SHAPE = propertiesShape('Best', [BODY_PATH, fieldPath('item:Attachments')]);

/**
 * Ids of the exceptions that have guests, attachments or formatted text of their own: what nobody could bring back once
 * Exchange has forgotten it. Only those that have a text or something that hangs on them are looked at again. One that could
 * not be looked at counts, too.
 */
export async function exceptionsHoldingMore(
  side: SideContext,
  masterOf: ReadonlyMap<string, Master>,
  readOf: ReadonlyMap<string, ElementRead<ReadException> | undefined>,
): Promise<ReadonlySet<string>> {
  const holding = new Set<string>();
  const doubtful = new Map<string, string>();
  for (const [id, { element: master }] of masterOf) {
    const read = readOf.get(id);
    if (read?.kind !== 'found') continue;
    if (guestsOf(read.value.element) !== guestsOf(master)) holding.add(id);
    else if (isDoubtful(read.value)) doubtful.set(id, readItemId(master)?.id ?? id);
  }
  const look = await lookAtItems(side, [...new Set([...doubtful.keys(), ...doubtful.values()])], SHAPE);
  for (const [id, masterId] of doubtful) {
    const [item, master] = [look.items.get(id), look.items.get(masterId)];
    if (look.outcomes.has(id) || (item !== undefined && hasMore(item, master))) holding.add(id);
  }
  return holding;
}

function isDoubtful({ element, exception }: ReadException): boolean {
  return readBoolean(element, 'HasAttachments') === true || (!isNotReadable(exception) && !!exception.fields.body);
}

function hasMore(item: XmlElement, master: XmlElement | undefined): boolean {
  const ofSeries = attachmentsOf(master);
  const [text, textOfSeries] = [item, master].map((each) => findChild(each, 'Body'));
  const isFormatted = text?.attributes.BodyType?.toUpperCase() === 'HTML' && text.text !== textOfSeries?.text;
  return isFormatted || attachmentsOf(item).some((each) => !ofSeries.includes(each));
}

/** Exchange copies those of the series, under ids of their own. */
function attachmentsOf(item: XmlElement | undefined): readonly string[] {
  const attached = findChild(item, 'Attachments')?.children ?? [];
  return attached.map((each) => `${childText(each, 'Name') ?? ''} ${childText(each, 'Size') ?? ''}`);
}

function guestsOf(item: XmlElement): string {
  const guests = readAttendees(item).map(({ address, name }) => address.toLowerCase() || (name ?? ''));
  return [...new Set(guests)].toSorted().join('\n');
}
