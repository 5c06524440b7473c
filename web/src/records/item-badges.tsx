import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly notSynchronised?: 'series' | 'meeting' | 'cancelled_meeting' | null;
  /** The record belongs to another user, who shares it. */
  readonly ofColleague?: boolean;
  readonly categories?: readonly string[] | null | undefined;
}

/** Categories, and what is shown but not yet synchronised. */
export function ItemBadges({ notSynchronised, ofColleague, categories }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {notSynchronised == null ? null : (
        <Badge variant="outline" color="orange.9" tt="none">
          {t(`page.sides.${notSynchronised}`)}
        </Badge>
      )}
      {ofColleague === true ? (
        <Badge variant="outline" color="gray.8" tt="none">
          {t('page.sides.ofColleague')}
        </Badge>
      ) : null}
      {(categories ?? []).map((category) => (
        <Badge key={category} variant="default" tt="none" fw={500}>
          {category}
        </Badge>
      ))}
    </>
  );
}
