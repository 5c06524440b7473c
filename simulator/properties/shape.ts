import { ItemError } from '../operations/item-error.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { childOf } from '../xml/read.ts';
import type { BodyType } from './body.ts';
import type { ExtendedPath } from './extended-path.ts';
import type { PropertyPath } from './property-path.ts';
import { readPath } from './property-path.ts';

export type BaseShape = 'IdOnly' | 'Default' | 'AllProperties';

/** Which properties of the items an answer shows. */
export interface ItemShape {
  readonly base: BaseShape;
  /** Local names of whole elements. */
  readonly elements: ReadonlySet<string>;
  /** Keys of single dictionary entries or parts of them. */
  readonly entries: ReadonlySet<string>;
  readonly extended: readonly ExtendedPath[];
  readonly bodyType: BodyType;
  /** `false` in lists: FindItem and SyncFolderItems never read bodies. */
  readonly withBody: boolean;
}

const BODIES = new Set(['item:Body', 'item:UniqueBody', 'item:NormalizedBody', 'item:TextBody', 'item:MimeContent']);

/**
 * `item`: with its body. `list` (FindItem) refuses to be asked for bodies. `feed` (SyncFolderItems) leaves them out
 * without a word, as clients that ask for everything expect.
 */
export type ShapeUse = 'item' | 'list' | 'feed';

/** @throws ItemError when a list is asked for a body */
export function readItemShape(source: ReceivedElement, use: ShapeUse): ItemShape {
  const asked = (childOf(source, 't:AdditionalProperties')?.children ?? []).map(readPath);
  const isBody = (path: PropertyPath) => path.kind === 'field' && BODIES.has(path.uri);
  const withBody = use === 'item';
  const paths = use === 'feed' ? asked.filter((path) => !isBody(path)) : asked;
  if (!withBody && paths.some(isBody)) {
    throw new ItemError('ErrorInvalidPropertyRequest', 'Property is not valid for this object type.');
  }
  return {
    base: baseShapeOf(source),
    elements: new Set(paths.filter(isShown).map(({ key }) => key)),
    entries: new Set(paths.filter(({ kind }) => kind === 'indexed').map(({ key }) => key)),
    extended: paths.flatMap((path) => (path.kind === 'extended' ? [path.path] : [])),
    bodyType: (childOf(source, 't:BodyType')?.text.trim() ?? 'Best') as BodyType,
    withBody,
  };
}

export function baseShapeOf(source: ReceivedElement): BaseShape {
  return (childOf(source, 't:BaseShape')?.text.trim() ?? 'IdOnly') as BaseShape;
}

/** Properties of messages and tasks share names with others ("task:Companies") but are no items' here. */
function isShown(path: PropertyPath): boolean {
  return path.kind === 'field' && /^(item|contacts|calendar|distributionlist):/.test(path.uri);
}
