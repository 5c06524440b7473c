/**
 * A text that keeps nothing but itself. As it was read it is a part of its answer's text, and keeps all of that: to be used
 * for what is kept for long after its answer.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
