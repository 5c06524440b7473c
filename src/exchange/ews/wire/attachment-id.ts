import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** `t:AttachmentIds` of a request. Ids are as opaque as those of items, and die with the id of their item. */
export function attachmentIds(ids: readonly string[]): Xml {
  return xml`<m:AttachmentIds>${ids.map((id) => xml`<t:AttachmentId Id="${id}"/>`)}</m:AttachmentIds>`;
}
