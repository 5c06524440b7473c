import type { Database } from '../../../database/port.ts';
import type { PhotoStore } from '../../../model/index.ts';
import type { Actor } from '../actor.ts';
import { rawValue, readComponents } from './components.ts';
import { decodeFile } from './decode-file.ts';
import type { ImportReport, ImportRequest } from './import-report.ts';
import { ImportTally } from './import-report.ts';
import { readVcard } from './read-vcard.ts';
import type { ImportedObject } from './store-imported.ts';
import { contentUid, IMPORT_BATCH, importOwner, storeImported } from './store-imported.ts';

const CARD = new Set(['VCARD']);

/** Imports a file of vCards 3.0 and 4.0, card by card. */
export async function importContacts(
  { db, photos }: { readonly db: Database; readonly photos: PhotoStore },
  actor: Actor,
  request: ImportRequest,
): Promise<ImportReport> {
  const ownerId = importOwner(actor, request.ownerId);
  const text = decodeFile(request.content);
  const total = (text.match(/^BEGIN:VCARD\s*$/gim) ?? []).length;
  const tally = new ImportTally();
  let batch: ImportedObject[] = [];
  let done = 0;
  const flush = async () => {
    await storeImported(db, 'contacts', ownerId, batch, tally);
    batch = [];
    request.onProgress?.({ done, total });
  };

  for (const read of readComponents(text, CARD)) {
    if (read.kind === 'envelope') continue;
    done += 1;
    if (read.kind === 'broken') {
      tally.refuse(read.lineNumber, read.uid, read.code);
      continue;
    }
    const { component } = read;
    const card = readVcard(component);
    if (card.kind === 'refused') {
      tally.refuse(component.lineNumber, rawValue(component, 'UID'), card.code);
      continue;
    }
    batch.push({
      uid: card.uid ?? contentUid(component.raw),
      line: component.lineNumber,
      fields: card.photo === null ? card.fields : { ...card.fields, photo: await photos.put(card.photo) },
      extra: card.lines.length === 0 ? null : { kind: 'vcard', lines: card.lines },
    });
    if (batch.length >= IMPORT_BATCH) await flush();
  }
  await flush();
  return tally.report();
}
