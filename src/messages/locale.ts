/** How dates and numbers are written. The English of this product is the British one: the day before the month. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}
