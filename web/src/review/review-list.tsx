import { Alert, Badge, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Review, ReviewedItem } from '../api/review.ts';
import { readReview } from '../api/review.ts';
import { agoText } from '../format/moment.ts';
import { codeText, problemText } from '../format/problem-text.ts';
import { useNow } from '../format/use-now.ts';
import { WhyLink } from '../why/why-link.tsx';
import { ReviewedItemText, reviewedName } from './reviewed-item.tsx';

/** The mailbox is asked for its items, so not more often than somebody could read. */
const REVIEW_EVERY_MS = 20_000;

/** Items of one account that go no further until a person has done something. */
export function ReviewList({ account }: { readonly account: string }) {
  const { t } = useTranslation();
  const review = useQuery({
    queryKey: ['review', account],
    queryFn: () => readReview(account),
    refetchInterval: REVIEW_EVERY_MS,
  });
  const { data } = review;
  const nothing = data !== undefined && data.questions.length === 0 && data.parked.length === 0;
  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby="review-heading">
      <Stack gap="sm">
        <Title order={2} size="h5" id="review-heading">
          {t('page.review.heading')}
        </Title>
        {review.error === null ? null : <Alert color="red.9">{problemText(t, review.error)}</Alert>}
        {review.isPending ? <Text>{t('page.loading')}</Text> : null}
        {nothing ? <Text>{t('page.review.empty')}</Text> : null}
        {data?.mailboxProblem ? (
          <Alert color="orange.9">
            {t('page.review.mailboxProblem', {
              why: codeText(t, data.mailboxProblem.code, data.mailboxProblem.details),
            })}
          </Alert>
        ) : null}
        <Questions account={account} questions={data?.questions ?? []} />
        <Parked account={account} items={data?.parked ?? []} />
        {data?.more === true ? <Text size="sm">{t('page.review.more')}</Text> : null}
      </Stack>
    </Paper>
  );
}

function Questions({ account, questions }: Pick<Review, 'questions'> & { readonly account: string }) {
  const { t } = useTranslation();
  if (questions.length === 0) return null;
  return (
    <>
      <Text size="sm">{t('page.review.explain')}</Text>
      <ul className="plain-list">
        {questions.map((question) => (
          <li key={`${question.side} ${question.itemId}`} className="record-row">
            <Badge variant="default" tt="none">
              {t(`page.state.${question.itemType}`)} ·{' '}
              {t(question.side === 'crm' ? 'page.review.inCrm' : 'page.review.inExchange')}
            </Badge>
            <ReviewedItemText item={question} />
            <Text size="sm" mt={4}>
              {codeText(t, question.reason.code, question.reason.params ?? {})}
            </Text>
            {question.candidates.length === 0 ? (
              <Text size="sm">{t('page.review.noCandidates')}</Text>
            ) : (
              <>
                <Text size="sm">
                  {t(question.side === 'crm' ? 'page.review.candidates' : 'page.review.candidatesInCrm')}
                </Text>
                <ul className="candidates">
                  {question.candidates.map((candidate) => (
                    <li key={candidate.itemId}>
                      <ReviewedItemText item={candidate} />
                    </li>
                  ))}
                </ul>
              </>
            )}
            <WhyReviewed account={account} item={question} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Parked({ account, items }: { readonly account: string; readonly items: Review['parked'] }) {
  const { t, i18n } = useTranslation();
  const now = useNow(10_000);
  if (items.length === 0) return null;
  return (
    <>
      <Title order={3} size="h6">
        {t('page.review.parked')}
      </Title>
      <ul className="plain-list">
        {items.map((item) => (
          <li key={`${item.side} ${item.itemId}`} className="record-row">
            <Badge variant="default" tt="none">
              {t(`page.state.${item.itemType}`)} · {t(`page.sides.${item.side}`)}
            </Badge>
            <ReviewedItemText item={item} />
            <Text size="sm" mt={4}>
              {codeText(t, item.error.code, item.error.details, 'quarantine')}
            </Text>
            <Text size="sm" c="gray.8">
              {t('page.review.parkedNext', { when: agoText(item.nextAt, i18n.language, now) })}
            </Text>
            <WhyReviewed account={account} item={item} />
          </li>
        ))}
      </ul>
    </>
  );
}

function WhyReviewed({ account, item }: { readonly account: string; readonly item: ReviewedItem }) {
  const { t } = useTranslation();
  const { itemType, side, itemId } = item;
  const ends = { crmId: side === 'crm' ? itemId : null, exchangeId: side === 'exchange' ? itemId : null };
  return <WhyLink account={account} itemType={itemType} {...ends} what={reviewedName(item, t)} />;
}
