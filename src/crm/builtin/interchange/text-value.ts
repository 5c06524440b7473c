/** Text as it stands in a value: RFC 6350 §3.4, RFC 5545 §3.3.11. */
export function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
}

/**
 * Takes every escape apart, also those that the other version of the format does not know: vCard 3.0 writers
 * escape `;` in a NOTE, some escape `:` too.
 */
export function unescapeText(value: string): string {
  return value.replace(/\\([\s\S])/g, (_escape, escaped: string) => (/[nN]/.test(escaped) ? '\n' : escaped));
}

/** Splits at separators that are not escaped; the parts stay escaped. */
export function splitEscaped(value: string, separator: ';' | ','): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\' && at + 1 < value.length) {
      part += value.slice(at, at + 2);
      at += 1;
    } else if (value[at] === separator) {
      parts.push(part);
      part = '';
    } else part += value[at];
  }
  return [...parts, part];
}

/** The components of a structured value such as ORG. */
export function structuredValue(value: string): readonly string[] {
  return splitEscaped(value, ';').map((component) => unescapeText(component).trim());
}

export function listValue(value: string): readonly string[] {
  return splitEscaped(value, ',')
    .map((element) => unescapeText(element).trim())
    .filter((element) => element !== '');
}
