export interface NameParts {
  readonly first: string;
  readonly middle: string;
  readonly last: string;
  readonly suffix: string;
  readonly company: string;
  readonly displayName: string;
}

/** `Rossi, Mario Luigi`; the comma only between two names. */
function lastCommaFirst({ first, middle, last }: NameParts): string {
  return joined(', ', last, joined(' ', first, middle));
}

function joined(separator: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(separator);
}

/** How each `FileAsMapping` makes the name under which a contact is filed. Lines are separated by CR LF. */
const MAPPINGS: Readonly<Record<string, (name: NameParts) => string>> = {
  LastCommaFirst: lastCommaFirst,
  FirstSpaceLast: ({ first, middle, last, suffix }) => joined(' ', first, middle, last, suffix),
  Company: ({ company }) => company,
  LastCommaFirstCompany: (name) => joined('\r\n', lastCommaFirst(name), name.company),
  CompanyLastFirst: (name) => joined('\r\n', name.company, `${name.last}${joined(' ', name.first, name.middle)}`),
  LastFirst: ({ last, first, middle }) => `${last}${joined(' ', first, middle)}`,
  LastFirstCompany: (name) => joined('\r\n', `${name.last}${joined(' ', name.first, name.middle)}`, name.company),
  CompanyLastCommaFirst: (name) => joined('\r\n', name.company, lastCommaFirst(name)),
  LastFirstSuffix: ({ last, first, middle, suffix }) => joined(' ', `${last}${joined(' ', first, middle)}`, suffix),
  LastSpaceFirstCompany: (name) => joined('\r\n', joined(' ', name.last, name.first, name.middle), name.company),
  CompanyLastSpaceFirst: (name) => joined('\r\n', name.company, joined(' ', name.last, name.first, name.middle)),
  LastSpaceFirst: ({ last, first, middle }) => joined(' ', last, first, middle),
  DisplayName: ({ displayName }) => displayName,
  FirstName: ({ first }) => first,
  LastFirstMiddleSuffix: ({ last, first, middle, suffix }) => joined(' ', last, first, middle, suffix),
  LastName: ({ last }) => last,
  Empty: () => '',
};

export function fileAsOf(mapping: string, name: NameParts): string {
  return MAPPINGS[mapping]?.(name) ?? '';
}
