import { readFile, writeFile } from 'node:fs/promises';
import { ConnectorError } from '../model/index.ts';

/** @param path a file, or `-` for standard input. @throws ConnectorError `file_unreadable` */
export async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await readAll(process.stdin) : await readFile(path, 'utf8');
  } catch (cause) {
    throw fileError('file_unreadable', path, cause);
  }
}

/** @throws ConnectorError `file_unreadable` */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw fileError('file_unreadable', path, cause);
  }
}

/** @throws ConnectorError `file_unwritable` */
export function writeText(path: string, text: string): Promise<void> {
  return writeBytes(path, Buffer.from(text));
}

/** @throws ConnectorError `file_unwritable` */
export async function writeBytes(path: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (cause) {
    throw fileError('file_unwritable', path, cause);
  }
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function fileError(code: string, file: string, cause: unknown): ConnectorError {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new ConnectorError({
    code,
    disposition: 'halt',
    message: `${file}: ${reason}`,
    cause,
    details: { file, reason },
  });
}
