import type { CounterConfiguration, GaugeConfiguration, HistogramConfiguration } from 'prom-client';

/**
 * Every metric of the product: its name, what it means, its labels. A label is a service, a consumer group, a topic, a route's
 * pattern or a word of a short list; never an id, a key or anything of a buyer.
 */
export const GAUGES = {
  outboxUnsent: {
    name: 'outbox_unsent',
    help: 'Facts that were stated and are not in the log yet, counted up to 100000.',
    labelNames: ['service'],
  },
  outboxOldestUnsentAge: {
    name: 'outbox_oldest_unsent_age_seconds',
    help: 'Age of the oldest fact that is not in the log yet; 0 when there is none.',
    labelNames: ['service'],
  },
  consumerLag: {
    name: 'consumer_lag',
    help: 'Records of the topic that the group has not dealt with.',
    labelNames: ['group', 'topic'],
  },
  consumerLagAge: {
    name: 'consumer_lag_age_seconds',
    help: 'How long the oldest of them has been seen to wait, counted from the start of this process at the earliest.',
    labelNames: ['group', 'topic'],
  },
  consumerSilence: {
    name: 'consumer_silence_seconds',
    help: 'Time since the group member of this process last asked the log.',
    labelNames: ['group'],
  },
  partitionsStandingStill: {
    name: 'consumer_partitions_standing_still',
    help: 'Partitions that this process reads no further until somebody, or time, has changed something.',
    labelNames: ['group', 'reason'],
  },
  deadLettersOpen: {
    name: 'dead_letters_open',
    help: 'Records set aside and neither replayed nor discarded, counted up to 100000.',
    labelNames: ['service'],
  },
  parkedKeys: {
    name: 'parked_keys',
    help: 'Keys whose events wait behind one that was set aside, counted up to 100000.',
    labelNames: ['service'],
  },
  poolInUse: {
    name: 'pg_pool_in_use',
    help: 'Connections of the pool that somebody has borrowed.',
    labelNames: ['service'],
  },
  poolWaiting: {
    name: 'pg_pool_waiting',
    help: 'Callers that wait for a connection of the pool.',
    labelNames: ['service'],
  },
  lookAge: {
    name: 'service_look_age_seconds',
    help: 'Age of the figures about outbox and set-aside records (about: database) and about the lag (about: log).',
    labelNames: ['service', 'about'],
  },
  overdue: {
    name: 'overdue',
    help: '1 while an alarm stands: facts unsent, events unheard, or no look at them, for too long.',
    labelNames: ['service', 'what'],
  },
  eventLoopDelay: {
    name: 'event_loop_delay_seconds',
    help: 'How late timers came in the last five seconds: the 99th percentile.',
    labelNames: [],
  },
  residentMemory: {
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process.',
    labelNames: [],
  },
} as const satisfies Record<string, GaugeConfiguration<string>>;

/** Counted from the start of the process. */
export const COUNTERS = {
  relaySent: {
    name: 'relay_sent_total',
    help: 'Facts the relay put into the log.',
    labelNames: ['service'],
  },
  relayFailures: {
    name: 'relay_failures_total',
    help: 'Turns of the relay that failed.',
    labelNames: ['service'],
  },
  relayLeaseEpochChanges: {
    name: 'relay_lease_epoch_changes_total',
    help: 'Times this process took over the right to send.',
    labelNames: ['service'],
  },
  consumerHandled: {
    name: 'consumer_handled_total',
    help: 'Events whose effects were committed.',
    labelNames: ['group'],
  },
  consumerDedupeHits: {
    name: 'consumer_dedupe_hits_total',
    help: 'Records heard before and passed over.',
    labelNames: ['group'],
  },
  consumerFenced: {
    name: 'consumer_fenced_total',
    help: 'Deliveries that found another member had been there before.',
    labelNames: ['group'],
  },
  deadLetters: {
    name: 'dead_letters_total',
    help: 'Events set aside because they failed (why: dead) or wait behind one (why: waiting).',
    labelNames: ['group', 'why'],
  },
  retries: {
    name: 'retries_total',
    help: 'Transactions that failed in a way that passes by itself, by the class of the fault.',
    labelNames: ['service', 'class'],
  },
  ordersAnswered: {
    name: 'orders_answered_total',
    help: 'Posted orders by outcome: accepted, repeated (the stored answer), refused.',
    labelNames: ['outcome'],
  },
} as const satisfies Record<string, CounterConfiguration<string>>;

export const HISTOGRAMS = {
  httpAnswer: {
    name: 'http_answer_duration_seconds',
    help: 'Time to answer a request, by the pattern of its route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.05, 0.1, 0.3, 1, 2, 5],
  },
} as const satisfies Record<string, HistogramConfiguration<string>>;

export type GaugeName = keyof typeof GAUGES;
export type CounterName = keyof typeof COUNTERS;
