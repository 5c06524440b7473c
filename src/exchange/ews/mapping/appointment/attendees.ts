import type { Attendee, Organizer } from '../../../../model/index.ts';
import { readDateTime } from '../../wire/date-time.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childrenOf, childText, findChild } from '../../xml/element.ts';

const ROLES = { RequiredAttendees: 'required', OptionalAttendees: 'optional', Resources: 'resource' } as const;

const RESPONSES: Readonly<Record<string, Attendee['response']>> = {
  accept: 'accepted',
  tentative: 'tentative',
  decline: 'declined',
};

/** Entries without any address or name are left out: they name nobody. */
export function readAttendees(item: XmlElement): readonly Attendee[] {
  return Object.entries(ROLES).flatMap(([element, role]) =>
    childrenOf(item, element)
      .flatMap((list) => childrenOf(list, 'Attendee'))
      .flatMap((attendee) => {
        const mailbox = readMailbox(findChild(attendee, 'Mailbox'));
        if (mailbox === null) return [];
        const response = RESPONSES[childText(attendee, 'ResponseType')?.trim().toLowerCase() ?? ''] ?? 'none';
        const responded = readDateTime(childText(attendee, 'LastResponseTime'));
        return [
          {
            ...mailbox,
            role,
            response,
            // Exchange answers the year 1 for "never".
            respondedAt:
              responded?.kind === 'instant' && !responded.instant.startsWith('0001') ? responded.instant : null,
          },
        ];
      }),
  );
}

export function readOrganizer(item: XmlElement): Organizer | null {
  return readMailbox(findChild(findChild(item, 'Organizer'), 'Mailbox'));
}

/** A mailbox of the own organisation may come with its legacy DN instead of an SMTP address. */
function readMailbox(mailbox: XmlElement | undefined): Organizer | null {
  const address = childText(mailbox, 'EmailAddress')?.trim() ?? '';
  const name = childText(mailbox, 'Name')?.trim() || null;
  return address === '' && name === null ? null : { address, name };
}
