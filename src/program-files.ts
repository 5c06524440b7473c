import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What belongs to the program and not to its data. */
export interface ProgramFiles {
  readonly version: string;
  /** The built page; `null` when it was not built. */
  readonly pageDirectory: string | null;
}

/** Looks upwards, because the compiled program lies one folder deeper than its source. */
export function findProgramFiles(from: string = fileURLToPath(import.meta.url)): ProgramFiles {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
      const page = join(folder, 'web', 'dist');
      return { version, pageDirectory: existsSync(join(page, 'index.html')) ? page : null };
    }
    if (dirname(folder) === folder) return { version: '0.0.0', pageDirectory: null };
  }
}
