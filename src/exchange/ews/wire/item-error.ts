import type { Disposition } from '../../../model/index.ts';
import { ConnectorError } from '../../../model/index.ts';
import { errorFromResponseCode } from '../errors/index.ts';
import { findChild } from '../xml/element.ts';
import type { ResponseMessage } from './response-message.ts';

/** What we name ourselves when a well-formed answer does not say what it has to. */
export const ANSWER_CODES = {
  /** The server says that there is more and gives the position that it was asked from. */
  sync_state_stuck: 'resync',
  /** Fewer answers than questions, or an answer without the part that makes it one. */
  response_incomplete: 'retry',
  /** A calendar item whose start is missing or no date and time. */
  appointment_without_start: 'quarantine',
  /** The photo of a contact is larger than is carried. */
  photo_too_large: 'quarantine',
  /** A body with formatting that is too long for an edit to be carried into it without loss. */
  rich_text_too_long: 'quarantine',
  /** A series on the clock of a zone that the server does not have. */
  series_zone_unknown: 'quarantine',
  /** A series whose days depend on where weeks begin, for a server that cannot be told. */
  series_week_start_unknown: 'quarantine',
  /** A series, for a server that knows no recurrences. */
  series_not_offered: 'quarantine',
  /** A series whose rule is not understood is not changed. */
  series_not_understood: 'quarantine',
  /** Another time or rule for a series whose changed occurrences hold what is not carried. */
  occurrences_would_lose: 'quarantine',
  /** The calendar does not show an occurrence that the rule of its series has. */
  occurrence_not_found: 'quarantine',
  /** A value of ours that has no form on the wire: no date, no zone. */
  value_not_writable: 'quarantine',
} as const satisfies Readonly<Record<string, Disposition>>;

export function answerError(code: keyof typeof ANSWER_CODES, message: string, itemRef?: string): ConnectorError {
  return new ConnectorError({
    code,
    disposition: ANSWER_CODES[code],
    message,
    ...(itemRef === undefined ? {} : { itemRef }),
  });
}

/** The error of one response message, as data. The server's text is left out: it is localised and may quote the item. */
export function errorOf(message: ResponseMessage, itemRef?: string): ConnectorError {
  return errorFromResponseCode(message.code, {
    level: 'item',
    messageXml: findChild(message.element, 'MessageXml'),
    ...(message.request === null ? {} : { details: { clientRequestId: message.request.clientRequestId } }),
    ...(itemRef === undefined ? {} : { itemRef }),
  });
}
