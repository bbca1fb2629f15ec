import type { Answer } from '../api/api-client.js';

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string; readonly mend?: string }[];
}

/** Faults told at most; the rest is counted. */
const TOLD_MAX = 20;

/** What the shop refused, each fault with its mend on a line of its own. */
export const refused = ({ status, body }: Answer): Error => {
  const { title, detail, errors = [] } = (typeof body === 'object' && body !== null ? body : {}) as Problem;
  const told = errors
    .slice(0, TOLD_MAX)
    .map(({ path, message, mend }) => `  ${path}: ${message}${mend === undefined ? '' : ` ${mend}`}`);
  const rest = errors.length > TOLD_MAX ? [`  … and ${errors.length - TOLD_MAX} more`] : [];
  const first = `${title ?? 'the shop refused'} (${status})${detail === undefined ? '' : `: ${detail}`}`;
  return new Error([first, ...told, ...rest].join('\n'));
};

/** The body of an answer with that status; anything else is refused. */
export const must = <Body>(answer: Answer, status: number): Body => {
  if (answer.status !== status) throw refused(answer);
  return answer.body as Body;
};
