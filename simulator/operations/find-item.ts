import type { ReadContext } from '../properties/derived.ts';
import { itemNode } from '../properties/item-node.ts';
import { readItemShape } from '../properties/shape.ts';
import { comparableOf } from '../search/comparable.ts';
import type { Lookup } from '../search/restriction.ts';
import { readRestriction } from '../search/restriction.ts';
import { readSortOrder } from '../search/sort-order.ts';
import { rankOf } from '../soap/versions.ts';
import type { StoredItem } from '../state/item.ts';
import { element } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf, childOrThrow } from '../xml/read.ts';
import type { Opened } from './access.ts';
import { openFolder } from './access.ts';
import { calendarPage } from './calendar-view.ts';
import type { Operation, OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';
import { pageAttributes, readPage, slicePage } from './paging.ts';
import { answerEach } from './response.ts';

/** EWSFindCountLimit; searches with a restriction got a lower one in Exchange 2013. */
const FIND_LIMIT = 1000;
const RESTRICTED_FIND_LIMIT_2013 = 250;

const NOT_AVAILABLE = [
  'm:ContactsView',
  'm:FractionalPageItemView',
  'm:SeekToConditionPageItemView',
  'm:GroupBy',
  'm:DistinguishedGroupBy',
  'm:QueryString',
];

export const findItem: Operation = (request, context) => {
  const { children: parents } = childOrThrow(request, 'm:ParentFolderIds');
  return answerEach(request, parents, context, (id) => {
    const unavailable = request.children.find(({ name }) => NOT_AVAILABLE.includes(name));
    if (unavailable !== undefined) {
      throw new ItemError('ErrorInvalidOperation', `${unavailable.name.slice(2)} is not available on this server.`);
    }
    const shape = readItemShape(childOrThrow(request, 'm:ItemShape'), 'list');
    const opened = openFolder(id, context, 'readAny');
    const span = childOf(request, 'm:CalendarView');
    if (span !== undefined) {
      const { items, attributes } = calendarPage(request, span, opened);
      const shown = items.map((item) => itemNode(item, shape, opened.within));
      return [element('m:RootFolder', attributes, [element('t:Items', {}, shown)])];
    }
    const view = readPage(childOf(request, 'm:IndexedPageItemView'));
    const found = findIn(request, opened);
    const restricted = childOf(request, 'm:Restriction') !== undefined;
    const cap =
      restricted && rankOf(context.server) >= rankOf('Exchange2013') ? RESTRICTED_FIND_LIMIT_2013 : FIND_LIMIT;
    const page = slicePage(found, view, cap);
    if (page.entries.length === cap && view.limit > cap && !page.last) refuseIfOld(context);
    const content = page.entries.map((item) => itemNode(item, shape, opened.within));
    return [element('m:RootFolder', pageAttributes(page), [element('t:Items', {}, content)])];
  });
};

function findIn(request: ReceivedElement, { mailbox, folder, rights, within }: Opened): readonly StoredItem[] {
  // Nothing here is soft-deleted in place or associated with a folder.
  if (attributeOf(request, 'Traversal') !== 'Shallow') return [];
  const readContext: ReadContext = within;
  const lookupOf =
    (item: StoredItem): Lookup =>
    (path) =>
      comparableOf(item, path, readContext);
  const restriction = childOf(request, 'm:Restriction');
  const matches = restriction === undefined ? () => true : readRestriction(restriction);
  const items = mailbox
    .itemsIn(folder.number)
    .filter((item) => rights.sees(item, folder))
    .filter((item) => matches(lookupOf(item)));
  const sortOrder = childOf(request, 'm:SortOrder');
  if (sortOrder === undefined) return items.sort((a, b) => b.number - a.number);
  const order = readSortOrder(sortOrder);
  return items.sort((a, b) => order(lookupOf(a), lookupOf(b)) || a.number - b.number);
}

/** Partial answers came with 2010 SP1; a request that declares an older version is refused instead. */
function refuseIfOld(context: OperationContext): void {
  if (rankOf(context.version) >= rankOf('Exchange2010_SP1')) return;
  throw new ItemError('ErrorExceededFindCountLimit', 'You have exceeded the available number of find results.');
}
