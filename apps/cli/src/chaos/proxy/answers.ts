/** Tells, from what a client sends, whether the answer is worth losing: the work behind it is done, or nearly. */
export type AnswerWorthLosing = (fromClient: Buffer) => boolean;

const COMMIT = Buffer.from('COMMIT\0');
const POST = Buffer.from('POST ');
const KAFKA_PRODUCE = 0;
const KAFKA_HEADER_BYTES = 8;

/** A transaction that PostgreSQL will have committed when its answer is lost. */
export const commitsOfPostgres: AnswerWorthLosing = (fromClient) => fromClient.includes(COMMIT);

/** A write of the HTTP API. */
export const postsOfHttp: AnswerWorthLosing = (fromClient) =>
  fromClient.subarray(0, POST.length).equals(POST);

/** Records the broker will have appended: a request of key 0 after its length. */
export const produceOfKafka: AnswerWorthLosing = (fromClient) =>
  fromClient.length >= KAFKA_HEADER_BYTES && fromClient.readInt16BE(4) === KAFKA_PRODUCE;
