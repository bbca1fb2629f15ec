import { NoAnswer, Problem } from '../../shared/http.js';

/** What the server says of the fields, by their paths: `packages[3].inner.lengthMm`. */
export type FieldFaults = Readonly<Record<string, string>>;

export const fieldFaultsOf = (fault: unknown): FieldFaults => {
  if (!(fault instanceof Problem) || !Array.isArray(fault.body['errors'])) return {};
  const errors = fault.body['errors'] as readonly { path?: unknown; message?: unknown; mend?: unknown }[];
  return Object.fromEntries(
    errors.flatMap(({ path, message, mend }) =>
      typeof path === 'string' && typeof message === 'string'
        ? [[path, [message, mend].filter((part) => typeof part === 'string').join('. ')]]
        : [],
    ),
  );
};

/** What is said above the form: the key of the words, or the server's own. */
export const faultWords = (fault: unknown): { readonly key: string } | { readonly words: string } => {
  if (fault instanceof NoAnswer) return { key: 'settings.noAnswer' };
  return fault instanceof Problem ? { words: fault.message } : { key: 'app.error' };
};
