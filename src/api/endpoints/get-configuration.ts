import type { PlainCredentials, PlainOAuth } from '../../config/index.ts';
import { readStoredConfiguration } from '../../connector/index.ts';
import { certificateFacts } from '../../settings/index.ts';
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
          oauth: profile.oauth && withoutSecrets(profile.oauth),
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
  return { user, domain, password: toldOf(password) };
}

function withoutSecrets({ clientSecret, certificate, privateKey, ...told }: PlainOAuth) {
  return {
    ...told,
    clientSecret: clientSecret === undefined ? null : toldOf(clientSecret),
    certificate: certificate == null ? null : { pem: certificate, facts: certificateFacts(certificate) },
    privateKey: privateKey === undefined ? null : toldOf(privateKey),
  };
}

function toldOf(secret: string | null): 'stored' | 'unreadable' {
  return secret === null ? 'unreadable' : 'stored';
}
