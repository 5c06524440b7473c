import { delegatePasswordIdentity } from '../../src/connector/index.ts';
import type { Database } from '../../src/database/index.ts';
import type { OpenConnector } from '../../src/main.ts';
import { newProfile } from '../../src/settings/index.ts';

export interface CompanySize {
  /** People, each with one account. */
  readonly accounts: number;
  /** Linked items in each mailbox and item type. */
  readonly links: number;
}

const PROFILES = 4;
const RUNS_PER_SCOPE = 3;

/** The profiles of the company: over the real parts, because their passwords are sealed. */
export async function addProfiles({ parts: { settings, secrets } }: OpenConnector): Promise<void> {
  for (let n = 1; n <= PROFILES; n += 1) {
    const id = `p${n}`;
    const password = secrets.seal('Servizio-2026', delegatePasswordIdentity(id));
    const delegate = { user: 'BRENTA\\svc', domain: null, password, accessModel: 'impersonation' } as const;
    const serverUrl = `https://mail${n}.brenta.example/EWS/Exchange.asmx`;
    await settings.putProfile(newProfile({ id, name: `sede-${n}`, serverUrl, delegate }), null);
  }
}

/**
 * People, accounts and their memory, written at once. Every fiftieth mailbox waits for a decision, every fortieth
 * last run failed; everybody has some items to review.
 */
export async function addPeople(db: Database, { accounts, links }: CompanySize): Promise<void> {
  await db.script(`
    INSERT INTO crm.users (id, name, display_name, email, time_zone)
    SELECT 'u' || n, 'persona' || n, 'Persona ' || n, 'persona' || n || '@brenta.example', 'Europe/Rome'
    FROM generate_series(1, ${accounts}) n;

    INSERT INTO raccordo.login (user_id, role, verified_email)
    SELECT 'u' || n, 'user', 'persona' || n || '@brenta.example' FROM generate_series(1, ${accounts}) n;

    INSERT INTO raccordo.account
      (id, name, user_id, profile_id, mailbox_key, contacts, appointments, active, first_run, claim, document)
    SELECT 'a' || n, 'persona' || n || '-sede', 'u' || n, 'p' || (1 + n % ${PROFILES}),
      'persona' || n || '@brenta.example', true, true, true, 'automatic',
      jsonb_build_object('state', CASE WHEN n % 50 = 0 THEN 'waiting' ELSE 'granted' END,
        'reason', CASE WHEN n % 50 = 0 THEN 'otherAddress' END,
        'resolvedSmtp', 'persona' || n || '@brenta.example', 'decidedBy', NULL, 'at', '2026-01-01T00:00:00Z'),
      jsonb_build_object('mailbox', 'persona' || n || '@brenta.example', 'credentials', NULL,
        'appointmentsFrom', '{"kind": "all"}'::jsonb)
    FROM generate_series(1, ${accounts}) n;

    INSERT INTO raccordo.scope (id, account_id, item_type, crm_user_id, mailbox_key, mailbox_smtp, last_run_at, last_success_at)
    SELECT substr(item_type, 1, 1) || n, 'a' || n, item_type, 'u' || n, 'persona' || n || '@brenta.example',
      'persona' || n || '@brenta.example', now(), now()
    FROM generate_series(1, ${accounts}) n, unnest(ARRAY['contacts', 'appointments']) item_type WHERE n % 50 <> 0;

    INSERT INTO raccordo.run (id, scope_id, finished_at, outcome, dry_run, counts, problem)
    SELECT s.id || '-' || r, s.id, clock_timestamp(),
      CASE WHEN r = ${RUNS_PER_SCOPE} AND substr(s.id, 2)::integer % 40 = 0 THEN 'failed' ELSE 'done' END, false,
      '{"createdInExchange": 1, "createdInCrm": 0, "updatedInExchange": 0, "updatedInCrm": 0, "deletedInExchange": 0,
        "deletedInCrm": 0, "linked": 0, "detached": 0, "conflicts": 0, "pending": 0, "review": 0, "notSynchronised": 0,
        "quarantined": 0, "unchanged": 0}',
      CASE WHEN r = ${RUNS_PER_SCOPE} AND substr(s.id, 2)::integer % 40 = 0
        THEN '{"code": "connection_refused", "details": {"host": "mail.brenta.example"}}'::jsonb END
    FROM generate_series(1, ${RUNS_PER_SCOPE}) r, raccordo.scope s;

    INSERT INTO raccordo.link (id, scope_id, state, ambiguous, crm_id, crm_version, exchange_id, change_key, search_key,
      stamp, stamped, generation, base_crm, base_exchange, projection, suppressed, pending)
    SELECT s.id || '-' || l, s.id, 'LINKED', false, 'c' || s.id || '-' || l, '1', 'e' || s.id || '-' || l,
      repeat('k', 40), md5(s.id || l), md5(l || s.id), true, 1,
      jsonb_build_object('displayName', 'Persona ' || l, 'notes', repeat('nota ', 60)), '{}', 1, '{}', false
    FROM raccordo.scope s, generate_series(1, ${links}) l;

    INSERT INTO raccordo.unlinked (scope_id, side, item_id, strong_keys, weak_keys, reason, state)
    SELECT s.id, 'exchange', 'x' || l, '{}', '{}', '{"code": "ambiguous"}', 'review'
    FROM raccordo.scope s, generate_series(1, 3) l;`);
  // As the daily maintenance leaves them.
  await db.script('ANALYZE');
}
