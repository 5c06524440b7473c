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
}

/** @param links those of the intents */
export async function findGoneTargets(
  run: Run,
  intents: readonly Intent[],
  links: readonly Link[],
): Promise<GoneTargets> {
  const inExchange = await goneFromExchange(run, intents, links);
  return { ...inExchange, gone: new Set([...inExchange.gone, ...(await goneFromCrm(run, intents))]) };
}

async function goneFromCrm(run: Run, intents: readonly Intent[]): Promise<readonly string[]> {
  const asked = intents.flatMap(({ id, kind, crmId }) =>
    kind === 'deleteInCrm' && crmId !== null ? [{ id, crmId }] : [],
  );
  if (asked.length === 0) return [];
  const reads = await run.ports.crm.read(
    run.itemType,
    asked.map(({ crmId }) => crmId),
  );
  return asked.filter((_, index) => reads[index]?.kind === 'gone').map(({ id }) => id);
}

async function goneFromExchange(run: Run, intents: readonly Intent[], links: readonly Link[]): Promise<GoneTargets> {
  const asked = intents.flatMap(({ id, kind, exchangeId, stamp, leaves, linkId }) =>
    kind === 'deleteInExchange' && exchangeId !== null
      ? [{ id, exchangeId, stamp, leaves, link: links.find((candidate) => candidate.id === linkId) }]
      : [],
  );
  if (asked.length === 0) return { gone: new Set(), moved: new Set() };
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
  const filedAway = new Set(found.filter(({ place }) => place === 'other').map(({ stamp }) => stamp));
  return {
    gone: new Set([...proved, ...asked.filter(({ exchangeId }) => binned.has(exchangeId))].map(({ id }) => id)),
    moved: new Set(proved.filter(({ leaves, stamp }) => leaves === null && filedAway.has(stamp)).map(({ id }) => id)),
  };
}

function isInItsFolder(found: readonly Located[], link: Link): boolean {
  return found.some((item) => item.place === 'synchronised' && carriesIdentity(item, link));
}
