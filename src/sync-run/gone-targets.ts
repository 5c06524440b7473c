import type { Located } from '../exchange/port.ts';
import type { Intent } from '../store/port.ts';
import type { Link } from '../sync/index.ts';
import { isOtherMailbox } from './open-scope.ts';
import type { Run } from './run.ts';
import { carriesIdentity } from './whereabouts.ts';

/** Deletions of which nobody saw the outcome, by id of the intent. */
interface GoneTargets {
  /** What was to be deleted is not there any more. */
  readonly gone: ReadonlySet<string>;
  /** Those of the gone ones whose item lies in another folder. */
  readonly moved: ReadonlySet<string>;
  /** What was to be deleted is there. The others, neither gone nor standing, could not be looked at. */
  readonly standing: ReadonlySet<string>;
}

/** @param links those of the intents */
export async function findGoneTargets(
  run: Run,
  intents: readonly Intent[],
  links: readonly Link[],
): Promise<GoneTargets> {
  const inExchange = await goneFromExchange(run, intents, links);
  const inCrm = await goneFromCrm(run, intents);
  return {
    ...inExchange,
    gone: new Set([...inExchange.gone, ...inCrm.gone]),
    standing: new Set([...inExchange.standing, ...inCrm.standing]),
  };
}

async function goneFromCrm(run: Run, intents: readonly Intent[]): Promise<Omit<GoneTargets, 'moved'>> {
  const asked = intents.flatMap(({ id, kind, crmId }) =>
    kind === 'deleteInCrm' && crmId !== null ? [{ id, crmId }] : [],
  );
  if (asked.length === 0) return { gone: new Set(), standing: new Set() };
  const reads = await run.ports.crm.read(
    run.itemType,
    asked.map(({ crmId }) => crmId),
  );
  const read = (kind: 'gone' | 'found'): ReadonlySet<string> =>
    new Set(asked.filter((_, index) => reads[index]?.kind === kind).map(({ id }) => id));
  return { gone: read('gone'), standing: read('found') };
}

async function goneFromExchange(run: Run, intents: readonly Intent[], links: readonly Link[]): Promise<GoneTargets> {
  const asked = intents.flatMap(({ id, kind, exchangeId, stamp, leaves, linkId }) =>
    kind === 'deleteInExchange' && exchangeId !== null
      ? [{ id, exchangeId, stamp, leaves, link: links.find((candidate) => candidate.id === linkId) }]
      : [],
  );
  if (asked.length === 0) return { gone: new Set(), moved: new Set(), standing: new Set() };
  const reads = await run.ports.exchange.read(
    run.itemType,
    asked.map(({ exchangeId }) => exchangeId),
  );
  // Where ids survive a move to Deleted Items, the item still answers: only its place tells.
  const { found } = await run.ports.exchange.locate(run.itemType, {
    stamps: asked.map(({ stamp }) => stamp),
    searchKeys: asked.flatMap(({ link }) => link?.searchKey ?? []),
  });
  const binned = new Set(found.filter(({ place }) => place === 'deletedItems').map(({ id }) => id));
  const missing = asked.filter((_, index) => reads[index]?.kind === 'missing');
  // In its folder again a person restored it, and it is a new item; but in another mailbox nothing answers by its old id (O7).
  const back = missing.filter(({ link }) => link !== undefined && isInItsFolder(found, link));
  const unproved = back.length > 0 && (await isOtherMailbox(run)) ? back : [];
  const proved = missing.filter((one) => !unproved.includes(one));
  const standing = asked.filter(({ exchangeId }, index) => reads[index]?.kind === 'found' && !binned.has(exchangeId));
  const filedAway = new Set(found.filter(({ place }) => place === 'other').map(({ stamp }) => stamp));
  return {
    gone: new Set([...proved, ...asked.filter(({ exchangeId }) => binned.has(exchangeId))].map(({ id }) => id)),
    moved: new Set(proved.filter(({ leaves, stamp }) => leaves === null && filedAway.has(stamp)).map(({ id }) => id)),
    standing: new Set(standing.map(({ id }) => id)),
  };
}

function isInItsFolder(found: readonly Located[], link: Link): boolean {
  return found.some((item) => item.place === 'synchronised' && carriesIdentity(item, link));
}
