import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly notSynchronised?: 'series' | null;
  /** People are invited to it. */
  readonly meeting?: 'meeting' | 'cancelledMeeting' | null;
  /** The record belongs to another user, who shares it. */
  readonly ofColleague?: boolean;
  readonly categories?: readonly string[] | null | undefined;
}

/** Categories, and what is special about an item. */
export function ItemBadges({ notSynchronised, meeting, ofColleague, categories }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {notSynchronised == null ? null : (
        <Badge variant="outline" color="orange.9" tt="none">
          {t(`page.sides.${notSynchronised}`)}
        </Badge>
      )}
      {meeting == null ? null : (
        <Badge variant="outline" color="gray.8" tt="none">
          {t(`page.sides.${meeting}`)}
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
