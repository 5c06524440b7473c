/**
 * The text of a vCard or iCalendar file. UTF-8 is the rule; older programs write their code page without
 * saying so, and bytes that are no UTF-8 are read as Windows-1252, the one that Outlook used in the West.
 */
export function decodeFile(content: string | Uint8Array): string {
  if (typeof content === 'string') return content.replace(/^\ufeff/, '');
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}
