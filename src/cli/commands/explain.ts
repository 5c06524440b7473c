import { Command } from 'commander';
import type { ExplainedItem, Explanation } from '../../api/resources.ts';
import { localeOf } from '../../messages/index.ts';
import { withApi } from '../api/connection.ts';
import { globalOptions } from '../global-options.ts';
import { errorSentence, reasonSentence } from '../output/sentences.ts';
import type { Terminal } from '../terminal.ts';

export function explainCommand(terminal: Terminal): Command {
  const { t } = terminal;
  return new Command('explain')
    .description(t('cli.help.explain'))
    .argument('<query...>', t('cli.help.explainQuery'))
    .addHelpText('after', t('cli.help.explainExamples'))
    .action(async (words: readonly string[], _options: unknown, command: Command) => {
      const { data, json } = globalOptions(command);
      const query = words.join(' ');
      const path = `/api/explain?q=${encodeURIComponent(query)}`;
      const explanation = await withApi(data, (api) => api.get<Explanation>(path));
      if (json) terminal.out(JSON.stringify(explanation, null, 2));
      else if (explanation.items.length === 0) terminal.out(t('cli.explain.none', { query }));
      else terminal.out(explanation.items.map((item) => itemText(terminal, item)).join('\n\n'));
    });
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
  lines.push(`  ${t('cli.explain.next')}: ${t(`cli.explain.remedies.${item.remedy}`)}`);
  if (item.journal.length > 0) lines.push(`  ${t('cli.explain.history')}:`);
  for (const entry of item.journal) {
    const when = new Date(entry.at).toLocaleString(localeOf(terminal.language));
    lines.push(
      `    ${when}  ${t(`cli.explain.ops.${entry.op}`)} (${t(`page.sides.${entry.side}`)})  ${reasonSentence(terminal, entry.reason)}`,
    );
  }
  return lines.join('\n');
}

/** Exchange ids have over a hundred characters; both ends identify one for the eye, `--json` has it whole. */
function shortId(id: string): string {
  return id.length <= 40 ? id : `${id.slice(0, 16)}…${id.slice(-16)}`;
}
