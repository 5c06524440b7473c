import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Delegation, RunningSimulator, SimulatorOptions } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import {
  diagnose,
  MARIO,
  oddSteps,
  remedyCodes,
  SERVICE_USER,
  serviceOptions,
} from '../../../../test/support/ews/diagnosis.ts';
import { startGateway } from '../../../../test/support/gateway.ts';
import type { EwsOptions } from '../options.ts';

const { mayImpersonate: _, ...ACCOUNT } = SERVICE_USER;
const OVER_HTTP = ['address: warning plain_http', 'signIn: warning signed_in_unprotected'];

let simulator: RunningSimulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

/** Mario's mailbox, of which the service account may what `grant` says, as the connection test sees it. */
async function shared(
  grant: Omit<Delegation, 'to'> | null,
  { account = {}, ...options }: SimulatorOptions & { readonly account?: object } = {},
  changes: Partial<EwsOptions> = {},
) {
  const delegates = grant === null ? [] : [{ to: ACCOUNT.smtp, ...grant }];
  simulator = await startSimulator({
    users: [
      { ...ACCOUNT, ...account },
      { ...MARIO, delegates },
    ],
    ...options,
  });
  return diagnose(serviceOptions(simulator.ewsUrl, { access: 'delegateFolders', signIn: 'basic', ...changes }));
}

const EVERYTHING = { folders: { contacts: 'editor', calendar: 'editor', deleteditems: 'editor' } } as const;
const odd = (steps: Awaited<ReturnType<typeof diagnose>>) =>
  oddSteps(steps).filter((step) => !step.includes(': skipped ') && !OVER_HTTP.includes(step));

test('full access: nothing is missing, whatever is asked', async () => {
  const steps = await shared({ fullAccess: true });
  expect(odd(steps)).toEqual([]);
  expect(steps.mailbox).toMatchObject({
    code: 'mailbox_shared_opened',
    details: { primary: MARIO.smtp, user: 'AZIENDA\\svc-raccordo' },
  });
  expect(steps.contacts.code).toBe('contacts_readable');
});

test('a named alias opens too, and the primary address is told', async () => {
  const { mailbox } = await shared({ fullAccess: true }, {}, { mailbox: 'm.rossi@azienda.example' });
  expect(mailbox).toMatchObject({ code: 'mailbox_shared_opened', details: { primary: MARIO.smtp } });
});

