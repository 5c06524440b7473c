import { occurrenceItem } from '../recurrence/occurrence-item.ts';
import { occurrencesBetween, seriesOf, touches } from '../recurrence/series.ts';
import { rightsIn } from '../rights/mailbox-rights.ts';
import type { StoredItem } from '../state/item.ts';
import { isMeeting, textOf } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { readCivilDay } from '../time-zones/civil-day.ts';
import { serializableZone } from '../time-zones/serializable-zone.ts';
import { instantOf, wallClockOf } from '../time-zones/zone.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { childOf, childOrThrow } from '../xml/read.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';

/** What is asked about everybody. */
interface Window {
  readonly zoneId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs: number;
  readonly view: string;
}

const MAX_WINDOW_MS = 62 * 86_400_000;
const MINUTE_MS = 60_000;
/** Digits of the merged view: of two appointments at one time the busier counts. */
const LEVELS = ['Free', 'Tentative', 'Busy', 'OOF'];

/** When people are free. Everybody may ask about everybody; what they do is told only to who may read it. */
export const getUserAvailability: Operation = (request, context) => {
  const people = childOrThrow(request, 'm:MailboxDataArray').children;
  const responses = people.map((person, index) => {
    try {
      const injected = context.injectedError(index);
      if (injected !== undefined) throw injected;
      const view = viewOf(person, windowOf(request, context), context);
      const message = element('m:ResponseMessage', { ResponseClass: 'Success' }, [
        textElement('m:ResponseCode', 'NoError'),
      ]);
      return element('m:FreeBusyResponse', {}, [message, view]);
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      const message = element('m:ResponseMessage', { ResponseClass: 'Error' }, [
        textElement('m:MessageText', error.message),
        textElement('m:ResponseCode', error.code),
        textElement('m:DescriptiveLinkKey', '0'),
      ]);
      return element('m:FreeBusyResponse', {}, [message, NO_VIEW]);
    }
  });
  return element('m:GetUserAvailabilityResponse', {}, [element('m:FreeBusyResponseArray', {}, responses)]);
};

const NO_VIEW = element('m:FreeBusyView', {}, [textElement('t:FreeBusyViewType', 'None')]);

function windowOf(request: ReceivedElement, context: OperationContext): Window {
  const zone = childOf(request, 't:TimeZone');
  const zoneId = zone === undefined ? context.zoneId : serializableZone(zone);
  const options = childOf(request, 't:FreeBusyViewOptions');
  const span = childOf(options, 't:TimeWindow');
  const [fromMs, toMs] = ['t:StartTime', 't:EndTime'].map((name) =>
    Date.parse(instantOf(childOf(span, name)?.text ?? '', zoneId)),
  ) as [number, number];
  if (!(fromMs < toMs)) throw new ItemError('ErrorInvalidTimeInterval', 'The time window is empty.');
  if (toMs - fromMs > MAX_WINDOW_MS) throw new ItemError('ErrorTimeIntervalTooBig', 'The time window is too long.');
  const minutes = Number(childOf(options, 't:MergedFreeBusyIntervalInMinutes')?.text ?? 30);
  if (minutes < 5 || minutes > 1440) {
    throw new ItemError('ErrorInvalidMergedFreeBusyInterval', 'The interval must be 5 to 1440 minutes.');
  }
  const view = childOf(options, 't:RequestedView')?.text.trim() ?? 'FreeBusy';
  return { zoneId, fromMs, toMs, intervalMs: minutes * MINUTE_MS, view };
}

