import { quoted } from './power-shell.ts';
import type { EwsRemedy } from './remedy.ts';
import { remedy } from './remedy.ts';

export const checkTokenUrl: EwsRemedy = remedy('check_token_url');

export function reachTokenEndpoint(host: string): EwsRemedy {
  const [name = host, port = '443'] = host.split(/:(?=\d+$)/);
  return remedy('reach_token_endpoint', { host }, [
    `Test-NetConnection -ComputerName ${quoted(name)} -Port ${Number(port)}`,
  ]);
}

export function trustTokenEndpoint(host: string): EwsRemedy {
  return remedy('trust_token_endpoint', { host });
}

/** Commands of the module Microsoft.Graph, after `Connect-MgGraph`. */
export function checkApplication(client: string): EwsRemedy {
  return remedy('check_application', { client }, [
    `Get-MgServicePrincipal -Filter ${ofApplication(client)} | Format-List DisplayName,AppId,AccountEnabled`,
  ]);
}

export function makeSecret(client: string): EwsRemedy {
  return remedy('make_secret', { client }, [
    `Get-MgApplication -Filter ${ofApplication(client)} | Select-Object -ExpandProperty PasswordCredentials | Format-List DisplayName,Hint,EndDateTime`,
    `Get-MgApplication -Filter ${ofApplication(client)} | ForEach-Object {Add-MgApplicationPassword -ApplicationId $_.Id} | Format-List SecretText,EndDateTime`,
  ]);
}

export function registerCertificate(client: string): EwsRemedy {
  return remedy('register_certificate', { client }, [
    `Get-MgApplication -Filter ${ofApplication(client)} | Select-Object -ExpandProperty KeyCredentials | Format-List DisplayName,EndDateTime,CustomKeyIdentifier`,
  ]);
}

export const enterCertificateAndKey: EwsRemedy = remedy('enter_certificate_and_key');

export const checkScope: EwsRemedy = remedy('check_scope');

/** Names of Exchange Online and of its permission `full_access_as_app`, the same in every tenant. */
const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';
const FULL_ACCESS_AS_APP = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40';

export function grantApplicationPermission(client: string): EwsRemedy {
  return remedy('grant_application_permission', { client }, [
    `$application = Get-MgServicePrincipal -Filter ${ofApplication(client)}`,
    `$exchange = Get-MgServicePrincipal -Filter ${ofApplication(EXCHANGE)}`,
    `New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $application.Id -PrincipalId $application.Id -ResourceId $exchange.Id -AppRoleId ${FULL_ACCESS_AS_APP}`,
  ]);
}

/** Without hybrid modern authentication an Exchange of one's own knows passwords only. */
export const takeTokens: EwsRemedy = remedy('take_tokens', {}, [
  'Get-AuthServer | Format-Table Name,Type,Enabled,IsDefaultAuthorizationEndpoint',
  'Get-WebServicesVirtualDirectory | Format-List Identity,OAuthAuthentication',
  'Get-WebServicesVirtualDirectory | Set-WebServicesVirtualDirectory -OAuthAuthentication $true',
]);

function ofApplication(client: string): string {
  return quoted(`appId eq '${client}'`);
}
