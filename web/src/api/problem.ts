/** What the API answers when it does not do what it was asked for (problem details). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, details: Readonly<Record<string, unknown>>) {
    super(code);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
