import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ItemType } from '../../../src/model/index.ts';
import { itemAddress } from './addresses.ts';

interface Props {
  readonly account: string;
  readonly itemType: ItemType;
  readonly crmId: string | null;
  readonly exchangeId: string | null;
  /** Name or subject: one page holds many of these links. */
  readonly what: string;
}

/** From wherever an item is shown to why it is as it is. Shows nothing where no end is known. */
export function WhyLink({ account, itemType, crmId, exchangeId, what }: Props) {
  const { t } = useTranslation();
  const end = crmId === null ? exchangeId : crmId;
  if (end === null) return null;
  const side = crmId === null ? 'exchange' : 'crm';
  return (
    <Link
      href={itemAddress({ account, itemType, side, id: end })}
      className="text-link small-link"
      aria-label={t('plans.steps.whyItem', { what })}
    >
      {t('plans.steps.why')}
    </Link>
  );
}
