/**
 * Version of the canonical form that bases are kept in. Grows when a normaliser or a mapping changes what an
 * untouched item looks like, because a base of an older form must not be mistaken for a mass edit.
 */
export const PROJECTION_VERSION = 1;
