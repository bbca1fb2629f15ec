import { logger } from '../telemetry/logger.js';
import { answerOf } from './answer-of.js';
import { problemOf } from './problem.js';

/** What one of many things in a request is answered, as if it had come alone: status, headers of its own, body or problem. */
export interface OneAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

const log = logger('http');

/** Whatever was thrown for one of many, as its answer. What is our own fault is logged and told to nobody. */
export const problemAnswer = (thrown: unknown): OneAnswer => {
  const answer = answerOf(thrown);
  if (!answer) {
    log.error({ fault: thrown }, 'one of a batch failed');
    return { status: 500, body: problemOf(500, 'It is in our log.') };
  }
  const { problem, headers, more } = answer;
  return { status: problem.status, ...(headers ? { headers } : {}), body: { ...more, ...problem } };
};
