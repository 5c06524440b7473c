import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ScopeState } from '../../../../src/api/scope-state.ts';
import { scopeStateOf } from '../../../../src/api/scope-state.ts';
import type { ItemType } from '../../../../src/model/index.ts';
import type { ListedAccount } from '../../api/accounts.ts';
import { agoText } from '../../format/moment.ts';
import { useNow } from '../../format/use-now.ts';

/** One mailbox of the profile: whose it is, and how fresh each item type is. */
export function AccountRow({ account }: { readonly account: ListedAccount }) {
  const { t } = useTranslation();
  const { active, claim, itemTypes } = account.standing;
  return (
    <Paper p="md" shadow="xs" component="article" aria-label={account.user.displayName}>
      <Stack gap="xs">
        <Group justify="space-between" align="start">
          <div className="shrinks">
            <Title order={3} size="h5">
              {account.user.displayName}
            </Title>
            <Text size="sm" c="gray.8" className="breaks">
              {t('settings.accounts.mailbox', { mailbox: account.mailbox })}
            </Text>
          </div>
          <Group gap="xs">
            {active ? null : <Badge color="gray.7">{t('settings.accounts.switchedOff')}</Badge>}
            <Badge color={CLAIM_COLOURS[claim]} data-claim={claim}>
              {t(`settings.accounts.claim.${claim}`)}
            </Badge>
          </Group>
        </Group>
        {itemTypes.map((itemType) => (
          <Freshness key={itemType} standing={account.standing} itemType={itemType} />
        ))}
        <Anchor
          component={Link}
          href={`~/accounts/${encodeURIComponent(account.name)}`}
          size="sm"
          aria-label={t('settings.accounts.openOf', { user: account.user.displayName })}
        >
          {t('settings.accounts.open')}
        </Anchor>
      </Stack>
    </Paper>
  );
}

type Standing = ListedAccount['standing'];

function Freshness({ standing, itemType }: { readonly standing: Standing; readonly itemType: ItemType }) {
  const { t, i18n } = useTranslation();
  const now = useNow(1_000);
  const state = scopeStateOf(standing, itemType);
  const at = standing.scopes.find((scope) => scope.itemType === itemType)?.lastSuccessAt ?? null;
  return (
    <Group gap="xs">
      <Text size="sm" fw={500} component="span">
        {t(`page.state.${itemType}`)}
      </Text>
      <Badge color={STATE_COLOURS[state]} variant="filled" data-state={state}>
        {t(`page.state.${state}`)}
      </Badge>
      <Text size="sm" component="span">
        {at === null
          ? t('settings.state.noSuccess')
          : t('settings.state.lastSuccess', { when: agoText(at, i18n.language, now) })}
      </Text>
    </Group>
  );
}

const CLAIM_COLOURS: Readonly<Record<Standing['claim'], string>> = {
  granted: 'teal.9',
  waiting: 'orange.9',
  refused: 'red.9',
};

const STATE_COLOURS: Readonly<Record<ScopeState, string>> = {
  inStep: 'teal.9',
  running: 'lagoon.8',
  hold: 'orange.9',
  relink: 'orange.9',
  restored: 'orange.9',
  claim: 'orange.9',
  firstPlan: 'orange.9',
  paused: 'gray.7',
  never: 'gray.7',
  inactive: 'gray.7',
  failed: 'red.9',
  stopped: 'orange.9',
};
