export { MemoryKeyRing } from '../key-ring/memory-key-ring.js';
export { bothAnswers, spoilt } from './both-answers.js';
export { deliveryOf, recordOf } from './deliveries.js';
export { HearingService, wordOf } from './hearing-service.js';
export { type HttpAnswer, type HttpApp, startHttpApp } from './http-app.js';
export {
  kafkaAvailability,
  type KafkaAvailability,
  type LocalKafka,
  type LocalKafkaOptions,
  startLocalKafka,
} from '../local-servers/index.js';
export { migratedDatabase } from './migrated-database.js';
export { openService, type OpenService } from './open-service.js';
export { aLetter } from './some-facts.js';
export { schemaParts } from './schema-of.js';
export {
  databaseWithRoles,
  type DatabaseWithRoles,
  startTestServer,
  testDatabase,
  type TestDatabase,
} from './test-database.js';
export { until } from './until.js';
export { type CertificateFiles, opensslAvailability, ThrowAwayAuthority } from './throw-away-authority.js';
export { WireTap } from './wire-tap.js';
