import type { Fields } from '../../model/index.ts';
import type { Marking, Step } from '../step.ts';

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

const HELD: Readonly<Record<Of<'hold'>['state'], string>> = {
  pending: 'waits until a rule lets it through',
  review: 'left to a person to decide',
  wait: 'looked at again by the next run',
  asleep: 'the pair sleeps; its bases are kept',
  suspended: 'the pair rests until it is back',
  ignored: 'left alone',
};

/** What follows, as a person would tell it, with the row and the reason code in a second cell of the table. */
export function followsFrom(step: Step): string {
  const { row, code, params = {} } = step.reason;
  const told = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  return `${sentence(step)} | \`${row}\` ${code}${told.length === 0 ? '' : ` (${told.join(', ')})`}`;
}

function sentence(step: Step): string {
  switch (step.kind) {
    case 'noop':
      return 'nothing';
    case 'hold':
      return HELD[step.state];
    case 'merge':
      return mergeSentence(step);
    case 'createInExchange':
      return `**made in Exchange**${marks(step.marking)}`;
    case 'createInCrm':
      return `**made in the CRM**${marks(step.marking)}`;
    case 'deleteInExchange':
      return '**the item is deleted in Exchange**';
    case 'deleteInCrm':
      return '**the record is deleted in the CRM**';
    case 'detach':
      return detachSentence(step);
    case 'suppress':
      return 'the edit is remembered and left alone';
    case 'close':
      return 'the link is closed';
  }
}

function mergeSentence({ merge, link, reopen, marking }: Of<'merge'>): string {
  const parts: string[] = [];
  if (link) parts.push('the two are linked');
  if (reopen) parts.push('linked again, against the old bases');
  if (names(merge.toExchange) !== '') parts.push(`**${names(merge.toExchange)} → Exchange**`);
  if (names(merge.toCrm) !== '') parts.push(`**${names(merge.toCrm)} → CRM**`);
  for (const { field, winner } of merge.conflicts)
    parts.push(`the ${field} of ${winner === 'crm' ? 'Exchange' : 'the CRM'} is kept as a conflict`);
  if (merge.pendingFields.length > 0) parts.push(`${merge.pendingFields.join(', ')} waits`);
  if (parts.length === 0) parts.push('only remembered');
  return `${parts.join(', ')}${marks(marking)}`;
}

function detachSentence({ to, review, leftAlone }: Of<'detach'>): string {
  const edit = leftAlone === null ? '' : ', its edit is left alone';
  const left = `${to === 'DET_E' ? 'the item stays, detached' : 'the record stays, detached'}${edit}`;
  return review === null ? left : `${left}, and a person is asked (${review})`;
}

function marks(marking: Marking | null): string {
  if (marking === null) return '';
  const { stamp, categories } = marking;
  const given = [...(stamp ? ['the stamp'] : []), ...categories.map((category) => `the category ${category}`)];
  return `, with ${given.join(' and ')}`;
}

function names(fields: Fields): string {
  return Object.keys(fields).join(', ');
}
