import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator } from '../index.ts';
import { all, codes, conversation, text } from '../testing/ews-conversation.ts';

let folder: string;
let stateFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  stateFile = join(folder, 'deep', 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const MARIO_SMTP = 'mario.rossi@azienda.example';
const sync = (state = '') =>
  `<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="contacts"/></m:SyncFolderId>${state && `<m:SyncState>${state}</m:SyncState>`}<m:MaxChangesReturned>100</m:MaxChangesReturned></m:SyncFolderItems>`;

test('after an orderly restart ids, change keys and sync states go on', async () => {
  const first = await startSimulator({ stateFile });
  const item = first.mailbox(MARIO_SMTP).add('contacts', 'Contact', { Surname: 'Rossi' });
  const state = text(await conversation(first)(sync()), 'm:SyncState');
  await first.close();
  const second = await startSimulator({ stateFile });
  expect(second.mailbox(MARIO_SMTP).findItem(item.id)).toEqual(item);
  const added = second.mailbox(MARIO_SMTP).add('contacts', 'Contact', { Surname: 'Verdi' });
  const answer = await conversation(second)(sync(state));
  expect(all(answer, 't:ItemId').map(({ attributes }) => attributes['Id'])).toEqual([added.id]);
  await second.close();
  expect(readdirSync(join(folder, 'deep'))).toEqual(['state.json']);
});

test('after a crash no id is given twice and states from the lost time are refused', async () => {
  const first = await startSimulator({ stateFile });
  first.mailbox(MARIO_SMTP).add('contacts', 'Contact', { Surname: 'Salvato' });
  await expect.poll(() => readFileSync(stateFile, 'utf8')).toContain('Salvato');
  const safe = text(await conversation(first)(sync()), 'm:SyncState');
  const saved = readFileSync(stateFile, 'utf8');
  const lost = first.mailbox(MARIO_SMTP).add('contacts', 'Contact', { Surname: 'Perduto' });
  const unsafe = text(await conversation(first)(sync()), 'm:SyncState');
  await first.close();
  writeFileSync(stateFile, saved);

  const second = await startSimulator({ stateFile });
  const mailbox = second.mailbox(MARIO_SMTP);
  const added = mailbox.add('contacts', 'Contact', { Surname: 'Nuovo' });
  expect(mailbox.findItem(lost.id)).toBeUndefined();
  expect(added.id).not.toBe(lost.id);
  const send = conversation(second);
  expect(codes(await send(sync(unsafe)))).toEqual(['ErrorInvalidSyncStateData']);
  expect(all(await send(sync(safe)), 't:Create')).toHaveLength(1);
  await second.close();
});

test('a file of something else is not overwritten', async () => {
  const first = await startSimulator({ stateFile });
  await first.close();
  writeFileSync(stateFile, '{"layout":99}');
  await expect(startSimulator({ stateFile })).rejects.toThrow('another version');
  expect(readFileSync(stateFile, 'utf8')).toBe('{"layout":99}');
});
