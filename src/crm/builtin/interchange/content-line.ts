/** One unfolded line of a vCard or iCalendar object: `group.NAME;PARAM=a,b:value`. */
export interface ContentLine {
  /** Ties lines together in vCards: `item1.URL` and `item1.X-ABLABEL`. */
  readonly group: string | null;
  /** Upper case. */
  readonly name: string;
  /** Names in upper case; a bare word, as vCard 2.1 and sloppy writers use (`TEL;WORK:`), counts as a TYPE. */
  readonly params: ReadonlyMap<string, readonly string[]>;
  /** As it stands in the file, escapes included. */
  readonly value: string;
  /** The whole line unfolded, as it came. */
  readonly raw: string;
  /** Of its first physical line in the file, from 1. */
  readonly lineNumber: number;
}

const START = /^(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)/;

/** @returns `null` when it is no content line */
export function parseContentLine(raw: string, lineNumber: number): ContentLine | null {
  const start = START.exec(raw);
  if (start === null) return null;
  const params = new Map<string, string[]>();
  let at = start[0].length;
  while (raw[at] === ';') {
    const end = endOfParam(raw, at + 1);
    addParam(params, raw.slice(at + 1, end));
    at = end;
  }
  if (raw[at] !== ':') return null;
  const group = start[1] ?? null;
  return { group, name: (start[2] ?? '').toUpperCase(), params, value: raw.slice(at + 1), raw, lineNumber };
}

/** The next `;` or `:` outside quotes. Outlook writes unquoted zone names, which hold neither. */
function endOfParam(raw: string, from: number): number {
  let quoted = false;
  for (let at = from; at < raw.length; at += 1) {
    const character = raw[at];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === ';' || character === ':')) return at;
  }
  return raw.length;
}

function addParam(params: Map<string, string[]>, text: string): void {
  const equals = text.indexOf('=');
  const name = equals < 0 ? 'TYPE' : text.slice(0, equals).trim().toUpperCase();
  const list = equals < 0 ? text : text.slice(equals + 1);
  const values = (list.match(/"[^"]*"|[^,]+/g) ?? []).map((value) => decodeParam(value.replace(/^"|"$/g, '')));
  params.set(name, [...(params.get(name) ?? []), ...values]);
}

/** TYPE values in upper case. Outlook writes them as one quoted list. */
export function typesOf(line: ContentLine): readonly string[] {
  return (line.params.get('TYPE') ?? []).flatMap((type) => type.toUpperCase().split(','));
}

/** RFC 6868: the only way to say a quote or a line end in a parameter. */
function decodeParam(value: string): string {
  return value.replace(/\^[n'^]/g, (escape) => (escape === '^n' ? '\n' : escape === "^'" ? '"' : '^'));
}

/** A parameter value as it may stand in a line: quoted where it has to be. */
export function formatParam(value: string): string {
  const encoded = value.replace(/\^/g, '^^').replace(/\n/g, '^n').replace(/"/g, "^'");
  return /[;:,]/.test(encoded) ? `"${encoded}"` : encoded;
}

export function formatContentLine(name: string, params: readonly (readonly [string, string])[], value: string): string {
  return `${name}${params.map(([key, param]) => `;${key}=${formatParam(param)}`).join('')}:${value}`;
}

const FOLD_AT_BYTES = 75;

/** Photos are, and have a million characters. */
function isAscii(line: string): boolean {
  return Buffer.byteLength(line) === line.length;
}

/** Ends the line with CRLF and breaks it after at most 75 bytes, never inside a character. */
export function foldLine(line: string): string {
  if (line.length * 3 <= FOLD_AT_BYTES || Buffer.byteLength(line) <= FOLD_AT_BYTES) return `${line}\r\n`;
  let folded = '';
  let bytes = 0;
  if (isAscii(line)) {
    folded = line.slice(0, FOLD_AT_BYTES);
    for (let at = FOLD_AT_BYTES; at < line.length; at += FOLD_AT_BYTES - 1)
      folded += `\r\n ${line.slice(at, at + FOLD_AT_BYTES - 1)}`;
    return `${folded}\r\n`;
  }
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > FOLD_AT_BYTES) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += size;
  }
  return `${folded}\r\n`;
}
