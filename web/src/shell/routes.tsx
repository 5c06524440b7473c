import { Stack, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch, useSearch } from 'wouter';
import { useMe } from '../access/session.tsx';
import { AccountPage } from '../accounts/account-page.tsx';
import { ExternalAccounts } from '../accounts/external-accounts.tsx';
import { NewAccountPage } from '../accounts/new-account-page.tsx';
import { ConflictPage } from '../conflicts/conflict-page.tsx';
import { ConflictsPage } from '../conflicts/conflicts-page.tsx';
import { MePage } from '../people/me-page.tsx';
import { PlanPage } from '../plan/plan-page.tsx';
import { RunPage } from '../runs/run-page.tsx';
import { SynchronisationPage } from '../state/synchronisation-page.tsx';
import { WhyItemPage } from '../why/item-page.tsx';
import { WhyPage } from '../why/why-page.tsx';
import { NoPage } from './no-page.tsx';
import { PageHeading } from './page-heading.tsx';

// What only administrators see is loaded when one of them goes there.
const AuditPage = lazy(async () => ({ default: (await import('../audit/audit-page.tsx')).AuditPage }));
const NewUserPage = lazy(async () => ({ default: (await import('../people/new-user-page.tsx')).NewUserPage }));
const UserPage = lazy(async () => ({ default: (await import('../people/user-page.tsx')).UserPage }));
const UsersPage = lazy(async () => ({ default: (await import('../people/users-page.tsx')).UsersPage }));
const ExchangeConnectorPage = lazy(async () => ({
  default: (await import('../settings/exchange-connector-page.tsx')).ExchangeConnectorPage,
}));

/**
 * Which page an address shows. The Exchange connector is nested: inside it, addresses count from
 * `/settings/exchange` (`/new`), and `~/accounts` is one outside of it.
 */
export function Routes() {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  return (
    <Suspense fallback={<Text>{t('page.loading')}</Text>}>
      <Switch>
        <Route path="/" component={SynchronisationPage} />
        <Route path="/accounts" component={OwnAccountsPage} />
        <Route path="/accounts/new" component={NewAccountRoute} />
        <Route path="/accounts/:name">{({ name }) => <AccountPage key={name} account={textOf(name)} />}</Route>
        <Route path="/runs/:id">{({ id }) => <RunPage key={id} id={textOf(id)} />}</Route>
        <Route path="/runs/:id/plan">{({ id }) => <PlanPage key={id} runId={textOf(id)} />}</Route>
        <Route path="/conflicts" component={ConflictsPage} />
        <Route path="/conflicts/:id">{({ id }) => <ConflictPage key={id} id={textOf(id)} />}</Route>
        <Route path="/why" component={WhyPage} />
        <Route path="/why/item" component={WhyItemPage} />
        <Route path="/me" component={MePage} />
        {isAdministrator ? (
          <>
            <Route path="/settings/exchange" nest>
              <ExchangeConnectorPage />
            </Route>
            <Route path="/users" component={UsersPage} />
            <Route path="/users/new" component={NewUserPage} />
            <Route path="/users/:name">{({ name }) => <UserPage key={name} name={textOf(name)} />}</Route>
            <Route path="/audit" component={AuditPage} />
          </>
        ) : null}
        <Route component={NoPage} />
      </Switch>
    </Suspense>
  );
}

function OwnAccountsPage() {
  const { t } = useTranslation();
  const { person } = useMe();
  return (
    <Stack>
      <PageHeading>{t('page.navigation.accounts')}</PageHeading>
      <ExternalAccounts user={person.name} />
    </Stack>
  );
}

function NewAccountRoute() {
  const { person } = useMe();
  const given = new URLSearchParams(useSearch());
  return <NewAccountPage profile={given.get('profile') ?? ''} user={given.get('user') ?? person.name} />;
}

/** A part of an address as it was before it became one. */
function textOf(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
