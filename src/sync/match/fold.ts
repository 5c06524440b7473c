/** Letters and digits only, without case and accents: for finding, never for showing. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words of a name in a fixed order: "Rossi, Mario" is "Mario Rossi". */
export function foldName(text: string): string {
  return foldText(text).split(' ').sort().join(' ');
}

export function foldEmail(address: string): string {
  return address.normalize('NFC').trim().toLowerCase();
}

/**
 * A telephone number as digits, with `+` where the country is told. A national number stays national: guessing
 * its country would join strangers.
 * @returns '' when there are too few digits to tell anybody apart
 */
export function foldPhone(number: string): string {
  const digits = number.replace(/\(0\)/g, '').replace(/[^\d+]/g, '');
  const international = digits.replace(/^00/, '+');
  const clean = international.startsWith('+')
    ? `+${international.replace(/\+/g, '')}`
    : international.replace(/\+/g, '');
  return clean.length < 6 ? '' : clean;
}
