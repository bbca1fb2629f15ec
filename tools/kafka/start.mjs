/** A real Kafka on this machine without Docker, until interrupted: node tools/kafka/start.mjs [port, 9092 unless told] */
import { register } from 'node:module';
import { join } from 'node:path';

register('../../libs/platform/src/testing/typescript-loader.mjs', import.meta.url);
const { startLocalKafka } = await import('../../libs/platform/src/testing/local-kafka.ts');

const port = Number(process.argv[2] ?? 9092);
const dir = join(import.meta.dirname, '..', '..', '.okuru', `kafka-${port}`);
const kafka = await startLocalKafka({ dir, port });
process.stdout.write(
  `Kafka answers at ${kafka.brokers} (process ${kafka.pid}, data in ${dir}). Use it with\n`,
);
process.stdout.write(`  KAFKA_BROKERS=${kafka.brokers} npm start\n`);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void kafka.stop().then(() => process.exit(0)));
