export { kafkaAvailability, type KafkaAvailability } from './kafka-jars.js';
export { freePort } from './free-port.js';
export {
  type KafkaSecurity,
  type LocalKafka,
  type LocalKafkaOptions,
  startLocalKafka,
} from './local-kafka.js';
export {
  hasRedisServer,
  type LocalRedis,
  type RedisSecurity,
  redisAvailability,
  startLocalRedis,
} from './local-redis.js';
