export { kafkaAvailability, type KafkaAvailability } from './kafka-jars.js';
export { freePort } from './free-port.js';
export {
  type KafkaCluster,
  type KafkaSecurity,
  type LocalKafka,
  type LocalKafkaOptions,
  newKafkaCluster,
  startLocalKafka,
} from './local-kafka.js';
export {
  hasRedisServer,
  type LocalRedis,
  type RedisSecurity,
  redisAvailability,
  startLocalRedis,
} from './local-redis.js';
