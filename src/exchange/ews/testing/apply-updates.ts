import type { XmlElement } from '../xml/element.ts';
import { childrenOf, findChild } from '../xml/element.ts';

/** The item after `t:Updates`, as a server stores it: property by property, nothing derived. */
export function applyUpdates(item: XmlElement, updates: readonly XmlElement[]): XmlElement {
  return updates.reduce(applyOne, item);
}

function applyOne(item: XmlElement, update: XmlElement): XmlElement {
  const [path, wrapper] = update.children;
  if (path === undefined) throw new Error('an update without a path');
  const without = remove(item, path);
  const added = wrapper?.children[0];
  if (update.name === 'DeleteItemField') return without;
  if (added === undefined || wrapper?.name !== item.name) throw new Error(`nothing of a ${item.name} to set`);
  return merge(without, added);
}

function remove(item: XmlElement, path: XmlElement): XmlElement {
  const uri = path.attributes.FieldURI ?? '';
  if (path.name === 'FieldURI') return keep(item, (child) => child.name !== uri.slice(uri.indexOf(':') + 1));
  if (path.name === 'ExtendedFieldURI') {
    return keep(
      item,
      (child) => JSON.stringify(findChild(child, 'ExtendedFieldURI')?.attributes) !== JSON.stringify(path.attributes),
    );
  }
  const [, property = '', component] = uri.split(':');
  const dictionary =
    property === 'PhysicalAddress'
      ? 'PhysicalAddresses'
      : property === 'EmailAddress' || property === 'ImAddress'
        ? `${property}es`
        : `${property}s`;
  const isEntry = (entry: XmlElement) => entry.attributes.Key === path.attributes.FieldIndex;
  return mapChild(item, dictionary, (entries) =>
    component === undefined
      ? keep(entries, (entry) => !isEntry(entry))
      : {
          ...entries,
          children: entries.children.map((entry) =>
            isEntry(entry) ? keep(entry, (part) => part.name !== component) : entry,
          ),
        },
  );
}

function merge(item: XmlElement, added: XmlElement): XmlElement {
  const isDictionary = childrenOf(added, 'Entry').length > 0;
  if (!isDictionary || findChild(item, added.name) === undefined)
    return { ...item, children: [...item.children, added] };
  return mapChild(item, added.name, (entries) =>
    added.children.reduce((dictionary, entry) => {
      const same = dictionary.children.find(({ attributes }) => attributes.Key === entry.attributes.Key);
      const merged = same === undefined ? entry : { ...entry, children: [...same.children, ...entry.children] };
      return { ...dictionary, children: [...dictionary.children.filter((other) => other !== same), merged] };
    }, entries),
  );
}

function keep(element: XmlElement, test: (child: XmlElement) => boolean): XmlElement {
  return { ...element, children: element.children.filter(test) };
}

function mapChild(element: XmlElement, name: string, change: (child: XmlElement) => XmlElement): XmlElement {
  return { ...element, children: element.children.map((child) => (child.name === name ? change(child) : child)) };
}
