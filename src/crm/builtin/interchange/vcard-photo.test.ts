import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LARGEST_PHOTO_BYTES } from '../../../model/index.ts';
import type { TestCrm } from '../../testing/open-test-crm.ts';
import { openTestCrm } from '../../testing/open-test-crm.ts';
import type { Actor } from '../actor.ts';
import { asUser } from '../actor.ts';
import { parseContentLine } from './content-line.ts';
import { readVcardPhoto } from './vcard-photo.ts';

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
]);
const JPEG = Buffer.from('ffd8ffe000104a46494600', 'hex');

let world: TestCrm;
beforeAll(async () => {
  world = await openTestCrm();
});
afterAll(() => world.db.close());

function card(version: '3.0' | '4.0', ...lines: readonly string[]): string {
  return ['BEGIN:VCARD', `VERSION:${version}`, 'UID:u-1', 'FN:Anna', 'N:Rossi;Anna;;;', ...lines, 'END:VCARD', ''].join(
    '\r\n',
  );
}

async function exported(actor: Actor, version: '3.0' | '4.0'): Promise<string> {
  let text = '';
  for await (const piece of world.crm.exportContacts(actor, version)) text += piece;
  return text;
}

async function imported(content: string): Promise<{ readonly actor: Actor; readonly id: string }> {
  const actor = asUser((await world.user('anna')).id);
  expect(await world.crm.importContacts(actor, { content })).toMatchObject({ created: 1, refused: [] });
  const [record] = (await world.crm.contacts.list(actor)).records;
  return { actor, id: record?.id ?? '' };
}

async function photoOf(actor: Actor, id: string): Promise<Buffer | null> {
  const read = await world.crm.photos.get(actor, id);
  return read.kind === 'photo' ? Buffer.from(read.photo.content) : null;
}

describe('The photo in a vCard', () => {
  const base64 = PNG.toString('base64');

  it.each([
    ['3.0', `PHOTO;ENCODING=b;TYPE=PNG:${base64}`],
    ['3.0', `PHOTO;ENCODING=BASE64;TYPE=JPEG:${base64}`],
    ['3.0', `photo;type=png;encoding=B:${base64.slice(0, 60)}\r\n ${base64.slice(60)}`],
    ['4.0', `PHOTO:data:image/png;base64,${base64}`],
    [
      '4.0',
      `PHOTO;VALUE=uri;MEDIATYPE=image/jpeg:data:application/octet-stream;base64,${base64.slice(0, 40)}\r\n  ${base64.slice(40)}`,
    ],
  ] as const)('comes in, and goes out in both versions, byte for byte: %s, %s', async (version, line) => {
    const { actor, id } = await imported(card(version, line));
    expect(await photoOf(actor, id)).toEqual(PNG);
    for (const written of ['3.0', '4.0'] as const) {
      const file = await exported(actor, written);
      for (const row of file.split('\r\n')) expect(row.length).toBeLessThanOrEqual(75);
      const again = await imported(file);
      expect(await photoOf(again.actor, again.id)).toEqual(PNG);
      expect(await world.crm.importContacts(again.actor, { content: file })).toMatchObject({ unchanged: 1 });
    }
  });

  it('elsewhere is not fetched, and its address goes out as it came', async () => {
    const lines = ['PHOTO;VALUE=uri:https://tracker.example/pixel.png?who=anna', 'PHOTO:http://127.0.0.1:1/photo'];
    const { actor, id } = await imported(card('4.0', ...lines));
    expect(await photoOf(actor, id)).toBeNull();
    const file = (await exported(actor, '4.0')).replaceAll('\r\n ', '');
    for (const line of lines) expect(file).toContain(`\r\n${line}\r\n`);
  });

  it.each([
    ['none', []],
    ['an address elsewhere', ['PHOTO;VALUE=uri:https://example.org/anna.png']],
    ['another kind of picture', [`PHOTO:data:image/webp;base64,${Buffer.from('RIFF0000WEBPVP8 ').toString('base64')}`]],
    [
      'too large a one',
      [`PHOTO;ENCODING=b:${Buffer.concat([PNG, Buffer.alloc(LARGEST_PHOTO_BYTES)]).toString('base64')}`],
    ],
  ])('stays when the card comes again with %s', async (_what, lines) => {
    const { actor, id } = await imported(card('4.0', `PHOTO:data:image/png;base64,${base64}`));
    const again = card('4.0', 'TITLE:CTO', ...lines);
    expect(await world.crm.importContacts(actor, { content: again })).toMatchObject({ updated: 1, refused: [] });
    expect(await photoOf(actor, id)).toEqual(PNG);
    const [record] = (await world.crm.contacts.list(actor)).records;
    expect(record?.fields['jobTitle']).toBe('CTO');
    expect(await world.crm.importContacts(actor, { content: again })).toMatchObject({ unchanged: 1 });
  });

  it('is the first of several; the others stay lines', async () => {
    const second = `PHOTO;ENCODING=b;TYPE=JPEG:${JPEG.toString('base64')}`;
    const { actor, id } = await imported(card('3.0', `PHOTO;ENCODING=b;TYPE=PNG:${base64}`, second));
    expect(await photoOf(actor, id)).toEqual(PNG);
    expect((await exported(actor, '3.0')).replaceAll('\r\n ', '')).toContain(`\r\n${second}\r\n`);
  });

  it.each([
    ['no picture', `PHOTO;ENCODING=b:${Buffer.from('<svg onload="alert(1)"/>').toString('base64')}`],
    ['a document', `PHOTO:data:text/html;base64,${Buffer.from('<script>alert(1)</script>').toString('base64')}`],
    ['no base64', 'PHOTO;ENCODING=b:iVBORw0KGgo*%00'],
    ['not encoded', 'PHOTO:data:image/svg+xml,%3Csvg/%3E'],
    ['nothing', 'PHOTO;ENCODING=b:='],
    ['too large', `PHOTO;ENCODING=b:${Buffer.concat([PNG, Buffer.alloc(LARGEST_PHOTO_BYTES)]).toString('base64')}`],
  ])('that is %s is kept as a line and shown to nobody', (_what, raw) => {
    const line = parseContentLine(raw, 1);
    expect(line === null ? null : readVcardPhoto(line)).toBeNull();
  });

  it('of exactly the largest size is one', () => {
    const bytes = Buffer.concat([PNG, Buffer.alloc(LARGEST_PHOTO_BYTES - PNG.length)]);
    const line = parseContentLine(`PHOTO;ENCODING=b:${bytes.toString('base64')}`, 1);
    expect(line !== null && readVcardPhoto(line)).toHaveLength(LARGEST_PHOTO_BYTES);
  });

  it('of a card whose lines are long beyond reason costs no time', () => {
    const begun = performance.now();
    for (const raw of [
      `PHOTO:${' '.repeat(4_000_000)}`,
      `PHOTO:data:${'a;'.repeat(2_000_000)}`,
      `PHOTO;ENCODING=b:${'A'.repeat(8_000_000)}!`,
    ]) {
      const line = parseContentLine(raw, 1);
      expect(line === null ? null : readVcardPhoto(line)).toBeNull();
    }
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
