import { SERVICES } from '@okuru/contracts';
import { type AnswerWorthLosing, commitsOfPostgres, postsOfHttp, produceOfKafka } from '../proxy/answers.js';
import type { Adapter, FaultKind } from '../schedule/fault-kind.js';
import { wayOf } from '../world/ways.js';

/** One in so many is lost, so that work goes on between. */
const EVERY_MIN = 3;
const EVERY_MORE = 3;

const TARGETS: Readonly<Record<Adapter, readonly string[]>> = {
  postgres: [...SERVICES.map((name) => `${name} to database`), 'client to order', 'client to shipping'],
  kafka: [
    ...SERVICES.map((name) => `${name} to database`),
    'client to order',
    'client to shipping',
    'all to kafka',
  ],
};

export const lostAnswer: FaultKind = {
  name: 'lost-answer',
  meaning:
    'the work is done (COMMIT, POST, produce) and its answer is lost with the connection, every third to sixth time',
  targets: (adapter) => TARGETS[adapter],
  lastsSeconds: [6, 10],
  places: (way) => [way],
  inject: (world, target, draw) => {
    const way = wayOf(world, target);
    const before = way.figures.answersLost;
    const every = EVERY_MIN + Math.floor(draw('every') * (EVERY_MORE + 1));
    way.setWeather({ kind: 'forgetful', worth: worthOn(target), every });
    const count = (): number => way.figures.answersLost - before;
    return Promise.resolve({
      hasHappened: () => count() > 0,
      heal: () => {
        way.setWeather({ kind: 'clear' });
        return Promise.resolve();
      },
      evidence: () => ({
        count: count(),
        what: 'answers lost after the work was done',
      }),
    });
  },
};

const worthOn = (way: string): AnswerWorthLosing =>
  way.startsWith('client') ? postsOfHttp : way.endsWith('kafka') ? produceOfKafka : commitsOfPostgres;
