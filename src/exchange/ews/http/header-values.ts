/** Every value of each header, in the order in which they came. Names are lower case. */
export type HeaderValues = Readonly<Record<string, readonly string[] | undefined>>;

/** @param raw names and values in turn, as Node keeps them. Its own tables join some of the repeated ones. */
export function headerValues(raw: readonly string[]): HeaderValues {
  const values: Record<string, string[]> = Object.create(null);
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    (values[name] ??= []).push(raw[index + 1] ?? '');
  }
  return values;
}

/** The first value: of what may stand once only, that is what counts. */
export function firstValue(headers: HeaderValues, name: string): string | null {
  return headers[name]?.[0] ?? null;
}
