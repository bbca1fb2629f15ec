/** One mistake of the caller: where, what, and how to mend it. Never repeats personal data. */
export interface FieldFault {
  readonly path: string;
  readonly message: string;
  readonly mend?: string;
}
