/**
 * Words that people here build passwords from when they are told to invent one. Of the lists of leaked passwords only
 * the longest reach our minimum, and then as one of these words with a year or a mark around it.
 */
const FREQUENT_WORDS = new Set(
  [
    'abcd abcdef admin administrator amministratore amministrazione amoremio andrea asdfgh azienda azzurra baseball',
    'batman benvenuta benvenuti benvenuto buongiorno cambiami changeit changeme ciao ciaociao computer contatti',
    'correcthorsebatterystaple dragon enterprise estate exchange football forzainter forzajuve forzamilan forzanapoli',
    'forzaroma francesca francesco freedom giovanni giulia giuseppe hello iloveyou inter internet inverno italia',
    'juventus letmein letmeinnow login lollipop marketing master microsoft milano monday monkey montagna napoli office',
    'outlook parola paroladordine parolachiave pass passord passw passwd password passwort pippo pluto princess',
    'primavera qazwsx qazwsxedc qwert qwerty qwertyui qwertyuiop raccordo roma rossi segreta segreto server settembre',
    'shadow sicurezza sincronizzazione starwars summer sunshine superman superuser test tiamo topolino trustno',
    'ufficio user utente vacanze welcome winter',
  ].flatMap((line) => line.split(' ')),
);

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '8': 'b',
};

/** @param folded lower case: `p4ssw0rd-2026!` and `benvenuto benvenuta` are as frequent as their words */
export function isFrequentPassword(folded: string): boolean {
  // What stands around the word first: the digits of a year are no letters in disguise.
  const trimmed = folded.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}@$]+$/u, '');
  return [folded, trimmed, trimmed.replace(/[@$]+$/, '')].some((text) => isFrequentWord(lettersOf(text)));
}

function lettersOf(text: string): string {
  return Array.from(text)
    .map((character) => LOOKALIKES[character] ?? character)
    .filter((character) => /\p{L}/u.test(character))
    .join('');
}

/** One such word, or two of them. */
function isFrequentWord(letters: string): boolean {
  if (FREQUENT_WORDS.has(letters)) return true;
  for (let cut = 3; cut <= letters.length - 3; cut += 1) {
    if (FREQUENT_WORDS.has(letters.slice(0, cut)) && FREQUENT_WORDS.has(letters.slice(cut))) return true;
  }
  return false;
}
