import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../people/section.tsx';
import { readOldDeletions } from './calls.ts';
import { OldDeletionsRow } from './old-deletions-row.tsx';

/** Whether deletions from before their rule was switched on are made up for. There is nothing to see where there are none. */
export function OldDeletionsSection({ account }: { readonly account: string }) {
  const { t } = useTranslation();
  // Below `status`: what a run sees or does may change it.
  const found = useQuery({
    queryKey: ['status', 'account', account, 'old-deletions'],
    queryFn: () => readOldDeletions(account),
  });
  const some = (found.data ?? []).filter(({ inExchange, inCrm }) => inExchange + inCrm > 0);
  const wasAny = useOnceTrue(some.length > 0);
  const [left, setLeft] = useState(0);
  const answer = useRef<HTMLParagraphElement>(null);
  // The button that asked is gone with what it was about.
  useEffect(() => {
    if (left > 0) answer.current?.focus();
  }, [left]);
  if (!wasAny) return null;
  return (
    <Section heading={t('oldDeletions.heading')}>
      <Stack gap="sm">
        {some.length === 0 ? null : <Text size="sm">{t('oldDeletions.explain')}</Text>}
        <Text size="sm" role="status" tabIndex={-1} ref={answer}>
          {[
            ...(left === 0 ? [] : [t('oldDeletions.left', { count: left })]),
            ...(some.length === 0 ? [t('oldDeletions.nothing')] : []),
          ].join(' ')}
        </Text>
        <Stack component="ul" className="plain-list" gap="md">
          {some.map((one) => (
            <li key={one.itemType}>
              <OldDeletionsRow account={account} found={one} onLeft={(count) => setLeft(left + count)} />
            </li>
          ))}
        </Stack>
      </Stack>
    </Section>
  );
}

/** What was decided a moment ago is answered where it was asked. */
function useOnceTrue(now: boolean): boolean {
  const [was, setWas] = useState(now);
  useEffect(() => {
    if (now) setWas(true);
  }, [now]);
  return was || now;
}
