/** Where the page of a run is, and that of its plan. */
export const runAddress = (runId: string) => `/runs/${encodeURIComponent(runId)}`;

export const planAddress = (runId: string) => `${runAddress(runId)}/plan`;
