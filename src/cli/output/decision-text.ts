import type { AccountStatus } from '../../api/resources.ts';
import type { Terminal } from '../terminal.ts';
import { errorSentence } from './sentences.ts';

/** What somebody has to decide before an account writes anything, and how; `null` where nobody has to. */
export function decisionText(terminal: Terminal, account: AccountStatus): string | null {
  const { t } = terminal;
  const { name, active, claim, firstRun } = account;
  if (!active) return null;
  if (claim !== 'granted') {
    const code = `claim_${claim}`;
    return `${errorSentence(terminal, code, { account: name })} ${t(`cli.next.${code}`, { account: name })}`;
  }
  return firstRun === 'awaitingApproval' ? t('cli.next.firstPlan', { account: name }) : null;
}
