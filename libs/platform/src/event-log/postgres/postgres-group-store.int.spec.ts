import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { aPool } from '../contract/a-pool.js';
import { aGroupName, aTopic, pause, records } from '../contract/listener.js';
import type { MemberIdentity, Tenure } from '../delivery/group-store.js';
import { fairShare } from '../memory/fair-share.js';
import { testDatabase, type TestDatabase } from '../../testing/test-database.js';
import { PostgresEventLog } from './postgres-event-log.js';
import { PostgresGroupStore } from './postgres-group-store.js';

const LEASE_MS = 60_000;
const SHORT_LEASE_MS = 50;

describe('groups in PostgreSQL', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let log: PostgresEventLog;
  let store: PostgresGroupStore;

  beforeAll(async () => {
    database = await testDatabase();
    pool = aPool(database.url, { max: 16 });
    log = new PostgresEventLog({ database: pool });
    await log.install();
    store = new PostgresGroupStore(pool, 'okuru_log');
  });
  afterAll(async () => {
    await log.close();
    await pool.end();
    await database.drop();
  });

  const aMember = async (group: string, topics: string[]): Promise<MemberIdentity> => {
    const member = { group, topics, memberId: randomUUID() };
    await store.join(member, 'beginning');
    return member;
  };
  const partitionsIn = ({ held }: Tenure): string[] =>
    held.map(({ topic, partition }) => `${topic}/${partition}`);

  it('never lets an owner of an earlier epoch move the cursor, and tells it', async () => {
    const topic = await aTopic(log);
    await log.append(topic, records(['order:1'], 10));
    const group = aGroupName();
    const [stalled, successor] = [await aMember(group, [topic]), await aMember(group, [topic])];
    const [old] = (await store.renew(stalled, SHORT_LEASE_MS)).held;
    await pause(2 * SHORT_LEASE_MS);
    const [lease] = (await store.renew(successor, LEASE_MS)).held;
    if (!old || !lease) throw new Error('both held the partition in turn');

    expect(lease.epoch).toBe(old.epoch + 1);
    expect(await store.commit(successor, lease, { ...lease, nextOffset: 8 })).toBe(true);
    expect(await store.commit(stalled, old, { ...old, nextOffset: 3 })).toBe(false);
    expect(await store.commit(successor, old, { ...old, nextOffset: 3 })).toBe(false);
    expect(await log.lag(group, [topic])).toMatchObject([{ nextOffset: 8 }]);
  });

  it('leaves a partition given back twice with its new owner', async () => {
    const topic = await aTopic(log);
    const group = aGroupName();
    const [first, second] = [await aMember(group, [topic]), await aMember(group, [topic])];
    await store.renew(first, LEASE_MS);
    await store.release(first, [{ topic, partition: 0 }]);
    await store.leave(first);
    const { held } = await store.renew(second, LEASE_MS);
    await store.release(first, [{ topic, partition: 0 }]);
    expect(await store.commit(second, held[0] ?? fail(), { ...(held[0] ?? fail()), nextOffset: 1 })).toBe(
      true,
    );
  });

  it('deals topics of one partition each evenly, and every partition to somebody who subscribes to it', async () => {
    const topics = await Promise.all(Array.from({ length: 6 }, () => aTopic(log)));
    const group = aGroupName();
    const members = [
      await aMember(group, topics),
      await aMember(group, topics),
      await aMember(group, topics),
    ];
    const onlyFirst = await aMember(group, topics.slice(0, 1));
    for (const member of [...members, onlyFirst]) await store.renew(member, LEASE_MS);
    const shares = await settleShares([...members, onlyFirst]);

    expect(shares.flat().sort()).toEqual(topics.map((topic) => `${topic}/0`).sort());
    expect(shares.slice(0, 3).every(({ length }) => length >= 1 && length <= 3)).toBe(true);
    expect(shares[3]?.every((name) => name === `${topics[0]}/0`)).toBe(true);
  });

  it('deals as the adapter in memory does, whoever subscribes to what', async () => {
    const topics = [await aTopic(log, 3), await aTopic(log, 1), await aTopic(log, 4), await aTopic(log, 2)];
    const [first = '', second = '', third = ''] = topics;
    const group = aGroupName();
    const members: MemberIdentity[] = [];
    for (const some of [topics, [first, third], [second], topics, [third]]) {
      const member = await aMember(group, some);
      await store.renew(member, LEASE_MS);
      members.push(member);
    }
    const places = topics.flatMap((topic, at) =>
      Array.from({ length: [3, 1, 4, 2][at] ?? 0 }, (_, partition) => ({ topic, partition })),
    );
    const dealt = fairShare(places, members);
    const expected = members.map((member) =>
      places
        .filter((place) => dealt.get(place) === member)
        .map(({ topic, partition }) => `${topic}/${partition}`)
        .sort(),
    );

    expect((await settleShares(members)).map((share) => share.sort())).toEqual(expected);
  });

  it('never gives a partition to two of many members that join, renew and leave at once', async () => {
    const topic = await aTopic(log, 12);
    const group = aGroupName();
    const holders = new Map<string, string>();
    const clashes: string[] = [];
    const lives = Array.from({ length: 8 }, async (_, life) => {
      const member = await aMember(group, [topic]);
      for (let turn = 0; turn < 15; turn += 1) {
        const tenure = await store.renew(member, LEASE_MS);
        const surplus = tenure.held.filter((lease) => lease.surplus);
        for (const name of partitionsIn(tenure)) {
          const holder = holders.get(name);
          if (holder && holder !== member.memberId) clashes.push(name);
          holders.set(name, member.memberId);
        }
        for (const { topic: of, partition } of surplus) holders.delete(`${of}/${partition}`);
        await store.release(member, surplus);
        await pause((life * 7 + turn) % 10);
      }
      if (life % 2 === 0) {
        const { held } = await store.renew(member, LEASE_MS);
        for (const { partition } of held) holders.delete(`${topic}/${partition}`);
        await store.release(member, held);
        await store.leave(member);
        return [];
      }
      return [member];
    });
    const stayed = (await Promise.all(lives)).flat();

    expect(clashes).toEqual([]);
    const shares = await settleShares(stayed);
    expect(shares.map(({ length }) => length)).toEqual([3, 3, 3, 3]);
    expect(new Set(shares.flat()).size).toBe(12);
  });

  it('starts a topic of the same name anew, however many records it has by then', async () => {
    const topic = await aTopic(log);
    await log.append(topic, records(['order:1'], 3));
    const group = aGroupName();
    const member = await aMember(group, [topic]);
    const [lease] = (await store.renew(member, LEASE_MS)).held;
    if (!lease) throw new Error('the only member holds the only partition');
    await store.commit(member, lease, { ...lease, nextOffset: 3 });

    await pool.query('DELETE FROM okuru_log.record WHERE topic = $1', [topic]);
    await pool.query('DELETE FROM okuru_log.topic WHERE name = $1', [topic]);
    await log.ensureTopic(topic, 1);
    await log.append(topic, records(['order:1'], 5));

    const [slice] = await store.read([{ ...lease, nextOffset: 3 }], 100);
    expect(slice?.records.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4]);
    expect(await log.lag(group, [topic])).toMatchObject([{ nextOffset: 0, endOffset: 5 }]);
  });

  /** Gives back and takes until each holds its share and nothing else. */
  const settleShares = async (members: readonly MemberIdentity[]): Promise<string[][]> => {
    for (let round = 0; round < 3; round += 1) {
      for (const member of members) {
        const { held } = await store.renew(member, LEASE_MS);
        await store.release(
          member,
          held.filter(({ surplus }) => surplus),
        );
      }
    }
    return Promise.all(members.map(async (member) => partitionsIn(await store.renew(member, LEASE_MS))));
  };

  const fail = (): never => {
    throw new Error('the member holds a partition');
  };
});
