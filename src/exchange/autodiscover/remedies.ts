import { quoted } from '../ews/diagnosis/remedies/power-shell.ts';
import type { EwsRemedy } from '../ews/diagnosis/remedies/remedy.ts';
import { remedy } from '../ews/diagnosis/remedies/remedy.ts';

export function publishAutodiscover(domain: string): EwsRemedy {
  return remedy('publish_autodiscover', { domain }, [
    `Resolve-DnsName -Name ${quoted(`autodiscover.${domain}`)}`,
    `Resolve-DnsName -Name ${quoted(`_autodiscover._tcp.${domain}`)} -Type SRV`,
    'Get-ClientAccessService | Format-List Name,AutoDiscoverServiceInternalUri',
  ]);
}

export function acceptHost(host: string, domain: string): EwsRemedy {
  return remedy('accept_host', { host, domain });
}

export const setEwsUrl: EwsRemedy = remedy('set_ews_url', {}, [
  'Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl',
  "Get-WebServicesVirtualDirectory -Server $env:COMPUTERNAME | Set-WebServicesVirtualDirectory -ExternalUrl (Read-Host 'https://HOST/EWS/Exchange.asmx')",
]);
