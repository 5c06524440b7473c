import type { RequestVersion } from '../soap/channel.ts';
import { extendedPath, SEARCH_KEY, STAMP } from '../wire/extended-property.ts';
import { fieldPath } from '../wire/paths.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import type { ItemKind } from './item-kind.ts';

/** `m:ItemShape` that asks for exactly what the mapping reads, with bodies as plain text. */
export function itemShape(kind: ItemKind, version: RequestVersion, withSearchKey: boolean): Xml {
  return shape([
    fieldPath('item:ParentFolderId'),
    ...(kind.itemType === 'appointments' ? [fieldPath('calendar:UID')] : []),
    ...kind.mappings.flatMap((mapping) => mapping.paths(version)),
    ...identityPaths(withSearchKey),
  ]);
}

/** Stamp and search key: how an item is known again after its id changed. */
export function identityPaths(withSearchKey: boolean): readonly Xml[] {
  return [extendedPath(STAMP), ...(withSearchKey ? [extendedPath(SEARCH_KEY)] : [])];
}

function shape(paths: readonly Xml[]): Xml {
  return xml`<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:BodyType>Text</t:BodyType><t:AdditionalProperties>${paths}</t:AdditionalProperties></m:ItemShape>`;
}
