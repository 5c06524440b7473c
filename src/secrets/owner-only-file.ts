import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ConnectorError } from '../model/index.ts';

/** Windows has no owner-group-others bits: what `stat` says there means nothing. */
const HAS_MODES = process.platform !== 'win32';

/**
 * Reads a file that only its owner may read, creating it with `content()` when it is missing. Two processes that start
 * together agree on one content.
 * @param exposedCode code of the error when others can read it; the file is left as it is, for its owner to judge
 * @throws ConnectorError `exposedCode`, `secret_file_unusable`; disposition `halt`
 */
export function readOrCreateOwnerOnly(path: string, exposedCode: string, content: () => string): string {
  try {
    return read(path, exposedCode) ?? create(path, exposedCode, content());
  } catch (cause) {
    if (cause instanceof ConnectorError) throw cause;
    throw unusable(path, (cause as NodeJS.ErrnoException).code ?? 'unknown');
  }
}

function read(path: string, exposedCode: string): string | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    // Asked of the open file, so that it cannot be exchanged between the question and the reading.
    const mode = fstatSync(descriptor).mode & 0o777;
    if (HAS_MODES && (mode & 0o077) !== 0) throw exposed(path, mode, exposedCode);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function create(path: string, exposedCode: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  try {
    writeDurably(draft, content);
    // A link, unlike a rename, does not replace the file of a process that was faster.
    linkSync(draft, path);
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const theirs = read(path, exposedCode);
    if (theirs === null) throw error;
    return theirs;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A key that a power cut takes back takes every password with it. */
function writeDurably(path: string, content: string): void {
  rmSync(path, { force: true });
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function exposed(path: string, mode: number, code: string): ConnectorError {
  const octal = mode.toString(8).padStart(4, '0');
  return new ConnectorError({
    code,
    disposition: 'halt',
    message: `${path} can be read by others (mode ${octal}): run "chmod 600" on it, and replace what it holds if it may have been read`,
    details: { path, mode: octal },
  });
}

function unusable(path: string, reason: string): ConnectorError {
  return new ConnectorError({
    code: 'secret_file_unusable',
    disposition: 'halt',
    message: `${path} cannot be read or created (${reason})`,
    details: { path, reason },
  });
}
