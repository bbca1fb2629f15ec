export { kafkaAvailability, type KafkaAvailability } from './kafka-jars.js';
export { freePort } from './free-port.js';
export {
  type KafkaCluster,
  type LocalKafka,
  type LocalKafkaOptions,
  newKafkaCluster,
  startLocalKafka,
} from './local-kafka.js';
export { hasRedisServer, type LocalRedis, redisAvailability, startLocalRedis } from './local-redis.js';
