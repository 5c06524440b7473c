import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';

const PNG = Buffer.from('89504e470d0a1a0a00ff00', 'hex');
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

test('a person sees the photo of a contact, and sees that there is none', async () => {
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  const { id, changeKey } = mailbox.add('contacts', 'Contact', { GivenName: 'Anna', DisplayName: 'Anna' });
  const address = `${simulator.pageUrl}mailboxes/${encodeURIComponent(mailbox.smtp)}/items/${encodeURIComponent(id)}`;
  expect((await fetch(`${address}/photo`)).status).toBe(404);
  expect(await (await fetch(address)).text()).not.toContain('<img');

  const changed = mailbox.changePhoto(id, PNG);
  expect(changed.changeKey).not.toBe(changeKey);
  expect(await (await fetch(address, { headers: { 'Accept-Language': 'en' } })).text()).toContain(
    'alt="Photo of Anna"',
  );
  const photo = await fetch(`${address}/photo`);
  expect([photo.headers.get('content-type'), photo.headers.get('x-content-type-options')]).toEqual([
    'image/png',
    'nosniff',
  ]);
  expect(Buffer.from(await photo.arrayBuffer())).toEqual(PNG);

  expect(mailbox.changePhoto(id, null).hasPhoto).toBe(false);
  expect(mailbox.photo(id)).toBeUndefined();
});
