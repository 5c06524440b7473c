import type { ServerStop } from '../../api/resources.ts';
import { localeOf } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { errorSentence } from './sentences.ts';

/** What is stopped, with which error, and when it is tried. */
export function stopText(
  terminal: Terminal,
  { id, server, itemType, mailboxes, problem, nextTryAt }: ServerStop,
): string {
  const { t, language } = terminal;
  const time = new Date(nextTryAt).toLocaleTimeString(localeOf(language));
  return [
    `${id}: ${t(`stops.${itemType}.${server === null ? 'crm' : 'exchange'}`, { server, mailboxes })}`,
    errorSentence(terminal, problem.code, problem.details),
    t('stops.explain', { time }),
  ].join('\n');
}
