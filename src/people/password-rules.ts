import { isFrequentPassword } from './frequent-passwords.ts';

/** In characters as people count them. */
export const MINIMUM_LENGTH = 12;
/** Longer than any passphrase; hashing must not be a way to keep the server busy. */
const MAXIMUM_LENGTH = 1_024;

/** What is wrong with a password. */
export type PasswordWeakness = 'tooShort' | 'tooLong' | 'containsName' | 'pattern' | 'frequent';

/** Names of one or two letters stand in half of all passwords. */
const SHORTEST_NAME = 3;
/** A password whose runs (`abcd`, `4321`, `qwer`, `aaaa`) are so long on average is a pattern and little else. */
const PATTERN_RUN = 4;
const FEWEST_CHARACTERS = 4;

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'zxcvbnm'];

/** One form for what looks the same, however the keyboard of a system composes it. */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Pure, so that the page can say the same while a person types.
 * @returns the first rule that the password breaks, or `null`
 */
export function weaknessOf(
  password: string,
  person: { readonly name: string; readonly email: string },
): PasswordWeakness | null {
  const normalised = normalisedPassword(password);
  const { length } = Array.from(normalised);
  if (length < MINIMUM_LENGTH) return 'tooShort';
  if (length > MAXIMUM_LENGTH) return 'tooLong';
  const folded = normalised.toLowerCase();
  if (containsName(folded, person)) return 'containsName';
  if (isPattern(folded)) return 'pattern';
  return isFrequentPassword(folded) ? 'frequent' : null;
}

function containsName(folded: string, { name, email }: { readonly name: string; readonly email: string }): boolean {
  const localPart = email.slice(0, Math.max(0, email.lastIndexOf('@')));
  return [name, localPart]
    .map((part) => normalisedPassword(part).trim().toLowerCase())
    .some((part) => part.length >= SHORTEST_NAME && folded.includes(part));
}

function isPattern(folded: string): boolean {
  const characters = Array.from(folded);
  if (new Set(characters).size < FEWEST_CHARACTERS) return true;
  return isRepetition(characters) || characters.length / countRuns(characters) >= PATTERN_RUN;
}

/** `abcabcabcabc`, a last piece cut off included. */
function isRepetition(characters: readonly string[]): boolean {
  const longest = Math.floor(characters.length / 2);
  for (let period = 1; period <= longest; period += 1) {
    if (characters.every((character, index) => index < period || character === characters[index - period])) return true;
  }
  return false;
}

/** Pieces in which each character follows from the one before: the same again, or the next on one row, either way. */
function countRuns(characters: readonly string[]): number {
  let runs = 1;
  let step: string | null = null;
  for (let index = 1; index < characters.length; index += 1) {
    const pair = `${characters[index - 1] ?? ''}${characters[index] ?? ''}`;
    const steps = stepsOf(pair);
    const goesOn = step === null ? steps.length > 0 : steps.includes(step);
    if (goesOn) step ??= steps[0] ?? null;
    else {
      runs += 1;
      step = null;
    }
  }
  return runs;
}

function stepsOf(pair: string): readonly string[] {
  const [first = '', second = ''] = pair;
  if (first === second) return ['same'];
  const reversed = `${second}${first}`;
  return ROWS.flatMap((row, index) => [
    ...(row.includes(pair) ? [`row ${index} up`] : []),
    ...(row.includes(reversed) ? [`row ${index} down`] : []),
  ]);
}
