import { Alert, Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesInWords, timeInWords } from '../../../src/messages/index.ts';
import type { ExceptionFields, OccurrenceChange, Occurrences, Series } from '../../../src/model/index.ts';
import { regularTime } from '../../../src/model/index.ts';
import { ApiProblem } from '../api/problem.ts';
import type { AppointmentRecord } from '../api/records.ts';
import { readUser } from '../api/users.ts';
import { useFocusReturn } from '../form/use-focus-return.ts';
import { problemText } from '../format/problem-text.ts';
import { appointmentTitle } from '../records/appointment-lines.ts';
import { saveOccurrences } from './calls.ts';
import type { Following } from './following.ts';
import { followingOf, isSplitAt } from './following.ts';
import type { ListedOccurrence } from './listed-occurrences.ts';
import { OccurrenceForm } from './occurrence-form.tsx';
import { OccurrenceList } from './occurrence-list.tsx';
import { appointmentOfFields, seriesOfFields, zoneOfSeries } from './series-of-record.ts';

interface Props {
  readonly user: string;
  /** Zone of the user. */
  readonly zone: string;
  readonly record: AppointmentRecord;
  /** The whole series shall be changed. */
  readonly onWhole: (record: AppointmentRecord) => void;
  /** An occurrence and those that follow shall be changed. */
  readonly onFollowing: (record: AppointmentRecord, following: Following) => void;
  readonly onClose: () => void;
}

/** Asks whether the series is meant, one occurrence, or that and all that follow, and changes the one. */
export function SeriesDialog({ user, zone, record: opened, onWhole, onFollowing, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  useFocusReturn();
  const [record, setRecord] = useState(opened);
  const [edited, setEdited] = useState<ListedOccurrence | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const speaker = { t, language: i18n.language };
  const { time, occurrences } = appointmentOfFields(record.fields);
  const series = seriesOfFields(record.fields, zone);
  const when = ({ occurrence }: ListedOccurrence) => timeInWords(occurrence.time, speaker, zone);
  const save = useMutation({
    mutationFn: ({ listed, change }: Change) =>
      saveOccurrences(user, record, withChange(occurrences ?? null, listed.day, change)),
    onSuccess: async (saved) => {
      setRecord(saved);
      setEdited(null);
      heading.current?.focus();
      await queries.invalidateQueries({ queryKey: ['records'] });
    },
  });
  const error = save.error;
  const changedElsewhere = error instanceof ApiProblem && error.status === 412;
  const owner = useQuery({ queryKey: ['users', user], queryFn: () => readUser(user), staleTime: 60_000 });
  if (series === null) return null;
  const isOwn = owner.data?.id === record.ownerId;
  return (
    <Modal opened onClose={onClose} title={appointmentTitle(record.fields, t)} size="lg">
      <Stack>
        <Text size="sm">{seriesInWords(time, occurrences ?? null, speaker, zone)}</Text>
        {edited === null ? (
          <>
            <Title order={3} size="h5" ref={heading} tabIndex={-1}>
              {t('series.dialog.question')}
            </Title>
            <Group>
              <Button onClick={() => onWhole(record)} data-autofocus>
                {t('series.dialog.whole')}
              </Button>
            </Group>
            <Title order={4} size="h6">
              {t('series.dialog.one')}
            </Title>
            <OccurrenceList
              series={series}
              zone={zone}
              when={when}
              pending={save.isPending}
              onEdit={setEdited}
              onCancel={(listed) => save.mutate({ listed, change: { kind: 'deleted' } })}
              onRestore={(listed) => save.mutate({ listed, change: null })}
              followingOf={(listed) => {
                if (!isOwn || !isSplitAt(record, series, listed)) return null;
                return () => {
                  const following = followingOf(record, series, listed, zone);
                  if (following !== null) onFollowing(record, following);
                };
              }}
            />
          </>
        ) : (
          <>
            <Title order={3} size="h5">
              {t('series.dialog.heading', { when: when(edited) })}
            </Title>
            <OccurrenceForm
              regular={{ ...appointmentOfFields(record.fields), time: regularOr(series, edited) }}
              own={edited.occurrence.exception?.fields ?? {}}
              zone={zoneOfSeries(series, zone)}
              pending={save.isPending}
              onSave={(own) => save.mutate({ listed: edited, change: changeOf(own) })}
              onBack={() => {
                save.reset();
                setEdited(null);
              }}
            />
          </>
        )}
        <div role="status">
          {save.isSuccess && edited === null ? (
            <Text size="sm">{t('series.dialog.saved', { when: when(save.variables.listed) })}</Text>
          ) : null}
        </div>
        {error === null ? null : (
          <Alert color="red.9" role="alert">
            {changedElsewhere ? t('page.sides.changedElsewhere') : problemText(t, error)}
          </Alert>
        )}
      </Stack>
    </Modal>
  );
}

interface Change {
  readonly listed: ListedOccurrence;
  /** `null`: as the series has it. */
  readonly change: OccurrenceChange | null;
}

function changeOf(own: ExceptionFields): OccurrenceChange | null {
  return Object.keys(own).length === 0 ? null : { kind: 'changed', fields: own };
}

function withChange(before: Occurrences | null, day: string, change: OccurrenceChange | null): Occurrences | null {
  const { [day as keyof Occurrences]: _former, ...others } = before ?? {};
  const after: Occurrences = change === null ? others : { ...others, [day]: change };
  return Object.keys(after).length === 0 ? null : after;
}

function regularOr(series: Series, { occurrence }: ListedOccurrence) {
  return regularTime(series, occurrence.originalStart) ?? occurrence.time;
}
