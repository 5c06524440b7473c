import type { PhotoType } from '../../../model/index.ts';
import { LARGEST_PHOTO_BYTES, photoTypeOf } from '../../../model/index.ts';
import type { ContentLine } from './content-line.ts';
import type { VcardVersion } from './write-vcard.ts';

/** The picture of a contact, as its bytes. */
export interface VcardPhoto {
  readonly mediaType: PhotoType;
  readonly content: Uint8Array;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Before anything is decoded: a file may hold any number of characters. */
const LONGEST_TEXT = Math.ceil(LARGEST_PHOTO_BYTES / 3) * 4;
const WORDS: Readonly<Record<PhotoType, string>> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/gif': 'GIF',
  'image/bmp': 'BMP',
};

/**
 * The picture that a PHOTO holds: a `data:` address (4.0) or base64 (3.0). What it is, its bytes tell and not its type.
 * @returns `null` for an address elsewhere, which is never fetched, and for what is no picture that we carry
 */
export function readVcardPhoto(line: ContentLine): Uint8Array | null {
  const text = base64Of(line);
  if (text === null || text.length > LONGEST_TEXT || !BASE64.test(text)) return null;
  const content = Buffer.from(text, 'base64');
  return content.length > LARGEST_PHOTO_BYTES || photoTypeOf(content) === null ? null : content;
}

function base64Of({ value, params }: ContentLine): string | null {
  const address = /^\s*data:[^,]*,/i.exec(value);
  // Some write spaces where they fold.
  if (address !== null)
    return /;base64,$/i.test(address[0]) ? value.slice(address[0].length).replace(/\s+/g, '') : null;
  const encoding = params.get('ENCODING')?.[0]?.toLowerCase();
  return encoding === 'b' || encoding === 'base64' ? value.replace(/\s+/g, '') : null;
}

export function photoLine({ mediaType, content }: VcardPhoto, version: VcardVersion): string {
  const text = Buffer.from(content).toString('base64');
  return version === '4.0'
    ? `PHOTO:data:${mediaType};base64,${text}`
    : `PHOTO;ENCODING=b;TYPE=${WORDS[mediaType]}:${text}`;
}
