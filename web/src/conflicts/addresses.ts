export const conflictAddress = (id: string) => `/conflicts/${encodeURIComponent(id)}`;

/** The inbox of one account. */
export const conflictsOfAddress = (account: string) => `/conflicts?${new URLSearchParams({ account })}`;
