export { kafkaAvailability, type KafkaAvailability } from './kafka-jars.js';
export { type LocalKafka, type LocalKafkaOptions, startLocalKafka } from './local-kafka.js';
