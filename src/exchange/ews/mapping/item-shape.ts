import type { RequestVersion } from '../soap/channel.ts';
import { extendedPath, SEARCH_KEY, STAMP } from '../wire/extended-property.ts';
import { fieldPath } from '../wire/paths.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import type { ItemKind } from './item-kind.ts';

/** What of an item a server can be asked for. */
export interface KnownProperties {
  readonly searchKeysKnown: boolean;
  /** Keyed by the markup of paths that are not asked for. */
  readonly refusedPaths: ReadonlyMap<string, string>;
}

/** Exactly what the mapping reads, as far as the server tells it. */
export function itemPaths(kind: ItemKind, version: RequestVersion, known: KnownProperties): readonly Xml[] {
  return [
    fieldPath('item:ParentFolderId'),
    ...(kind.itemType === 'appointments' ? [fieldPath('calendar:UID')] : []),
    ...kind.mappings.flatMap((mapping) => mapping.paths(version)),
    ...identityPaths(known.searchKeysKnown),
  ].filter(({ markup }) => !known.refusedPaths.has(markup));
}

/** Stamp and search key: how an item is known again after its id changed. */
export function identityPaths(withSearchKey: boolean): readonly Xml[] {
  return [extendedPath(STAMP), ...(withSearchKey ? [extendedPath(SEARCH_KEY)] : [])];
}

/** `m:ItemShape` that asks for these properties, with bodies as plain text. */
export function itemShape(paths: readonly Xml[]): Xml {
  const properties = paths.length === 0 ? null : xml`<t:AdditionalProperties>${paths}</t:AdditionalProperties>`;
  return xml`<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:BodyType>Text</t:BodyType>${properties}</m:ItemShape>`;
}
