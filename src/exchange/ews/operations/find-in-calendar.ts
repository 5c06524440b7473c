import type { Instant } from '../../../model/index.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import { findDescendant } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

export interface CalendarSpan {
  readonly folder: FolderRef;
  /** What ends here or before is not shown. */
  readonly from: Instant;
  /** What begins here or later is not shown. */
  readonly until: Instant;
  /** What to tell of each beside its id. */
  readonly paths: readonly Xml[];
}

/** A calendar as people see it: single appointments and the occurrences of series, no masters. It has no pages. */
export async function findInCalendar(
  channel: SoapChannel,
  { folder, from, until, paths }: CalendarSpan,
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'FindItem',
    writes: false,
    body: () =>
      xml`<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${paths}</t:AdditionalProperties></m:ItemShape><m:CalendarView StartDate="${from}" EndDate="${until}"/><m:ParentFolderIds>${folderIdElement(folder)}</m:ParentFolderIds></m:FindItem>`,
  });
  return readResponseMessages(response);
}

/** What a calendar showed. */
export function shownIn(message: ResponseMessage): readonly XmlElement[] {
  return findDescendant(message.element, 'Items')?.children ?? [];
}
