import type { Database, Queryable } from '../database/index.ts';
import { ConnectorError } from '../model/index.ts';
import type { DoubtReason } from './doubt.ts';

/** What the database says of itself. */
export interface DatabaseStanding {
  readonly installation: string;
  readonly timeline: string;
  /** Those that an administrator has ended. */
  readonly formerTimelines: readonly string[];
  readonly generation: number;
  /** Where it lived when a mark was made last; `null`: no mark was ever made. */
  readonly home: string | null;
  /** What a process has noticed for all of them. */
  readonly doubt: DoubtReason | null;
  /** Something was synchronised with it. */
  readonly used: boolean;
}

interface StandingRow extends Omit<DatabaseStanding, 'generation'> {
  readonly generation: string;
}

const COLUMNS = `id AS installation, timeline, former_timelines::text[] AS "formerTimelines", generation, home, doubt,
  EXISTS (SELECT 1 FROM raccordo.scope) AS used`;

export async function readStanding(db: Queryable): Promise<DatabaseStanding> {
  return standingOf(await db.query<StandingRow>(`SELECT ${COLUMNS} FROM raccordo.installation`));
}

/** One step further. */
export async function advance(db: Queryable): Promise<DatabaseStanding> {
  return standingOf(
    await db.query<StandingRow>(`UPDATE raccordo.installation SET generation = generation + 1 RETURNING ${COLUMNS}`),
  );
}

export async function noteHome(db: Queryable, home: string): Promise<void> {
  await db.query('UPDATE raccordo.installation SET home = $1 WHERE home IS DISTINCT FROM $1', [home]);
}

/**
 * For the other processes on this database.
 * @param timeline where it was observed: what is confirmed before the note arrives is confirmed
 */
export async function noteDoubt(db: Queryable, doubt: DoubtReason, timeline: string): Promise<void> {
  await db.query('UPDATE raccordo.installation SET doubt = $1 WHERE doubt IS NULL AND timeline = $2', [
    doubt,
    timeline,
  ]);
}

/** From here on it is this installation's: what other data directories remember of the former timeline counts no more. */
export async function beginTimeline(db: Queryable, home: string): Promise<DatabaseStanding> {
  return standingOf(
    await db.query<StandingRow>(
      `UPDATE raccordo.installation
       SET former_timelines = former_timelines || timeline, timeline = gen_random_uuid(), generation = generation + 1,
         home = $1, doubt = NULL
       RETURNING ${COLUMNS}`,
      [home],
    ),
  );
}

/** All of them: those that were set aside come back with their mailbox. */
export async function listScopeIds(db: Queryable): Promise<readonly string[]> {
  return (await db.query<{ id: string }>('SELECT id FROM raccordo.scope ORDER BY id')).map(({ id }) => id);
}

const EMBEDDED = 'embedded';
/** The server does not say who it is to this user. */
const UNTOLD = 'unknown';

/** Another server, or another database on it, has another name; a replica that took over keeps it. */
export async function readHome(db: Database, onServer: boolean): Promise<string> {
  if (!onServer) return EMBEDDED;
  try {
    const [row] = await db.query<{ home: string }>(
      `SELECT s.system_identifier || '/' || d.oid AS home
       FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()`,
    );
    return row?.home ?? UNTOLD;
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'database_rights_missing') return UNTOLD;
    throw error;
  }
}

function standingOf([row]: readonly StandingRow[]): DatabaseStanding {
  if (row === undefined) throw new Error('the installation row vanished');
  return { ...row, generation: Number(row.generation) };
}
