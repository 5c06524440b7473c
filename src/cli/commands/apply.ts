import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import type { ConfigurationResult } from '../../api/resources.ts';
import type { FieldChange } from '../../config/index.ts';
import { collectSecretValues } from '../../config/index.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import type { Terminal } from '../terminal.ts';
import { readText } from '../text-file.ts';

interface Options {
  readonly file: string;
  readonly dryRun?: boolean;
}

export function applyCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('apply')
    .description(t('cli.help.apply'))
    .requiredOption('-f, --file <file>', t('cli.help.applyFile'))
    .option('--dry-run', t('cli.help.applyDryRun'))
    .addHelpText('after', t('cli.help.applyExamples'))
    .action(async (options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      const document = await readText(options.file);
      const secretValues = await collectSecretValues(document, {
        environment: process.env,
        readFile: (path) => readFile(resolve(dirname(options.file), path), 'utf8').catch(() => undefined),
      });
      const body = { document, secretValues, dryRun: options.dryRun === true };
      const result = await withApi(data, (api) => api.post<ConfigurationResult>('/api/configuration', body));
      terminal.out(json ? JSON.stringify(result, null, 2) : resultText(terminal, options.file, result));
    });
}

function resultText({ t }: Terminal, file: string, result: ConfigurationResult): string {
  const changes = result.changes.filter(({ action }) => action !== 'unchanged');
  if (changes.length === 0) return t('cli.apply.unchanged', { file });
  const lines = [t(result.dryRun ? 'cli.apply.wouldChange' : 'cli.apply.changed')];
  for (const change of changes) {
    lines.push(`  ${t(`cli.apply.${change.action}`)} ${t(`cli.apply.objects.${change.object}`)} ${change.name}`);
    for (const field of change.fields) lines.push(`      ${fieldText(t, field as FieldChange)}`);
  }
  return lines.join('\n');
}

function fieldText(t: Terminal['t'], change: FieldChange): string {
  if (change.kind === 'secret') return `${change.field}: ${t(`cli.apply.secret.${change.change}`)}`;
  const to = settingText(change.to);
  return change.from === null ? `${change.field}: ${to}` : `${change.field}: ${settingText(change.from)} → ${to}`;
}

/** The end of a certificate tells it from another one; all of it would hide what stands around it. */
const CERTIFICATE_END = 24;

function settingText(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('-----BEGIN ')) return JSON.stringify(value);
  const [first = '', ...rest] = value.trim().split('\n');
  return `${first} …${rest.slice(0, -1).join('').slice(-CERTIFICATE_END)}`;
}
