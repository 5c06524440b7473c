import { isIP } from 'node:net';
import { quoted } from './power-shell.ts';
import type { EwsRemedy } from './remedy.ts';
import { remedy } from './remedy.ts';

export const findServerUrl: EwsRemedy = remedy('find_server_url', {}, [
  'Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl',
]);

export const useHttps: EwsRemedy = remedy('use_https');

export const onPremisesOnly: EwsRemedy = remedy('on_premises_only');

export function checkName(host: string): EwsRemedy {
  return remedy('check_name', { host }, [`Resolve-DnsName -Name ${quoted(host)}`]);
}

export const checkDnsService: EwsRemedy = remedy('check_dns_service');

export function checkPort(host: string, port: number): EwsRemedy {
  return remedy('check_port', { host, port }, [`Test-NetConnection -ComputerName ${quoted(host)} -Port ${port}`]);
}

/** A service that is down answers no connection, or answers for Exchange with a 503. */
export const checkServices: EwsRemedy = remedy('check_services', {}, [
  'Test-ServiceHealth',
  'Get-Service -Name W3SVC | Format-List Status,StartType',
]);

export function checkRoute(host: string): EwsRemedy {
  const trace = isIP(host) === 0 ? [`Resolve-DnsName -Name ${quoted(host)}`] : [];
  return remedy('check_route', { host }, [...trace, `Test-NetConnection -ComputerName ${quoted(host)} -TraceRoute`]);
}

export function useRedirectTarget(target: string): EwsRemedy {
  return remedy('use_redirect_target', { target });
}

export const requireHttps: EwsRemedy = remedy('require_https');

export const checkAddressRules: EwsRemedy = remedy('check_address_rules', {}, [
  "Get-WebConfiguration -Filter 'system.webServer/security/ipSecurity/*' -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/EWS' | Format-Table ipAddress,subnetMask,allowed",
]);

/** After an update that was broken off, components of a server stay inactive. */
export const checkComponents: EwsRemedy = remedy('check_components', {}, [
  'Get-ServerComponentState -Identity $env:COMPUTERNAME | Format-Table Component,State',
  "Get-WebAppPoolState -Name 'MSExchangeServicesAppPool'",
]);
