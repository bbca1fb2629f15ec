/** One thing wrong with a request and, where we know, how to put it right. */
export interface RequestFault {
  /** Where, e.g. `lines[3].quantity`; empty for the whole body. */
  readonly path: string;
  readonly message: string;
  readonly mend?: string;
}

export interface RefusalOptions {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /** From a closed list per route; programs decide by it. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly RequestFault[];
  /** Further members of the problem, e.g. the `reason` of a blocked scan. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Further response headers, e.g. `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The caller is mistaken, or must wait: answered as problem+json. Thrown anywhere below a controller. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly options: RefusalOptions) {
    super(options.detail ?? options.title);
  }

  get status(): number {
    return this.options.status;
  }

  get code(): string {
    return this.options.code;
  }

  static invalid(path: string, message: string, mend?: string): Refusal {
    return Refusal.invalidAll([{ path, message, ...(mend === undefined ? {} : { mend }) }]);
  }

  static invalidAll(errors: readonly RequestFault[]): Refusal {
    return new Refusal({
      status: 422,
      code: 'invalid-request',
      title: 'The request is not valid',
      detail: summary(errors),
      errors,
    });
  }

  static notFound(what: string): Refusal {
    return new Refusal({
      status: 404,
      code: 'not-found',
      title: 'Not found',
      detail: `There is no such ${what}.`,
    });
  }

  static conflict(code: string, detail: string): Refusal {
    return new Refusal({ status: 409, code, title: 'It contradicts what is there', detail });
  }

  static unavailable(detail: string, retryAfterSeconds: number): Refusal {
    const headers = { 'retry-after': String(retryAfterSeconds) };
    return new Refusal({
      status: 503,
      code: 'unavailable',
      title: 'Not available for the moment',
      detail,
      headers,
    });
  }
}

const summary = (errors: readonly RequestFault[]): string => {
  const [first] = errors;
  if (!first) return 'The request is not valid.';
  const where = first.path === '' ? 'The body' : first.path;
  return `${where} ${first.message}${errors.length > 1 ? `, and ${errors.length - 1} more` : ''}.`;
};
