import type { EwsOptions, PasswordCredentials } from '../../options.ts';
import { accountIdentity, directoryUser } from './account.ts';
import { quoted } from './power-shell.ts';
import type { EwsRemedy } from './remedy.ts';
import { remedy } from './remedy.ts';

/** Locked, expired and disabled all look like a wrong password from outside. */
export function checkCredentials(credentials: PasswordCredentials): EwsRemedy {
  const user = directoryUser(credentials);
  return remedy('check_credentials', { user: accountIdentity(credentials) }, [
    `Get-ADUser ${user} -Properties LockedOut,PasswordExpired,PasswordLastSet | Format-List Enabled,LockedOut,PasswordExpired,PasswordLastSet,UserPrincipalName`,
    `Get-ADUser ${user} | Unlock-ADAccount`,
  ]);
}

export function nameDomain(user: string): EwsRemedy {
  return remedy('name_domain', { user });
}

export function changePassword(credentials: PasswordCredentials): EwsRemedy {
  const user = directoryUser(credentials);
  return remedy('change_password', { user: accountIdentity(credentials) }, [
    `Get-ADUser ${user} | Set-ADAccountPassword -Reset -NewPassword (Read-Host -AsSecureString)`,
    `Get-ADUser ${user} | Set-ADUser -ChangePasswordAtLogon $false`,
  ]);
}

export function enableAccount(credentials: PasswordCredentials): EwsRemedy {
  return remedy('enable_account', { user: accountIdentity(credentials) }, [
    `Get-ADUser ${directoryUser(credentials)} | Enable-ADAccount`,
  ]);
}

export const protectPassword: EwsRemedy = remedy('protect_password');

/** @param server name of the Exchange server where it told, else the commands are for its own shell */
export function relaxExtendedProtection(server: string | null): EwsRemedy {
  const directory = virtualDirectory(server);
  return remedy('relax_extended_protection', {}, [
    `Get-WebServicesVirtualDirectory -Identity ${directory} | Format-List ExtendedProtectionTokenChecking,ExtendedProtectionFlags`,
    `Set-WebServicesVirtualDirectory -Identity ${directory} -ExtendedProtectionTokenChecking Allow`,
  ]);
}

export function allowOfferedSignIn(offered: string): EwsRemedy {
  return remedy('allow_offered_sign_in', { offered });
}

export function enableSignIn(wanted: EwsOptions['signIn'], server: string | null): EwsRemedy {
  const directory = virtualDirectory(server);
  const [name, parameter] =
    wanted === 'basic' ? ['Basic', '-BasicAuthentication $true'] : ['NTLM', '-WindowsAuthentication $true'];
  return remedy('enable_sign_in', { scheme: name }, [
    `Get-WebServicesVirtualDirectory -Identity ${directory} | Format-List *Authentication`,
    `Set-WebServicesVirtualDirectory -Identity ${directory} ${parameter}`,
  ]);
}

/** Behind Negotiate stands Kerberos alone where NTLM is not on the list of IIS. */
export const allowNtlmProvider: EwsRemedy = remedy('allow_ntlm_provider', {}, [
  "Get-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Location 'Default Web Site/EWS' -Filter system.webServer/security/authentication/windowsAuthentication/providers -Name Collection | Format-Table Value",
  "Add-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Location 'Default Web Site/EWS' -Filter system.webServer/security/authentication/windowsAuthentication/providers -Name '.' -Value 'NTLM'",
]);

function virtualDirectory(server: string | null): string {
  return server === null ? '"$env:COMPUTERNAME\\EWS (Default Web Site)"' : quoted(`${server}\\EWS (Default Web Site)`);
}
