const LONGEST = 256;

/**
 * A text as one literal of PowerShell. Between single quotes nothing is expanded; the typographic quotes end
 * a literal as the straight one does, so all of them are doubled. A line break would start a command of its own.
 */
export function quoted(text: string): string {
  const oneLine = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').slice(0, LONGEST);
  return `'${oneLine.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** A value inside a filter of LDAP (RFC 4515, section 3). */
export function ldapValue(text: string): string {
  return text.replace(/[*()\\\0]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
