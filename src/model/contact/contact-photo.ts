import { ConnectorError } from '../connector-error.ts';
import type { FieldSpec, FieldValue } from '../field.ts';

/** The pictures that mail programs and browsers show. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/bmp'] as const;

export type PhotoType = (typeof PHOTO_TYPES)[number];

/** Mail programs cut photos to some tens of kilobytes; a megabyte is already a picture that nobody meant for this. */
export const LARGEST_PHOTO_BYTES = 1_048_576;

/**
 * A photo as a field: what tells it from another one. Its bytes lie in a `PhotoStore` under the digest, so that bases,
 * merges, journal and conflicts hold a line and not a picture.
 */
export type ContactPhoto = {
  /** SHA-256 of the bytes, 64 hex digits in lower case. */
  readonly digest: string;
  /** As the bytes say, whatever anybody called them. */
  readonly mediaType: PhotoType;
  /** How many they are. */
  readonly bytes: number;
};

/** Two photos are one when their bytes are. Type and size follow from them. */
export const PHOTO: FieldSpec = { kind: 'value', normalise: readPhoto, isAttached: true };

/** @returns `null` for what is no photo */
export function readPhoto(value: FieldValue): ContactPhoto | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const { digest, mediaType, bytes } = value as Readonly<Record<string, FieldValue>>;
  const isKnown = (PHOTO_TYPES as readonly unknown[]).includes(mediaType);
  if (typeof digest !== 'string' || !DIGEST.test(digest) || !isKnown || typeof bytes !== 'number') return null;
  return { digest, mediaType: mediaType as PhotoType, bytes };
}

const DIGEST = /^[0-9a-f]{64}$/;

const BEGINNINGS: readonly (readonly [PhotoType, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/bmp', [0x42, 0x4d]],
];

/** What kind of picture the bytes are; servers, files and browsers label them as anything. @returns `null` for what is none that we know */
export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  return BEGINNINGS.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0] ?? null;
}

/** @throws ConnectorError `photo_unreadable`, `photo_too_large`; disposition `quarantine` */
export function requirePhotoType(bytes: Uint8Array): PhotoType {
  const type = photoTypeOf(bytes);
  if (bytes.length > LARGEST_PHOTO_BYTES)
    throw unusable('photo_too_large', `A photo has at most ${LARGEST_PHOTO_BYTES} bytes.`);
  if (type === null) throw unusable('photo_unreadable', 'The photo is no picture of a known kind.');
  return type;
}

function unusable(code: string, message: string): ConnectorError {
  return new ConnectorError({ code, disposition: 'quarantine', message });
}
