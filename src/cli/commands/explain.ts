import { Command, Option } from 'commander';
import type { ExplainedItem, Explanation, ItemExplanation } from '../../api/resources.ts';
import { ITEM_TYPES } from '../../model/index.ts';
import type { ApiClient } from '../api/client.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import { explanationText, historyText, shortId } from '../output/explanation-text.ts';
import { errorSentence, reasonSentence } from '../output/sentences.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly account?: string;
  readonly crm?: string;
  readonly exchange?: string;
}

/** `raccordo explain WORDS` looks for items; with an account and an id it reads both sides of one and says everything. */
export function explainCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('explain')
    .description(t('cli.help.explain'))
    .argument('[query...]', t('cli.help.explainQuery'))
    .option('--account <name>', t('cli.help.explainAccount'))
    .addOption(new Option('--crm <id>', t('cli.help.explainCrm')).conflicts('exchange'))
    .option('--exchange <id>', t('cli.help.explainExchange'))
    .addHelpText('after', t('cli.help.explainExamples'))
    .action(async (words: readonly string[], options: Options, command: Command) => {
      const { data, json } = globalOptions(command);
      const side = options.crm === undefined ? 'exchange' : 'crm';
      const id = options.crm ?? options.exchange;
      if (id !== undefined && options.account === undefined)
        command.error("error: required option '--account <name>' not specified", {
          code: 'commander.missingMandatoryOptionValue',
        });
      if (id !== undefined && options.account !== undefined) {
        const { account } = options;
        const item = await withApi(data, (api) => explainOne(api, account, side, id));
        return terminal.out(json ? JSON.stringify(item, null, 2) : explanationText(terminal, item));
      }
      if (words.length === 0)
        command.error("error: missing required argument 'query'", { code: 'commander.missingArgument' });
      const query = words.join(' ');
      const path = `/api/explain?q=${encodeURIComponent(query)}`;
      const found = await withApi(data, (api) => api.get<Explanation>(path));
      const items = found.items.filter((item) => options.account === undefined || item.account === options.account);
      if (json) terminal.out(JSON.stringify({ ...found, items }, null, 2));
      else if (items.length === 0) terminal.out(t('cli.explain.none', { query }));
      else terminal.out(items.map((item) => itemText(terminal, item)).join('\n\n'));
    });
}

/** An id says nothing of the kind of its item: the one that knows it is told. */
async function explainOne(
  api: ApiClient,
  account: string,
  side: 'crm' | 'exchange',
  id: string,
): Promise<ItemExplanation> {
  let first: ItemExplanation | null = null;
  for (const itemType of ITEM_TYPES) {
    const query = new URLSearchParams({ itemType, side, id });
    const item = await api.get<ItemExplanation>(
      `/api/accounts/${encodeURIComponent(account)}/explain?${query.toString()}`,
    );
    if (item.met || item.crm.state === 'live' || item.exchange.state === 'live') return item;
    first ??= item;
  }
  return first as ItemExplanation;
}

function itemText(terminal: Terminal, item: ExplainedItem): string {
  const { t } = terminal;
  const lines = [
    `${item.label ?? t('page.sides.unnamed')} (${t(`cli.sync.itemTypes.${item.itemType}`)}${item.account === null ? '' : `, ${item.account}`})`,
    `  ${t('cli.explain.state')}: ${t(`cli.explain.states.${item.state}`)}`,
  ];
  if (item.crmId !== null) lines.push(`  ${t('cli.explain.crm')}: ${item.crmId}`);
  if (item.exchangeId !== null) lines.push(`  ${t('cli.explain.exchange')}: ${shortId(item.exchangeId)}`);
  if (item.reason !== null) lines.push(`  ${t('cli.explain.why')}: ${reasonSentence(terminal, item.reason)}`);
  if (item.quarantine !== null)
    lines.push(
      `  ${t('cli.explain.error')}: ${errorSentence(terminal, item.quarantine.errorCode, item.quarantine.errorDetails, 'quarantine')}`,
    );
  lines.push(`  ${t('cli.explain.next')}: ${t(`explain.remedies.${item.remedy}`)}`);
  return [...lines, ...historyText(terminal, item.journal), ...moreAbout(terminal, item)].join('\n');
}

/** How to have both sides read and every field explained. */
function moreAbout({ t }: Terminal, { account, crmId, exchangeId }: ExplainedItem): readonly string[] {
  if (account === null) return [];
  const [option, id] = crmId === null ? ['--exchange', exchangeId] : ['--crm', crmId];
  return id === null ? [] : [`  ${t('cli.explain.more', { account, option, id })}`];
}
