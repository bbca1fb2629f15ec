export { kafkaAvailability, type KafkaAvailability } from './kafka-jars.js';
export { freePort } from './free-port.js';
export { type LocalKafka, type LocalKafkaOptions, startLocalKafka } from './local-kafka.js';
export { hasRedisServer, type LocalRedis, redisAvailability, startLocalRedis } from './local-redis.js';
