/**
 * What can go wrong between a client and Exchange. "Before commit" means that nothing of the request has
 * happened, "after commit" that all of it has.
 */
export type Fault =
  /** The connection is cut without an answer. */
  | { readonly kind: 'drop'; readonly when: 'beforeCommit' | 'afterCommit' }
  /** The answer is late. A client that has gone meanwhile gets nothing done when the delay is before the commit. */
  | { readonly kind: 'delay'; readonly ms: number; readonly when: 'beforeCommit' | 'afterCommit' }
  /** No answer, ever; nothing is committed. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'httpStatus'; readonly status: number; readonly retryAfterSeconds?: number }
  /** A login or error page in place of SOAP. */
  | { readonly kind: 'htmlPage'; readonly status: number }
  | { readonly kind: 'soapFault'; readonly code: string; readonly backOffMs?: number; readonly httpStatus?: 200 | 500 }
  /** An error of single items in an answer that succeeds otherwise. */
  | {
      readonly kind: 'itemError';
      readonly code: string;
      readonly backOffMs?: number;
      readonly items?: readonly number[];
    }
  /** The request is carried out; half of the answer arrives, then the connection is cut. */
  | { readonly kind: 'truncatedBody' }
  /** A text of the answer contains `&#x1F;`, as Exchange lets it happen. */
  | { readonly kind: 'invalidCharacterReference' }
  | { readonly kind: 'noServerVersionInfo' };

/** Which requests a fault hits. Without `operation` and `user` it hits any. */
export interface FaultRule {
  readonly fault: Fault;
  /** `GetItem`, `CreateItem` … */
  readonly operation?: string;
  /** SMTP address of the mailbox that the request works on. */
  readonly mailbox?: string;
  /** Requests to let pass first; none by default. */
  readonly skip?: number;
  /** Requests to hit; one by default, `Infinity` for all. */
  readonly times?: number;
}

interface ArmedRule {
  readonly rule: FaultRule;
  skip: number;
  times: number;
}

export class FaultInjector {
  readonly #armed = new Set<ArmedRule>();

  /** @returns takes the fault back */
  inject(rule: FaultRule): () => void {
    const armed = { rule, skip: rule.skip ?? 0, times: rule.times ?? 1 };
    this.#armed.add(armed);
    return () => this.#armed.delete(armed);
  }

  clear(): void {
    this.#armed.clear();
  }

  /** The fault that hits this request, which is used up by asking. The oldest rule comes first. */
  next(operation: string, mailbox: string): Fault | undefined {
    for (const armed of this.#armed) {
      const { rule } = armed;
      if (rule.operation !== undefined && rule.operation !== operation) continue;
      if (rule.mailbox !== undefined && rule.mailbox.toLowerCase() !== mailbox.toLowerCase()) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.times -= 1;
      if (armed.times <= 0) this.#armed.delete(armed);
      return rule.fault;
    }
    return undefined;
  }
}
