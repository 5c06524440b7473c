import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldName } from '../field-values/field-lines.ts';
import { FieldValue } from '../field-values/field-value.tsx';
import { ConfirmDialog } from '../form/confirm-dialog.tsx';
import type { Conflict, ConflictDecision } from './calls.ts';
import { loserOf } from './conflict-state.ts';

interface Props {
  readonly conflict: Conflict;
  readonly decision: ConflictDecision;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says where something is written, what, and what the rules then do with it. */
export function ConfirmDecision({ conflict, decision, pending, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const { field, winner } = conflict;
  const loser = loserOf(conflict);
  const common = { dangerous: false, pending, error, onConfirm, onClose };
  if (decision.decision === 'keep')
    return (
      <ConfirmDialog
        {...common}
        title={t('conflicts.decide.confirmKeep', { ofSide: t(`conflicts.decide.ofSide.${winner}`) })}
        action={t('conflicts.decide.doKeep')}
      >
        <div className="value-to-write">
          <FieldValue field={field} value={conflict[winner]} />
        </div>
        <Text size="sm">{t('conflicts.decide.nothingWritten')}</Text>
      </ConfirmDialog>
    );
  const isTake = decision.decision === 'take';
  return (
    <ConfirmDialog
      {...common}
      title={
        isTake
          ? t('conflicts.decide.confirmTake', { ofSide: t(`conflicts.decide.ofSide.${loser}`) })
          : t('conflicts.decide.confirmEdit')
      }
      action={t(isTake ? 'conflicts.decide.doTake' : 'conflicts.decide.doEdit')}
    >
      <Text size="sm">
        {t('conflicts.decide.writtenIn', {
          target: t(`conflicts.decide.targets.${loser}`),
          field: fieldName(t, field),
        })}
      </Text>
      <div className="value-to-write">
        <FieldValue field={field} value={isTake ? conflict[loser] : decision.value} />
      </div>
      <Text size="sm">
        {t('conflicts.decide.thenCarried')} {t('conflicts.decide.thenStays')} {t('conflicts.decide.nobodyMailed')}
      </Text>
    </ConfirmDialog>
  );
}
