import { describe, expect, it } from 'vitest';
import { createEwsSide } from '../ews-side.ts';
import { cannedChannel, failure, responseOf, success } from '../testing/canned-channel.ts';

function sideThatAnswers(content: string) {
  const channel = cannedChannel('Exchange2013_SP1', () => content);
  return { channel, side: createEwsSide(channel, { mailbox: 'anna@example.it' }) };
}

const page = (state: string, last: string, changes: string) =>
  responseOf('SyncFolderItems', [
    success('SyncFolderItems', `<m:SyncState>${state}</m:SyncState>${last}<m:Changes>${changes}</m:Changes>`),
  ]);
const LAST = '<m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>';
const NOT_LAST = '<m:IncludesLastItemInRange>false</m:IncludesLastItemInRange>';

describe('a page of changes', () => {
  it('takes one request and reports what to look at, whatever element wraps it', async () => {
    const { channel, side } = sideThatAnswers(
      page(
        'H4sI+opaque/==',
        NOT_LAST,
        `<t:Create><t:Contact><t:ItemId Id="C1" ChangeKey="K1"/></t:Contact></t:Create>
         <t:Create><t:DistributionList><t:ItemId Id="L1" ChangeKey="K2"/></t:DistributionList></t:Create>
         <t:Update><t:Booking><t:Unheard/><t:ItemId Id="B1"/></t:Booking></t:Update>
         <t:Delete><t:ItemId Id="C3" ChangeKey="K3"/></t:Delete>
         <t:ReadFlagChange><t:ItemId Id="C4" ChangeKey="K4"/><t:IsRead>true</t:IsRead></t:ReadFlagChange>
         <t:Novelty><t:ItemId Id="C5"/></t:Novelty>`,
      ),
    );
    expect(await side.listChanges('contacts', null)).toEqual({
      upserts: [
        { id: 'C1', changeKey: 'K1' },
        { id: 'L1', changeKey: 'K2' },
        { id: 'B1', changeKey: null },
      ],
      deletes: ['C3'],
      cursor: 'H4sI+opaque/==',
      more: true,
    });
    expect(channel.sent.map(({ operation }) => operation)).toEqual(['SyncFolderItems']);
    expect(channel.sent[0]?.markup).toContain('<t:DistinguishedFolderId Id="contacts"/>');
    expect(channel.sent[0]?.markup).not.toContain('SyncState');
  });

  it('hands the cursor back as it came', async () => {
    const { channel, side } = sideThatAnswers(page('next', LAST, ''));
    expect(await side.listChanges('appointments', 'a&b<c')).toMatchObject({ cursor: 'next', more: false });
    expect(channel.sent[0]?.markup).toContain('<m:SyncState>a&amp;b&lt;c</m:SyncState>');
    expect(channel.sent[0]?.markup).toContain('<t:DistinguishedFolderId Id="calendar"/>');
  });

  it('goes on until nothing comes where a server forgets to say whether there is more', async () => {
    const contact = '<t:Create><t:Contact><t:ItemId Id="C1"/></t:Contact></t:Create>';
    const moreAfter = async (answer: string) =>
      (await sideThatAnswers(answer).side.listChanges('contacts', 'old')).more;
    expect(await moreAfter(page('next', '', contact))).toBe(true);
    expect(await moreAfter(page('next', '', ''))).toBe(false);
    // A state that stays what it was leads nowhere.
    expect(await moreAfter(page('old', '', contact))).toBe(false);
  });

  it('refuses to go round in circles', async () => {
    const { side } = sideThatAnswers(page('same', NOT_LAST, ''));
    await expect(side.listChanges('contacts', 'same')).rejects.toMatchObject({
      code: 'sync_state_stuck',
      disposition: 'resync',
    });
  });

  it('accepts the same state when it is the end', async () => {
    const { side } = sideThatAnswers(page('same', LAST, ''));
    expect(await side.listChanges('contacts', 'same')).toEqual({
      upserts: [],
      deletes: [],
      cursor: 'same',
      more: false,
    });
  });
});

it.each([
  ['ErrorInvalidSyncStateData', 'resync'],
  ['ErrorSyncFolderNotFound', 'resync'],
  ['ErrorServerBusy', 'backoff'],
  ['ErrorAccessDenied', 'reauth'],
])('%s stops the listing with disposition %s', async (code, disposition) => {
  const backOff = '<m:MessageXml><t:Value Name="BackOffMilliseconds">297749</t:Value></m:MessageXml><m:SyncState/>';
  const { side } = sideThatAnswers(responseOf('SyncFolderItems', [failure('SyncFolderItems', code, backOff)]));
  await expect(side.listChanges('contacts', 'old')).rejects.toMatchObject({ code, disposition, retryAfterMs: 297_749 });
});

it.each([
  ['no message at all', '<m:SyncFolderItemsResponse/>'],
  ['a success without a state', responseOf('SyncFolderItems', [success('SyncFolderItems', '<m:Changes/>')])],
])('an answer with %s is incomplete, not empty', async (_, answer) => {
  const { side } = sideThatAnswers(answer);
  await expect(side.listChanges('contacts', null)).rejects.toMatchObject({ code: 'response_incomplete' });
});
