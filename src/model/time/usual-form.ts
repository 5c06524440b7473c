const USUAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * Whether the text is `YYYY-MM-DDTHH:mm:ssZ` and there is such a moment. Nearly every time that a server writes has this
 * form already, and Temporal would take as long over one of them as the rest of a contact.
 */
export function isUsualInstant(text: string): boolean {
  if (!USUAL.test(text)) return false;
  const ms = Date.parse(text);
  // 31 February is read as 3 March.
  return !Number.isNaN(ms) && new Date(ms).toISOString() === `${text.slice(0, -1)}.000Z`;
}
