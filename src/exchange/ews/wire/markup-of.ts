import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** The element as text again, without prefixes, to be kept where no type of ours expresses it. */
export function markupOf(element: XmlElement): string {
  return render(element).markup;
}

function render(element: XmlElement): Xml {
  const tag: Xml = { markup: element.name };
  const attributes = Object.entries(element.attributes).map(([name, value]) => {
    const attribute: Xml = { markup: name };
    return xml` ${attribute}="${value}"`;
  });
  const text = element.children.length === 0 ? element.text : element.text.trim();
  return xml`<${tag}${attributes}>${text}${element.children.map(render)}</${tag}>`;
}
