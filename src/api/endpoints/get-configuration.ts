import type { PlainCredentials } from '../../config/index.ts';
import { readStoredConfiguration } from '../../connector/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { REFUSALS } from '../endpoint.ts';
import { configurationSchema } from '../schemas/configuration.ts';

export const getConfiguration: Endpoint = (api, { connector }) => {
  api.get(
    '/api/configuration',
    {
      config: { access: 'administrator' },
      schema: {
        operationId: 'getConfiguration',
        summary: 'Users, profiles with their rules, and accounts; without passwords',
        tags: ['configuration'],
        response: { 200: configurationSchema, ...REFUSALS },
      },
    },
    async () => {
      const { users, profiles, accounts } = (await readStoredConfiguration(connector.parts)).configuration;
      return {
        users,
        profiles: profiles.map((profile) => ({
          ...profile,
          delegate: profile.delegate && {
            ...withoutPassword(profile.delegate),
            accessModel: profile.delegate.accessModel,
          },
        })),
        accounts: accounts.map((account) => ({
          ...account,
          credentials: account.credentials && withoutPassword(account.credentials),
        })),
      };
    },
  );
};

function withoutPassword({ user, domain, password }: PlainCredentials) {
  return { user, domain, password: password === null ? ('unreadable' as const) : ('stored' as const) };
}
