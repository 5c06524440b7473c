const DURATION = /^(-)?P(?:(\d{1,7})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,]\d*)?S)?)?$/;

/**
 * An xs:duration of days and less, such as `PT1H30M` or `-P0DT1H0M0.0S`; fractions of a second are cut.
 * @returns whole seconds; `null` for a text that is none, and for months and years, which have no fixed length
 */
export function readDuration(text: string | null): number | null {
  const match = DURATION.exec(text?.trim() ?? '');
  if (match === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part ?? '0'));
  const length = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return match[1] === undefined || length === 0 ? length : -length;
}
