import type { Finding, FindingPage } from '../../api/resources.ts';
import { hasMessage } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { shortId } from './explanation-text.ts';

/** What a verification compared and found; `page` has the first findings, `total` counts all. */
export function findingsText(terminal: Terminal, page: FindingPage): string {
  const { t } = terminal;
  const itemType = t(`cli.sync.itemTypes.${page.itemType}`);
  const head =
    page.total === 0
      ? t('verification.nothing', { itemType })
      : t('verification.found', { itemType, count: page.total });
  const lines = [head, `  ${t('verification.compared', page.compared)}`];
  for (const finding of page.findings) lines.push(...findingText(terminal, finding));
  const rest = page.total - page.findings.length;
  if (rest > 0) lines.push(`  ${t('cli.verify.more', { count: rest })}`);
  return lines.join('\n');
}

function findingText({ t }: Terminal, finding: Finding): readonly string[] {
  const { kind, crmId, exchangeId, label, fields, repair } = finding;
  const sentence = hasMessage(`verification.kinds.${kind}`)
    ? t(`verification.kinds.${kind}`)
    : t('verification.kinds.other', { kind });
  const id = crmId ?? exchangeId ?? '';
  const names = fields.map((field) => (hasMessage(`fields.${field}`) ? t(`fields.${field}`) : field));
  return [
    `  ${label ?? t('page.sides.unnamed')} (${shortId(id)}): ${sentence}`,
    ...(names.length === 0 ? [] : [`    ${t('verification.findings.fields', { fields: names.join(', ') })}`]),
    `    ${t(`verification.repairs.${repair}`)}`,
  ];
}
