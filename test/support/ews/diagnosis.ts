import { expect } from 'vitest';
import type { RunningSimulator, SimulatorUser } from '../../../simulator/index.ts';
import type { ConnectionStep, ConnectionStepName } from '../../../src/exchange/diagnosis.ts';
import { CONNECTION_STEPS } from '../../../src/exchange/diagnosis.ts';
import { diagnoseEws } from '../../../src/exchange/ews/diagnosis/diagnose-ews.ts';
import { FINDING_CODES } from '../../../src/exchange/ews/diagnosis/finding.ts';
import type { EwsOptions } from '../../../src/exchange/ews/options.ts';
import { LANGUAGES, translatorFor } from '../../../src/messages/index.ts';

export const SERVICE_USER: SimulatorUser = {
  user: 'svc-raccordo',
  password: 'Servizio-2026',
  domain: 'AZIENDA',
  smtp: 'svc-raccordo@azienda.example',
  displayName: 'Servizio Raccordo',
  mayImpersonate: true,
};
export const MARIO: SimulatorUser = {
  user: 'mario.rossi',
  password: 'Rossi-2026',
  domain: 'AZIENDA',
  smtp: 'mario.rossi@azienda.example',
  displayName: 'Mario Rossi',
  aliases: ['m.rossi@azienda.example'],
};

/** A service account that impersonates, NTLM preferred, as a profile has it by default. */
export function serviceOptions(url: string, changes: Partial<EwsOptions> = {}): EwsOptions {
  const { user, password, domain = null } = SERVICE_USER;
  return {
    url,
    mailbox: MARIO.smtp,
    credentials: { kind: 'password', user, domain, password },
    access: 'impersonation',
    signIn: 'auto',
    exchangeVersion: 'auto',
    tls: { certificateSha256: null, caPem: null },
    allowInsecureHttp: true,
    timeoutMs: 5_000,
    maxConnections: 1,
    ...changes,
  };
}

/** Mario with his own user and password. */
export function ownOptions(url: string, changes: Partial<EwsOptions> = {}): EwsOptions {
  const { user, password, domain = null } = MARIO;
  return serviceOptions(url, { access: 'own', credentials: { kind: 'password', user, domain, password }, ...changes });
}

export type Steps = Readonly<Record<ConnectionStepName, ConnectionStep>>;

/** All steps of a diagnosis. What must hold of every one is checked on the way. */
export async function diagnose(options: EwsOptions, totalMs?: number): Promise<Steps> {
  const steps: ConnectionStep[] = [];
  for await (const step of diagnoseEws(options, totalMs)) steps.push(step);
  expect(steps.map(({ step }) => step)).toEqual(CONNECTION_STEPS);
  for (const step of steps) expectReadable(step);
  expect(JSON.stringify(steps)).not.toContain(secretOf(options.credentials));
  return Object.fromEntries(steps.map((step) => [step.step, step])) as Steps;
}

function secretOf(credentials: EwsOptions['credentials']): string {
  if (credentials.kind === 'password') return credentials.password;
  return credentials.proof.kind === 'secret' ? credentials.proof.secret : credentials.proof.privateKeyPem;
}

/** Code of its step, remedies where something is to be done, and no gap in any sentence. */
function expectReadable({ step, state, code, details, remedies }: ConnectionStep): void {
  expect([...FINDING_CODES[step], ...FINDING_CODES.any]).toContain(code);
  expect(remedies.length > 0, `${code} has remedies`).toBe(state === 'failed' || state === 'warning');
  for (const language of LANGUAGES) {
    const t = translatorFor(language);
    const sentences = [
      t(`diagnosis.findings.${code}`, details),
      ...remedies.map((remedy) => t(`diagnosis.remedies.${remedy.code}`, remedy.params)),
    ];
    for (const sentence of sentences) expect(sentence).not.toMatch(/\{\{|^diagnosis\.|undefined/);
  }
  for (const { commands } of remedies) for (const command of commands) expect(command).not.toMatch(/[\r\n]/);
}

/** `name: state code` of every step that is not as in a connection without faults. */
export function oddSteps(steps: Steps): readonly string[] {
  return Object.values(steps)
    .filter(({ state, code }) => state !== 'ok' && code !== 'no_token_needed')
    .map(({ step, state, code }) => `${step}: ${state} ${code}`);
}

export function remedyCodes({ remedies }: ConnectionStep): readonly string[] {
  return remedies.map(({ code }) => code);
}

/** The same server under https, whose certificate is signed by the authority of the fixtures. */
export function secureUrl({ ewsUrl }: RunningSimulator): string {
  return ewsUrl.replace('127.0.0.1', 'localhost');
}
