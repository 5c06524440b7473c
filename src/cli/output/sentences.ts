import { hasMessage } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';

type Params = Readonly<Record<string, unknown>>;

/** What a person reads about an error code; codes without a sentence of their own are named. */
export function errorSentence({ t }: Terminal, code: string, details: Params, disposition?: string): string {
  if (hasMessage(`errors.${code}`)) return t(`errors.${code}`, details);
  const { meaning } = details;
  if (typeof meaning === 'string' && hasMessage(`errors.meaning.${meaning}`))
    return t('errors.meant', { code, meaning: t(`errors.meaning.${meaning}`) });
  const next =
    disposition !== undefined && hasMessage(`errors.next.${disposition}`) ? t(`errors.next.${disposition}`) : '';
  return t('errors.unknown', { code, next }).trim();
}

/** What a person calls a field. Of one that has no name here, its own. */
export function fieldName({ t }: Pick<Terminal, 't'>, field: string): string {
  return hasMessage(`fields.${field}`) ? t(`fields.${field}`) : field;
}

/** What a person reads about a reason; the row of the decision table stands in front. */
export function reasonSentence(
  { t }: Terminal,
  reason: { readonly row?: string; readonly code: string; readonly params?: Params | undefined },
): string {
  const sentence = hasMessage(`reasons.${reason.code}`) ? t(`reasons.${reason.code}`, reason.params) : reason.code;
  return reason.row === undefined ? sentence : `${reason.row}  ${sentence}`;
}
