import { Command, InvalidArgumentError } from 'commander';
import type { AppointmentRecord, ContactRecord, ImportResult } from '../../api/resources.ts';
import { notExpressibleInWords } from '../../messages/index.ts';
import type { ItemType } from '../../model/index.ts';
import { withApi } from '../api/connection.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import type { RecordPage } from '../output/records-text.ts';
import { recordsText } from '../output/records-text.ts';
import type { Terminal } from '../terminal.ts';
import { readText, writeText } from '../text-file.ts';
import { contactPhotoCommand } from './contact-photo.ts';

const MEDIA_TYPES: Readonly<Record<ItemType, string>> = { contacts: 'text/vcard', appointments: 'text/calendar' };

/** `raccordo contacts …` and `raccordo appointments …`: the built-in CRM's records from the command line. */
export function recordsCommand(terminal: Terminal, itemType: ItemType): Command {
  const { t } = terminal;
  const command = new Command(itemType)
    .description(t(`cli.help.${itemType}`))
    .addHelpText('after', t(`cli.help.${itemType}Examples`))
    .addCommand(importCommand(terminal, itemType))
    .addCommand(exportCommand(terminal, itemType))
    .addCommand(listCommand(terminal, itemType));
  return itemType === 'contacts' ? command.addCommand(contactPhotoCommand(terminal)) : command;
}

function importCommand(terminal: Terminal, itemType: ItemType): Command {
  const { t } = terminal;
  return new Command('import')
    .description(t(`cli.help.import.${itemType}`))
    .argument('<file>', t('cli.help.import.file'))
    .requiredOption('--user <name>', t('cli.help.import.user'))
    .action(async (file: string, options: { readonly user: string }, command: Command) => {
      const { data, json } = globalOptions(command);
      const text = await readText(file);
      const path = `/api/${itemType}/import?user=${encodeURIComponent(options.user)}`;
      const result = await withApi(data, (api) => api.postText<ImportResult>(path, MEDIA_TYPES[itemType], text));
      const isEmpty = result.created + result.updated + result.unchanged + result.refused.length === 0;
      if (json) terminal.out(JSON.stringify(result, null, 2));
      else if (!isEmpty) terminal.out(importText(terminal, result));
      if (isEmpty) {
        // An .ics where vCards were meant, or nothing at all: "0 created" would read like a success.
        terminal.say(t(`cli.records.nothingIn.${itemType}`, { file }));
        process.exitCode = EXIT.badInput;
      } else if (result.refused.length + result.kept.length > 0) process.exitCode = EXIT.needsAttention;
    });
}

function importText({ t }: Terminal, result: ImportResult): string {
  const lines = [t('cli.records.imported', { ...result, refused: result.refused.length })];
  if (result.refused.length > 0) lines.push(t('cli.records.refused'));
  for (const { line, uid, code, problems } of result.refused) {
    const place = [line === null ? null : t('cli.records.line', { line }), uid]
      .filter((part) => part !== null)
      .join(', ');
    lines.push(`  ${place}: ${t(`cli.records.refusals.${code}`)}${problems === null ? '' : ` (${problems})`}`);
  }
  if (result.kept.length > 0) lines.push(t('cli.records.kept'));
  for (const { line, uid, reason } of result.kept) {
    lines.push(`  ${t('cli.records.line', { line })}, ${uid}: ${notExpressibleInWords(reason, { t })}`);
  }
  return lines.join('\n');
}

function exportCommand(terminal: Terminal, itemType: ItemType): Command {
  const { t } = terminal;
  return new Command('export')
    .description(t(`cli.help.export.${itemType}`))
    .option('-o, --output <file>', t('cli.help.export.output'))
    .option('--user <name>', t('cli.help.export.user'))
    .action(async (options: { readonly output?: string; readonly user?: string }, command: Command) => {
      const { data, json } = globalOptions(command);
      const query = new URLSearchParams(options.user === undefined ? {} : { user: options.user });
      if (itemType === 'contacts') query.set('version', '4.0');
      const text = await withApi(data, (api) => api.getText(`/api/${itemType}/export?${query.toString()}`));
      const count = text.match(itemType === 'contacts' ? /^BEGIN:VCARD/gim : /^BEGIN:VEVENT/gim)?.length ?? 0;
      if (options.output === undefined) return terminal.out(text.trimEnd());
      await writeText(options.output, text);
      terminal.out(
        json
          ? JSON.stringify({ file: options.output, count })
          : t('cli.records.exported', { count, file: options.output }),
      );
    });
}

function listCommand(terminal: Terminal, itemType: ItemType): Command {
  const { t } = terminal;
  return new Command('list')
    .description(t(`cli.help.list.${itemType}`))
    .option('--search <text>', t('cli.help.list.search'))
    .option('--limit <number>', t('cli.help.list.limit'), parseLimit, 50)
    .option('--user <name>', t('cli.help.list.user'))
    .action(
      async (
        options: { readonly search?: string; readonly limit: number; readonly user?: string },
        command: Command,
      ) => {
        const { data, json } = globalOptions(command);
        const page = await withApi(data, (api) => listRecords(api.get, itemType, options));
        terminal.out(json ? JSON.stringify(page, null, 2) : recordsText(terminal, itemType, page, options.search));
      },
    );
}

const PAGE_LIMIT = 200;

async function listRecords(
  get: <T>(path: string) => Promise<T>,
  itemType: ItemType,
  options: { readonly search?: string; readonly limit: number; readonly user?: string },
): Promise<RecordPage> {
  const records: (ContactRecord | AppointmentRecord)[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const query = new URLSearchParams({ limit: String(Math.min(PAGE_LIMIT, options.limit - records.length)) });
    if (options.search !== undefined) query.set('search', options.search);
    if (options.user !== undefined) query.set('user', options.user);
    if (cursor !== null) query.set('cursor', cursor);
    const page: RecordPage = await get(`/api/${itemType}?${query.toString()}`);
    records.push(...page.records);
    cursor = page.cursor;
    total = page.total;
  } while (cursor !== null && records.length < options.limit);
  return { records, cursor, total };
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000_000) throw new InvalidArgumentError('1 … 1000000');
  return limit;
}
