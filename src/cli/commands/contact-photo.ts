import { Command } from 'commander';
import type { ContactRecord } from '../../api/resources.ts';
import type { ApiClient } from '../api/client.ts';
import { withApi } from '../api/connection.ts';
import { EXIT } from '../exit-codes.ts';
import { globalOptions } from '../global-options.ts';
import { valueText } from '../output/value-text.ts';
import type { Terminal } from '../terminal.ts';
import { readBytes, writeBytes } from '../text-file.ts';

interface Options {
  readonly user?: string;
  readonly output?: string;
  readonly remove?: true;
}

/** `raccordo contacts photo …`: shows, saves, sets and takes away the photo of one contact. */
export function contactPhotoCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('photo')
    .description(t('cli.help.photo.about'))
    .argument('<id>', t('cli.help.photo.id'))
    .argument('[picture]', t('cli.help.photo.picture'))
    .option('-o, --output <file>', t('cli.help.photo.output'))
    .option('--remove', t('cli.help.photo.remove'))
    .option('--user <name>', t('cli.help.photo.user'))
    .action(async (id: string, picture: string | undefined, options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      if ([picture, options.output, options.remove].filter((wish) => wish !== undefined).length > 1) {
        terminal.say(t('cli.photo.oneAtATime'));
        process.exitCode = EXIT.badInput;
        return;
      }
      const photo = await withApi(data, (api) => carryOut(api, id, picture, options));
      if (json) terminal.out(JSON.stringify({ photo: photo ?? null }, null, 2));
      else terminal.out(photo == null ? t('cli.photo.none') : valueText(terminal, 'photo', photo));
    });
}

/** @returns the photo that the contact has now */
async function carryOut(
  api: ApiClient,
  id: string,
  picture: string | undefined,
  { user, output, remove }: Options,
): Promise<ContactRecord['fields']['photo']> {
  const query = user === undefined ? '' : `?user=${encodeURIComponent(user)}`;
  const contact = `/api/contacts/${encodeURIComponent(id)}`;
  const record = await api.get<ContactRecord>(`${contact}${query}`);
  const etag = `"${record.version}"`;
  const path = `${contact}/photo${query}`;
  if (picture !== undefined)
    return (await api.putFile<ContactRecord>(path, etag, await readBytes(picture))).fields.photo;
  if (remove === true) return (await api.remove<ContactRecord>(path, etag)).fields.photo;
  if (output !== undefined) await writeBytes(output, await api.getFile(path));
  return record.fields.photo;
}
