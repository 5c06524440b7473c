import './settings.css';
import { Route, Switch } from 'wouter';
import { NEW_PROFILE, partOf } from './addresses.ts';
import { NewProfilePage } from './form/new-profile-page.tsx';
import { ProfileListPage } from './list/profile-list-page.tsx';
import { ProfilePage } from './profile-page.tsx';
import { UnknownProfile } from './unknown-profile.tsx';

/** Company settings → Exchange connector: the profiles, and below each its form, rules and connection test. */
export function ExchangeConnectorPage() {
  return (
    <div className="exchange-connector">
      <Switch>
        <Route path="/" component={ProfileListPage} />
        <Route path={NEW_PROFILE} component={NewProfilePage} />
        <Route path="/:name/*?">
          {({ name, '*': rest }) => {
            const part = partOf(rest);
            return part === null ? <UnknownProfile /> : <ProfilePage key={name} name={decoded(name)} part={part} />;
          }}
        </Route>
      </Switch>
    </div>
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
