import type { Hint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';

/** A link that a chunk looks at, and the hints that are settled with it. */
export interface LinkWork {
  readonly link: Link;
  readonly hints: readonly Hint[];
}

/** The links that a chunk looks at, each once, whoever led to it: a hint, a stamp, a key, another link. */
export interface LinkWorks {
  all(): readonly LinkWork[];
  links(): readonly Link[];
  get(linkId: string): LinkWork | undefined;
  /** Looks at the link as it is given, with these hints beside those that it had. */
  add(link: Link, hints?: readonly Hint[]): void;
  /** The same for one that has got an end which the store does not know yet. */
  learn(link: Link, hints?: readonly Hint[]): void;
  isLearned(link: Link): boolean;
}

export function createLinkWorks(): LinkWorks {
  const works = new Map<string, LinkWork>();
  const learned = new Set<string>();
  const add: LinkWorks['add'] = (link, hints = []) => {
    works.set(link.id, { link, hints: [...(works.get(link.id)?.hints ?? []), ...hints] });
  };
  return {
    all: () => [...works.values()],
    links: () => [...works.values()].map(({ link }) => link),
    get: (linkId) => works.get(linkId),
    add,
    learn(link, hints) {
      learned.add(link.id);
      add(link, hints);
    },
    isLearned: ({ id }) => learned.has(id),
  };
}
