import { decodeReference, REFERENCE } from './rich-text/html-references.ts';

/**
 * What a person reads of an HTML body, for servers that answer HTML although plain text was asked for.
 * Keeps words and line breaks; formatting is lost.
 */
export function plainTextOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(head|style|script|title)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<br\b[^>]*> ?/gi, '\n')
    .replace(/ ?<\/(p|div|tr|li|h[1-6]|blockquote)\s*> ?/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(REFERENCE, decodeReference)
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
