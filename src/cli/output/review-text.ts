import type { Review, ReviewedItem } from '../../api/resources.ts';
import type { Terminal } from '../terminal.ts';
import { appointmentColumns, contactColumns } from './records-text.ts';
import { errorSentence, reasonSentence } from './sentences.ts';

/** What waits for a person in one account: each item with what it could be the same as. */
export function reviewText(terminal: Terminal, account: string, review: Review): string {
  const { t } = terminal;
  const lines = [t('cli.sync.account', { account })];
  if (review.questions.length === 0 && review.parked.length === 0) lines.push(`  ${t('page.review.empty')}`);
  if (review.mailboxProblem !== null) {
    const why = errorSentence(terminal, review.mailboxProblem.code, review.mailboxProblem.details);
    lines.push(`  ${t('page.review.mailboxProblem', { why })}`);
  }
  for (const question of review.questions) {
    lines.push(`  ${placeText(terminal, question)}: ${itemText(terminal, question)}`);
    lines.push(`    ${reasonSentence(terminal, question.reason)}`);
    for (const candidate of question.candidates)
      lines.push(`    ${t(`page.sides.${candidate.side}`)}: ${itemText(terminal, candidate)}`);
    if (question.candidates.length === 0) lines.push(`    ${t('page.review.noCandidates')}`);
    lines.push(`    ${t('cli.explain.next')}: ${t(`explain.remedies.${question.remedy}`)}`);
  }
  for (const item of review.parked) {
    lines.push(`  ${placeText(terminal, item)}: ${itemText(terminal, item)}`);
    lines.push(`    ${errorSentence(terminal, item.error.code, item.error.details, 'quarantine')}`);
  }
  if (review.more) lines.push(`  ${t('page.review.more')}`);
  return lines.join('\n');
}

function placeText({ t }: Terminal, { itemType, side }: ReviewedItem): string {
  return `${t(`cli.sync.itemTypes.${itemType}`)}, ${t(`page.sides.${side}`)}`;
}

function itemText(terminal: Terminal, { contact, appointment }: ReviewedItem): string {
  const columns =
    contact !== null
      ? contactColumns(contact)
      : appointment !== null
        ? appointmentColumns(terminal, appointment)
        : [terminal.t('page.review.contentUnknown')];
  return columns.filter((column) => column !== '').join(' · ');
}