describe('a right that is missing has its own finding, and the command that grants it', () => {
  test('nothing is shared', async () => {
    const { mailbox, contacts } = await shared(null);
    expect(mailbox).toMatchObject({ state: 'failed', code: 'mailbox_not_shared' });
    expect(remedyCodes(mailbox)).toEqual([
      'share_contacts',
      'share_calendar',
      'grant_full_access',
      'use_impersonation',
    ]);
    expect(mailbox.remedies[0]?.commands).toEqual([
      "Get-MailboxFolderStatistics -Identity 'mario.rossi@azienda.example' -FolderScope Contacts | Where-Object {$_.FolderType -eq 'Contacts'} | ForEach-Object {Add-MailboxFolderPermission -Identity ('mario.rossi@azienda.example:' + $_.FolderPath.Replace('/','\\')) -User 'AZIENDA\\svc-raccordo' -AccessRights Editor}",
    ]);
    expect(mailbox.remedies[2]?.commands).toEqual([
      "Add-MailboxPermission -Identity 'mario.rossi@azienda.example' -User 'AZIENDA\\svc-raccordo' -AccessRights FullAccess -InheritanceType All -AutoMapping $false",
    ]);
    expect(contacts.code).toBe('earlier_failed');
  });

  test('folders are shared, and no other folder can be looked into', async () => {
    const { mailbox } = await shared({ ...EVERYTHING, viewPrivateItems: true });
    expect(mailbox).toMatchObject({ state: 'warning', code: 'mailbox_folders_hidden' });
    expect(remedyCodes(mailbox)).toEqual(['grant_full_access', 'use_impersonation']);
  });

  test.each([
    [undefined, 'mailbox_deleted_items_hidden', 'share_deleted_items', 'Add-MailboxFolderPermission'],
    ['reviewer', 'mailbox_deleted_items_closed', 'raise_deleted_items', 'Set-MailboxFolderPermission'],
    ['contributor', 'mailbox_deleted_items_closed', 'raise_deleted_items', 'Set-MailboxFolderPermission'],
  ] as const)('Deleted Items as %s', async (level, finding, remedy, cmdlet) => {
    const folders = { contacts: 'editor', calendar: 'editor', ...(level === undefined ? {} : { deleteditems: level }) };
    const { mailbox } = await shared({ folders } as Omit<Delegation, 'to'>);
    expect(mailbox).toMatchObject({ state: 'warning', code: finding });
    expect(remedyCodes(mailbox)).toEqual([remedy, 'grant_full_access']);
    expect(mailbox.remedies[0]?.commands[0]).toContain(`-FolderScope DeletedItems`);
    expect(mailbox.remedies[0]?.commands[0]).toContain(cmdlet);
  });

  test.each([
    ['none', 'failed', 'not_shared', 'share'],
    ['folderVisible', 'failed', 'not_readable', 'raise'],
    ['contributor', 'failed', 'not_readable', 'raise'],
    ['reviewer', 'warning', 'read_only', 'raise'],
    ['author', 'warning', 'no_change', 'raise'],
  ] as const)('a folder as %s', async (level, state, finding, remedy) => {
    const more = { viewPrivateItems: true };
    const steps = await shared({ ...more, folders: { ...EVERYTHING.folders, contacts: level } });
    expect(steps.contacts).toMatchObject({ state, code: `contacts_${finding}` });
    expect(remedyCodes(steps.contacts)).toEqual([`${remedy}_contacts`, 'grant_full_access']);
    expect(steps.calendar.state).toBe('ok');

    simulator?.delegate(MARIO.smtp, {
      to: ACCOUNT.smtp,
      ...more,
      folders: { ...EVERYTHING.folders, calendar: level },
    });
    const again = await diagnose(
      serviceOptions(simulator?.ewsUrl ?? '', { access: 'delegateFolders', signIn: 'basic' }),
    );
    expect(again.calendar).toMatchObject({ state, code: `calendar_${finding}` });
    expect(remedyCodes(again.calendar)).toEqual([`${remedy}_calendar`, 'grant_full_access']);
  });

  test('private items', async () => {
    const steps = await shared(EVERYTHING);
    expect([steps.contacts.code, steps.calendar.code]).toEqual(['contacts_private_hidden', 'calendar_private_hidden']);
    expect(remedyCodes(steps.calendar)).toEqual(['show_private_items', 'grant_full_access']);
    expect(steps.calendar.remedies[0]?.commands[0]).toContain('-SharingPermissionFlags Delegate,CanViewPrivateItems');
  });

  test('a mailbox of its own', async () => {
    const { signIn, mailbox } = await shared({ fullAccess: true }, { account: { hasMailbox: false } });
    expect(signIn.state).toBe('warning');
    expect(mailbox).toMatchObject({ state: 'failed', code: 'mailbox_delegate_without_mailbox' });
    expect(remedyCodes(mailbox)).toEqual(['give_account_a_mailbox', 'use_impersonation']);
  });

  test('Exchange 2007 has no commands for folders: the owner grants in Outlook', async () => {
    const { mailbox, contacts } = await shared(EVERYTHING, { exchangeVersion: 'Exchange2007_SP1' });
    expect(mailbox.code).toBe('mailbox_folders_hidden');
    expect(mailbox.remedies[0]?.commands[0]).not.toContain('AutoMapping');
    // It does not tell whether private items are hidden.
    expect(contacts.state).toBe('ok');
    await simulator?.close();
    const nothing = await shared(null, { exchangeVersion: 'Exchange2007_SP1' });
    expect(remedyCodes(nothing.mailbox)).toEqual([
      'share_in_outlook',
      'share_in_outlook',
      'grant_full_access',
      'use_impersonation',
    ]);
  });
});

describe('no right, but something else', () => {
  test('a mailbox that does not exist', async () => {
    const { mailbox } = await shared(EVERYTHING, {}, { mailbox: 'nessuno@azienda.example' });
    expect(mailbox.code).toBe('mailbox_unknown');
  });

  test('without a mailbox the account signs in for itself', async () => {
    const { signIn, mailbox } = await shared(null, {}, { mailbox: '' });
    expect([signIn.state, mailbox.code]).toEqual(['warning', 'no_mailbox']);
  });

  test('a server that does not heed whose folder is named', async () => {
    await shared(null);
    const gateway = await startGateway(simulator?.ewsUrl ?? '', {
      request: (body) => body.replaceAll(/<t:Mailbox>.*?<\/t:Mailbox>/g, ''),
    });
    onTestFinished(() => gateway.close());
    const options = { access: 'delegateFolders', signIn: 'basic' } as const;
    const { mailbox } = await diagnose(serviceOptions(gateway.url, options));
    expect(mailbox).toMatchObject({ state: 'failed', code: 'mailbox_owner_ignored' });
    expect(remedyCodes(mailbox)).toEqual(['use_impersonation']);
  });

  test('a server that does not tell rights: what opens is what is known', async () => {
    await shared({ fullAccess: true });
    const gateway = await startGateway(simulator?.ewsUrl ?? '', {
      request: (body) => body.replaceAll('FieldURI="folder:EffectiveRights"', 'FieldURI="folder:Rights"'),
    });
    onTestFinished(() => gateway.close());
    const options = { access: 'delegateFolders', signIn: 'basic' } as const;
    const { mailbox, contacts } = await diagnose(serviceOptions(gateway.url, options));
    expect([mailbox.code, contacts.code]).toEqual(['mailbox_folders_hidden', 'contacts_readable']);
  });
});
