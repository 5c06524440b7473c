/** Markup that is already escaped. Only `xml` makes it. */
export interface Xml {
  readonly markup: string;
}

type Part = string | number | boolean | null | undefined | Xml | readonly Xml[];

/**
 * Builds XML from a template: texts and attribute values are escaped, `Xml` parts and lists of them are
 * inserted as they are, `null`, `undefined` and `false` leave nothing. Characters that XML 1.0 cannot
 * carry become U+FFFD.
 */
export function xml(strings: TemplateStringsArray, ...parts: readonly Part[]): Xml {
  let markup = strings[0] ?? '';
  for (let index = 0; index < parts.length; index += 1) markup += render(parts[index]) + (strings[index + 1] ?? '');
  return { markup };
}

/** An element whose name is not known when a template is written. @param tag with its prefix */
export function xmlElement(tag: string, content: Part): Xml {
  return { markup: `<${tag}>${render(content)}</${tag}>` };
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeXml(part);
  if (typeof part === 'number' || part === true) return String(part);
  if ('markup' in part) return part.markup;
  let markup = '';
  for (const element of part) markup += element.markup;
  return markup;
}

const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex -- these characters are the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// oxlint-disable-next-line no-control-regex -- these characters are the point
const PLAIN = /^[^\u0000-\u0008\u000b-\u001f&<>"\ud800-\udfff\ufffe\uffff]*$/;

function escapeXml(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#xD;');
}
