import { type Jobs, MovableClock, type UnitOfWork } from '@okuru/platform';
import { MemoryKeyRing, migratedDatabase, openService } from '@okuru/platform/testing';
import { Shop } from '../compose-letters/shop.js';
import { ItemNameStore } from '../know-items/item-name.store.js';
import { KnowItemsHandler } from '../know-items/know-items.handler.js';
import { migrations } from '../migrations/index.js';
import { PreviewedOrders } from '../preview-letters/previewed-orders.store.js';
import { PreviewLetters } from '../preview-letters/preview-letters.handler.js';
import { LetterOutboxStore } from '../send-letters/letter-outbox.store.js';
import { LettersInHand } from '../send-letters/letters-in-hand.js';
import { LetterQueue } from '../send-letters/letter-queue.js';
import { SendLetters } from '../send-letters/send-letters.handler.js';
import { CorrespondentStore } from '../write-letters/correspondent.store.js';
import { LetterInboxStore } from '../write-letters/letter-inbox.store.js';
import { WriteLettersHandler } from '../write-letters/write-letters.handler.js';
import { OrderStory } from './events.js';
import { RecordingMailer } from './recording-mailer.js';

export const SHOP = new Shop(
  'お茶の店',
  'お茶の店 <shop@example.jp>',
  'Asia/Tokyo',
  3,
  '〒420-0001 静岡県静岡市葵区茶町1-1',
  '054-000-0000',
);

/**
 * The service without Nest, event log and job queue, on a real database; the test hears and drains by hand. What is
 * heard stays for a drain unless `atOnce` says that it is sent from the hand of who heard it.
 */
export const notificationAtWork = async ({ atOnce = false } = {}) => {
  const database = await migratedDatabase('notification', migrations);
  const clock = new MovableClock(new Date('2026-01-15T03:04:05.678Z'));
  const service = await openService('notification', database.url, { migrations, clock });
  const { unitOfWork, dataSource } = service;
  const keyRing = new MemoryKeyRing();
  const mailer = new RecordingMailer();
  const names = new ItemNameStore();
  const outbox = new LetterOutboxStore(names);
  const sendLetters = new SendLetters(unitOfWork, outbox, keyRing, mailer, SHOP, clock);
  const sender = () => new LettersInHand(unitOfWork, outbox, sendLetters, mailer);
  const hand = sender();
  if (!atOnce) await hand.onModuleDestroy(); // takes nothing from then on
  const enqueued: object[] = [];
  let drainJob = (_data: unknown): Promise<void> => Promise.resolve();
  const jobs = {
    work: (_queue: string, handler: typeof drainJob) => void (drainJob = handler),
    sweepEvery: () => undefined,
    enqueue: (_queue: string, data: object) => Promise.resolve(void enqueued.push(data)),
  } as unknown as Jobs;
  const queue = new LetterQueue(jobs, unitOfWork, outbox, sender());
  queue.onModuleInit();
  const letters = new WriteLettersHandler(
    new CorrespondentStore(),
    new LetterInboxStore(),
    names,
    queue,
    hand,
    SHOP,
    clock,
  );
  const hears = <Event>(
    handle: (events: Event[], tx: Parameters<Parameters<UnitOfWork['run']>[0]>[0]) => Promise<void>,
  ) => {
    return (...events: Event[]): Promise<void> => unitOfWork.run((tx) => handle(events, tx));
  };
  return {
    clock,
    keyRing,
    mailer,
    enqueued,
    /** What a job does that was enqueued. */
    drainJob: () => drainJob({}),
    outbox,
    unitOfWork,
    dataSource,
    letters,
    hand,
    sender,
    anOrder: (contact?: object) => new OrderStory(keyRing, contact),
    hearConfirmed: hears(letters.orderConfirmed.bind(letters)),
    hearHeld: hears(letters.orderHeld.bind(letters)),
    hearCancelled: hears(letters.orderCancelled.bind(letters)),
    hearDispatched: hears(letters.parcelDispatched.bind(letters)),
    hearDelayed: hears(letters.parcelsDelayed.bind(letters)),
    hearAwaited: hears(letters.unitsAwaited.bind(letters)),
    previews: new PreviewLetters(unitOfWork, new PreviewedOrders(), new LetterInboxStore(), names, SHOP),
    hearItems: hears(new KnowItemsHandler(names).itemChanged.bind(new KnowItemsHandler(names))),
    rows: <Row>(sql: string, parameters: unknown[] = []) => dataSource.query<Row[]>(sql, parameters),
    async close() {
      await service.close();
      await database.drop();
    },
  };
};

export type NotificationAtWork = Awaited<ReturnType<typeof notificationAtWork>>;
