import { once } from 'node:events';
import { startLocalKafka } from '@okuru/platform/local-servers';

/** Runs a local Kafka in the foreground until SIGINT or SIGTERM. */
export const kafka = async (): Promise<void> => {
  const broker = await startLocalKafka({ port: 9092 });
  console.log(
    `Kafka answers at ${broker.brokers}. In another terminal: KAFKA_BROKERS=${broker.brokers} npm start. Ctrl-C stops it.`,
  );
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await broker.stop();
};
