import { quoted } from './power-shell.ts';
import type { EwsRemedy } from './remedy.ts';
import { remedy } from './remedy.ts';

/** @param thumbprint SHA-1 in hex, by which Exchange knows its certificates */
export function renewCertificate(thumbprint: string, isSelfSigned: boolean): EwsRemedy {
  const show = `Get-ExchangeCertificate -Thumbprint ${quoted(thumbprint)}`;
  return remedy('renew_certificate', {}, [
    `${show} | Format-List Subject,CertificateDomains,NotAfter,Services,IsSelfSigned`,
    // Only of one that nobody else signed can the server make a successor by itself.
    ...(isSelfSigned ? [`${show} | New-ExchangeCertificate -Services IIS`] : []),
  ]);
}

export function useCertificateName(names: string): EwsRemedy {
  return remedy('use_certificate_name', { names }, [
    'Get-ExchangeCertificate | Format-List Subject,CertificateDomains,NotAfter,Services,Thumbprint',
  ]);
}

export function pinCertificate(certificateSha256: string): EwsRemedy {
  return remedy('pin_certificate', { certificateSha256 });
}

export function replacePin(certificateSha256: string): EwsRemedy {
  return remedy('replace_pin', { certificateSha256 });
}

export function giveAuthority(issuer: string): EwsRemedy {
  return remedy('give_authority', { issuer }, [
    "Get-ChildItem -Path Cert:\\LocalMachine\\Root | Out-GridView -PassThru | ForEach-Object {'-----BEGIN CERTIFICATE-----'; [Convert]::ToBase64String($_.RawData, 'InsertLineBreaks'); '-----END CERTIFICATE-----'}",
  ]);
}

export const sendIntermediate: EwsRemedy = remedy('send_intermediate', {}, [
  'Get-ChildItem -Path Cert:\\LocalMachine\\CA | Format-Table Subject,Issuer,NotAfter',
]);

export const mendAuthority: EwsRemedy = remedy('mend_authority');

/** Windows Server 2008 SP2 and later have it; it counts after a restart of the machine. */
export const switchTlsOn: EwsRemedy = remedy('switch_tls_on', {}, [
  "$tls = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server'",
  'New-Item $tls -Force | Out-Null',
  'New-ItemProperty $tls -Name Enabled -Value 1 -PropertyType DWord -Force',
  'New-ItemProperty $tls -Name DisabledByDefault -Value 0 -PropertyType DWord -Force',
]);

export const putProxyBefore: EwsRemedy = remedy('put_proxy_before');

export function checkTlsPort(port: number): EwsRemedy {
  return remedy('check_tls_port', { port }, ['Get-WebBinding | Format-Table protocol,bindingInformation']);
}
