/** One `&…;`: hexadecimal, decimal, or by name. */
const REFERENCE = /&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Longer ones have too many leading zeros to be anything. */
export const LONGEST_REFERENCE = 32;

// oxlint-disable-next-line no-control-regex -- these characters are the point
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const ALL_CONTROLS = new RegExp(CONTROLS, 'g');
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Exchange stores what Outlook gave it and serves it back, although XML 1.0 has no way to carry it: control
 * characters, `&#x1F;`, `&#0;`. They are left out. Halves of a character that were escaped one by one come out as
 * such; see `withoutLoneSurrogates`.
 * @param unknown raises the error for what is no reference, or one to an entity that nobody declared
 */
export function resolveReferences(text: string, unknown: () => never): string {
  return text.replace(REFERENCE, (_, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return (Object.hasOwn(NAMED, name) && NAMED[name]) || unknown();
    if (hex === undefined && decimal === undefined) return unknown();
    const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
    if (code > 0x10_ffff || isForbidden(code)) return '';
    return String.fromCodePoint(code);
  });
}

export function withoutControls(text: string): string {
  return CONTROLS.test(text) ? text.replace(ALL_CONTROLS, '') : text;
}

/** Some senders escape each half of a character beyond the BMP by itself; together they mean something, alone nothing. */
export function withoutLoneSurrogates(text: string): string {
  return text.replace(LONE_SURROGATES, '');
}

function isForbidden(code: number): boolean {
  return (code < 0x20 && code !== 0x9 && code !== 0xa && code !== 0xd) || code === 0xfffe || code === 0xffff;
}
