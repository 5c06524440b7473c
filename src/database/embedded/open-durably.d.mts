import { type PGlite } from '@electric-sql/pglite';

export declare function openDurably(directory: string, startParams?: readonly string[]): Promise<PGlite | null>;