function viewOf(person: ReceivedElement, window: Window, context: OperationContext): XmlNode {
  const address = childOf(childOf(person, 't:Email'), 't:Address')?.text.trim() ?? '';
  const mailbox = context.organisation.findMailbox(address);
  if (mailbox === undefined) {
    throw new ItemError('ErrorMailRecipientNotFound', 'Unable to resolve the e-mail address to a mailbox.');
  }
  const calendar = mailbox.distinguished('calendar');
  const rights = rightsIn(mailbox, context.actor, context.organisation);
  const inDetail = window.view.startsWith('Detailed') && calendar !== undefined && rights.may('readAny', calendar);
  const items = itemsIn(mailbox, window).filter((item) => busyOf(item) !== 'Free' || inDetail);
  const merged = window.view.endsWith('Merged') || window.view === 'MergedOnly';
  const type = inDetail ? window.view : window.view.replace('Detailed', 'FreeBusy');
  const events = items.map((item) => {
    const isPrivate = textOf(item, 'Sensitivity') === 'Private';
    return eventNode(item, window, inDetail && (!isPrivate || rights.seesPrivateItems), mailbox);
  });
  return element('m:FreeBusyView', {}, [
    textElement('t:FreeBusyViewType', type),
    merged ? textElement('t:MergedFreeBusy', mergedText(items, window)) : undefined,
    window.view === 'MergedOnly' || events.length === 0 ? undefined : element('t:CalendarEventArray', {}, events),
  ]);
}

function itemsIn(mailbox: Mailbox, { fromMs, toMs }: Window): readonly StoredItem[] {
  const calendar = mailbox.distinguished('calendar');
  if (calendar === undefined) return [];
  return mailbox
    .itemsIn(calendar.number)
    .flatMap((item) => {
      const series = seriesOf(item);
      if (series !== undefined) {
        return occurrencesBetween(series, fromMs, toMs).map(({ day }) =>
          occurrenceItem(series, readCivilDay(day) ?? 0),
        );
      }
      return touches({ start: textOf(item, 'Start') ?? '', end: textOf(item, 'End') ?? '' }, fromMs, toMs)
        ? [item]
        : [];
    })
    .sort((a, b) => (textOf(a, 'Start') ?? '').localeCompare(textOf(b, 'Start') ?? ''));
}

function eventNode(item: StoredItem, { zoneId }: Window, inDetail: boolean, mailbox: Mailbox): XmlNode {
  // Times are those of the request's zone, without offset.
  const wall = (key: string) => wallClockOf(textOf(item, key) ?? '', zoneId).slice(0, 19);
  const flag = (name: string, value: boolean) => textElement(`t:${name}`, String(value));
  const details = element('t:CalendarEventDetails', {}, [
    textElement('t:ID', Buffer.from(mailbox.itemId(item), 'base64').toString('hex').toUpperCase()),
    textElement('t:Subject', textOf(item, 'Subject') ?? ''),
    textElement('t:Location', textOf(item, 'Location') ?? ''),
    flag('IsMeeting', isMeeting(item)),
    flag('IsRecurring', item.occurrenceDay !== undefined),
    flag('IsException', textOf(item, 'CalendarItemType') === 'Exception'),
    flag('IsReminderSet', textOf(item, 'ReminderIsSet') !== 'false'),
    flag('IsPrivate', textOf(item, 'Sensitivity') === 'Private'),
  ]);
  return element('t:CalendarEvent', {}, [
    textElement('t:StartTime', wall('Start')),
    textElement('t:EndTime', wall('End')),
    textElement('t:BusyType', busyOf(item)),
    inDetail ? details : undefined,
  ]);
}

function mergedText(items: readonly StoredItem[], { fromMs, toMs, intervalMs }: Window): string {
  let text = '';
  for (let at = fromMs; at < toMs; at += intervalMs) {
    const levels = items
      .filter((item) =>
        touches({ start: textOf(item, 'Start') ?? '', end: textOf(item, 'End') ?? '' }, at, at + intervalMs),
      )
      .map((item) => Math.max(LEVELS.indexOf(busyOf(item)), 0));
    text += String(Math.max(0, ...levels));
  }
  return text;
}

function busyOf(item: StoredItem): string {
  return textOf(item, 'LegacyFreeBusyStatus') ?? (textOf(item, 'IsAllDayEvent') === 'true' ? 'Free' : 'Busy');
}
