import { catalogue, SERVICES, topicOf } from '@okuru/contracts';
import { type Config, consumerOf, openEventLog, openLogCare } from '@okuru/platform';
import type { Finding } from './finding.js';

const LAG_DOUBT = 1_000;

/** Whether the log is there, holds what it should for as long as it should, and how far each service is behind. */
export const examineLog = async (config: Config): Promise<Finding[]> => {
  const care = await openLogCare(config);
  if (!care)
    return [
      {
        part: 'event log',
        check: 'place',
        verdict: 'doubt',
        says: 'It lies in memory and is lost at a restart.',
      },
    ];
  try {
    const topics = await care.topics(SERVICES.map(topicOf));
    const missing = SERVICES.map(topicOf).filter((topic) => !topics.some((each) => each.topic === topic));
    if (missing.length > 0)
      return [
        {
          part: 'event log',
          check: 'topics',
          verdict: 'doubt',
          says: `There is no ${missing.join(', ')} yet: the services make them when they start. If they were lost: okuru restate.`,
        },
      ];
    const odd = topics.filter(({ partitions }) => partitions !== config.eventPartitions);
    const findings: Finding[] = [
      {
        part: 'event log',
        check: 'topics',
        verdict: odd.length > 0 ? 'ill' : 'well',
        says:
          odd.length > 0
            ? `${odd.map(({ topic, partitions }) => `${topic} has ${partitions} partitions`).join(', ')}, OKURU_EVENT_PARTITIONS says ${config.eventPartitions}: set it to what the log has.`
            : `All ${topics.length} topics are there with ${config.eventPartitions} partitions.`,
      },
      ...settings(topics.flatMap(({ topic, doubts }) => doubts.map((doubt) => `${topic}: ${doubt}`))),
    ];
    return [...findings, ...(await lags(config))];
  } finally {
    await care.close();
  }
};

const settings = (doubts: readonly string[]): Finding[] =>
  doubts.length === 0
    ? []
    : [{ part: 'event log', check: 'settings', verdict: 'doubt', says: `${doubts.join('; ')}.` }];

const lags = async (config: Config): Promise<Finding[]> => {
  const log = await openEventLog(config);
  try {
    const findings: Finding[] = [];
    for (const service of SERVICES) {
      const topics = SERVICES.filter((emitter) =>
        catalogue.some((entry) => entry.emitter === emitter && entry.consumers.includes(service)),
      ).map(topicOf);
      const standing = await log.lag(consumerOf(service), topics);
      const behind = standing.reduce(
        (sum, { nextOffset, endOffset }) => sum + Math.max(0, endOffset - nextOffset),
        0,
      );
      const hasBegun = standing.some(({ begun }) => begun);
      findings.push({
        part: service,
        check: 'hearing',
        verdict: !hasBegun || behind > LAG_DOUBT ? 'doubt' : 'well',
        says: !hasBegun
          ? 'It has never listened to this log: start it.'
          : behind > LAG_DOUBT
            ? `It is ${behind} facts behind: is it running? GET /livez tells whether a partition stands still.`
            : `It is ${behind} facts behind.`,
      });
    }
    return findings;
  } finally {
    await log.close();
  }
};
