import type { Located } from '../../exchange/port.ts';
import type { Intent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { isFrozen } from '../freeze/freeze.ts';
import { carriesIdentity } from '../identify/marks.ts';
import { isOtherMailbox } from '../open-scope.ts';
import type { Run } from '../run.ts';

/** Deletions of which nobody saw the outcome, by id of the intent. */
interface GoneTargets {
  /** What was to be deleted is not there any more. */
  readonly gone: ReadonlySet<string>;
  /** Those of the gone ones whose item lies in another folder. */
  readonly moved: ReadonlySet<string>;
  /**
   * What was to be deleted stands as it was when it was to go, so that nothing was deleted. Of the others, neither gone nor
   * standing, nobody can tell: somebody may have taken the deletion back.
   */
  readonly standing: ReadonlySet<string>;
}

/** @param links those of the intents */
export async function findGoneTargets(
  run: Run,
  intents: readonly Intent[],
  links: readonly Link[],
): Promise<GoneTargets> {
  const inExchange = await goneFromExchange(run, intents, links);
  const inCrm = await goneFromCrm(run, intents, links);
  return {
    ...inExchange,
    gone: new Set([...inExchange.gone, ...inCrm.gone]),
    standing: new Set([...inExchange.standing, ...inCrm.standing]),
  };
}

async function goneFromCrm(
  run: Run,
  intents: readonly Intent[],
  links: readonly Link[],
): Promise<Omit<GoneTargets, 'moved'>> {
  const asked = intents.flatMap(({ id, kind, crmId, linkId }) =>
    kind === 'deleteInCrm' && crmId !== null
      ? [{ id, crmId, link: links.find((candidate) => candidate.id === linkId) }]
      : [],
  );
  if (asked.length === 0) return { gone: new Set(), standing: new Set() };
  const reads = await run.ports.crm.read(
    run.itemType,
    asked.map(({ crmId }) => crmId),
  );
  const gone = asked.filter((_, index) => reads[index]?.kind === 'gone');
  // A backup brings a record back with the version that it had; a person who brings it back gives it another.
  const standing = asked.filter(({ link }, index) => {
    const read = reads[index];
    return read?.kind === 'found' && read.record.version === link?.crmVersion && !isFrozen(run);
  });
  return { gone: idsOf(gone), standing: idsOf(standing) };
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
  // Deleted Items may be closed to us: only in its own folder an item was not thrown away.
  const inItsFolder = new Set(found.filter(({ place }) => place === 'synchronised').map(({ id }) => id));
  const filedAway = new Set(found.filter(({ place }) => place === 'other').map(({ stamp }) => stamp));
  return {
    gone: idsOf([...proved, ...asked.filter(({ exchangeId }) => binned.has(exchangeId))]),
    moved: idsOf(proved.filter(({ leaves, stamp }) => leaves === null && filedAway.has(stamp))),
    standing: idsOf(asked.filter(({ exchangeId }) => inItsFolder.has(exchangeId))),
  };
}

function idsOf(intents: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(intents.map(({ id }) => id));
}

function isInItsFolder(found: readonly Located[], link: Link): boolean {
  return found.some((item) => item.place === 'synchronised' && carriesIdentity(item, link));
}
