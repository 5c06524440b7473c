import type { ListFilter } from '../crm/builtin/index.ts';

/** What the query of a list or an export may ask for. */
interface FilterQuery {
  readonly search?: string | undefined;
  readonly owner?: string | undefined;
  readonly list?: string | undefined;
  readonly company?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

type Filter = Pick<ListFilter, 'search' | 'ownerId' | 'list' | 'companyId' | 'from' | 'until'>;

/** The filter that a query asks for; what it leaves out does not restrict. */
export function filterOf({ search, owner, list, company, from, until }: FilterQuery): Filter {
  return {
    ...(search === undefined ? {} : { search }),
    ...(owner === undefined ? {} : { ownerId: owner }),
    ...(list === undefined ? {} : { list }),
    ...(company === undefined ? {} : { companyId: company }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}
