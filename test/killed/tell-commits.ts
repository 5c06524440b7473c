import { Client } from 'pg';
import type { Committed } from './moment.ts';

/** A server tells whoever listens of each commit that touched these tables. */
export const TELL_COMMITS = `
  CREATE FUNCTION watch.tell() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('committed', TG_ARGV[0]);
    RETURN NULL;
  END
  $$;
  CREATE TRIGGER told AFTER INSERT ON raccordo.intent FOR EACH STATEMENT EXECUTE FUNCTION watch.tell('intent');
  CREATE TRIGGER told AFTER INSERT OR UPDATE ON raccordo.link FOR EACH STATEMENT EXECUTE FUNCTION watch.tell('link');
  CREATE TRIGGER told AFTER INSERT OR UPDATE OR DELETE ON crm.records FOR EACH STATEMENT
    EXECUTE FUNCTION watch.tell('record');`;

export interface Listener {
  onCommit(hear: (of: Committed) => void): () => void;
  close(): Promise<void>;
}

export async function listenAt(address: string): Promise<Listener> {
  const client = new Client({ connectionString: address });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('LISTEN committed');
  const listeners = new Set<(of: Committed) => void>();
  client.on('notification', ({ payload }) => {
    for (const hear of listeners) hear(payload as Committed);
  });
  return {
    onCommit: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    close: () => client.end(),
  };
}
