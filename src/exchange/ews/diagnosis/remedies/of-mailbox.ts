import type { EwsOptions } from '../../options.ts';
import { accountIdentity } from './account.ts';
import { quoted } from './power-shell.ts';
import type { EwsRemedy } from './remedy.ts';
import { remedy } from './remedy.ts';

type Credentials = EwsOptions['credentials'];

/** @param owner mailbox or account whose switch counts; `null` looks at all mailboxes */
export function switchEwsOn(owner: string | null): EwsRemedy {
  const mailbox =
    owner === null
      ? [
          'Get-CASMailbox -ResultSize Unlimited | Where-Object {$_.EwsEnabled -eq $false} | Format-Table Name,EwsEnabled',
        ]
      : [
          `Get-CASMailbox -Identity ${quoted(owner)} | Format-List Ews*`,
          `Set-CASMailbox -Identity ${quoted(owner)} -EwsEnabled $true`,
        ];
  return remedy('switch_ews_on', {}, [...mailbox, 'Get-OrganizationConfig | Format-List Ews*']);
}

/** Where only named programs may use EWS, ours has to be on the list. */
export const allowUserAgent: EwsRemedy = remedy('allow_user_agent', { program: 'Raccordo/*' }, [
  'Get-OrganizationConfig | Format-List EwsApplicationAccessPolicy,EwsAllowList,EwsBlockList',
  "Set-OrganizationConfig -EwsAllowList @{Add='Raccordo/*'}",
]);

export function useVersionAuto(configured: string): EwsRemedy {
  return remedy('use_version_auto', { configured });
}

/** The right to act for every mailbox, the same for some of them, and how to see who has it. */
export function grantImpersonation(
  credentials: Credentials,
  mailbox: string,
  isExchange2007: boolean,
): readonly EwsRemedy[] {
  const user = accountIdentity(credentials);
  if (isExchange2007) return [grantImpersonation2007(user)];
  const assign = `New-ManagementRoleAssignment -Name 'Raccordo impersonation' -Role ApplicationImpersonation -User ${quoted(user)}`;
  return [
    remedy('grant_impersonation', { user }, [assign]),
    remedy('grant_impersonation_scoped', { user, mailbox }, [
      `New-DistributionGroup -Name 'Raccordo mailboxes' -Type Security -Members ${quoted(mailbox)}`,
      "Set-DistributionGroup -Identity 'Raccordo mailboxes' -HiddenFromAddressListsEnabled $true",
      "$group = Get-DistributionGroup -Identity 'Raccordo mailboxes'",
      `New-ManagementScope -Name 'Raccordo mailboxes' -RecipientRestrictionFilter "MemberOfGroup -eq '$($group.DistinguishedName)'"`,
      `${assign} -CustomRecipientWriteScope 'Raccordo mailboxes'`,
    ]),
    remedy('check_impersonation', { user }, [
      'Get-ManagementRoleAssignment -Role ApplicationImpersonation -GetEffectiveUsers | Format-Table Name,EffectiveUserName,CustomRecipientWriteScope',
    ]),
  ];
}

/** Before roles there were extended rights: one on the servers, one on the databases. */
function grantImpersonation2007(user: string): EwsRemedy {
  return remedy('grant_impersonation_2007', { user }, [
    `Get-ExchangeServer | Where-Object {$_.IsClientAccessServer} | ForEach-Object {Add-ADPermission -Identity $_.DistinguishedName -User ${quoted(user)} -ExtendedRights ms-Exch-EPI-Impersonation}`,
    `Get-MailboxDatabase | ForEach-Object {Add-ADPermission -Identity $_.DistinguishedName -User ${quoted(user)} -ExtendedRights ms-Exch-EPI-May-Impersonate}`,
  ]);
}

/** Also finds people who have an address but no mailbox here: contacts, mail users, mailboxes in the cloud. */
export function findMailbox(mailbox: string): EwsRemedy {
  return remedy('find_mailbox', { mailbox }, [
    `Get-Recipient -Identity ${quoted(mailbox)} | Format-List Name,RecipientTypeDetails,PrimarySmtpAddress,EmailAddresses`,
    `Get-Recipient -Anr ${quoted(mailbox.split('@')[0] ?? mailbox)} | Format-Table Name,RecipientTypeDetails,PrimarySmtpAddress`,
  ]);
}

/** In a forest of its own Exchange knows people of another one by a linked account. */
export function findOwnerName(mailbox: string): EwsRemedy {
  return remedy('find_owner_name', { mailbox }, [
    `Get-User -Identity ${quoted(mailbox)} | Format-List UserPrincipalName,Sid,LinkedMasterAccount`,
  ]);
}

export const impersonateByAddress: EwsRemedy = remedy('impersonate_by_address');

export function usePrimaryAddress(mailbox: string, primary: string): EwsRemedy {
  return remedy('use_primary_address', { mailbox, primary }, [
    `Get-Mailbox -Identity ${quoted(mailbox)} | Format-List PrimarySmtpAddress,EmailAddresses`,
  ]);
}

export function useOwnMailbox(credentials: Credentials): EwsRemedy {
  const user = accountIdentity(credentials);
  return remedy('use_own_mailbox', { user }, [
    `Get-Mailbox -Identity ${quoted(user)} | Format-List PrimarySmtpAddress,EmailAddresses`,
  ]);
}

export function giveAccountAMailbox(credentials: Credentials): EwsRemedy {
  const user = accountIdentity(credentials);
  return remedy('give_account_a_mailbox', { user }, [
    `Get-User -Identity ${quoted(user)} | Format-List RecipientTypeDetails,UserPrincipalName`,
    `Enable-Mailbox -Identity ${quoted(user)}`,
  ]);
}

export function checkMailboxState(mailbox: string): EwsRemedy {
  return remedy('check_mailbox_state', { mailbox }, [
    'Get-MailboxDatabase -Status | Format-Table Name,Server,Mounted',
    `Get-MoveRequest -Identity ${quoted(mailbox)} | Format-List Status,TargetDatabase`,
  ]);
}

export function checkFolders(mailbox: string): EwsRemedy {
  return remedy('check_folders', { mailbox }, [
    `Get-MailboxFolderStatistics -Identity ${quoted(mailbox)} -FolderScope Contacts | Format-Table Name,FolderPath,ItemsInFolder`,
    `Get-MailboxFolderStatistics -Identity ${quoted(mailbox)} -FolderScope Calendar | Format-Table Name,FolderPath,ItemsInFolder`,
  ]);
}

/** Budgets are those of the mailbox that is worked on. */
export function checkThrottling(mailbox: string): EwsRemedy {
  return remedy('check_throttling', { mailbox }, [
    `Get-ThrottlingPolicyAssociation -Identity ${quoted(mailbox)} | Format-List ThrottlingPolicyId`,
    'Get-ThrottlingPolicy | Format-List Name,Ews*',
    "New-ThrottlingPolicy -Name 'Raccordo' -ThrottlingPolicyScope Regular -EwsMaxConcurrency Unlimited -EwsCutoffBalance Unlimited -EwsMaxBurst Unlimited -EwsRechargeRate Unlimited",
    `Set-ThrottlingPolicyAssociation -Identity ${quoted(mailbox)} -ThrottlingPolicy 'Raccordo'`,
  ]);
}

export const waitAndRepeat: EwsRemedy = remedy('wait_and_repeat');

export const setClock: EwsRemedy = remedy('set_clock', {}, ['w32tm /query /status', 'w32tm /resync']);
