import type { FaultKind } from '../schedule/fault-kind.js';
import { canMount } from '../world/rig-disk.js';

const AGAIN_EVERY_MS = 700;
const NO_SPACE = '53100';

/** More than any page that is there already has room for. */
const WRITE =
  'create table public.rig_probe as select repeat(md5(n::text), 250) as words from generate_series(1, 500) n';

export const fullDisk: FaultKind = {
  name: 'full-disk',
  meaning:
    "PostgreSQL's disk (a small tmpfs) is filled to the last byte, again and again, until the space is given back",
  targets: () => (canMount() ? ['the disk of PostgreSQL'] : []),
  lastsSeconds: [5, 10],
  inject: ({ database, disk }) => {
    if (!disk) throw new Error('PostgreSQL stands on no disk that could be filled.');
    let refused = 0;
    let bytes = disk.fill();
    const probe = async (): Promise<void> => {
      bytes += disk.fill();
      await database.ask(WRITE).then(
        () => database.ask('drop table public.rig_probe'),
        (fault: { code?: string }) => void (refused += fault.code === NO_SPACE ? 1 : 0),
      );
    };
    let under = probe();
    const probing = setInterval(() => {
      under = under.then(probe).catch(() => undefined);
    }, AGAIN_EVERY_MS);
    return Promise.resolve({
      heal: async () => {
        clearInterval(probing);
        await under.catch(() => undefined);
        await disk.free();
        await database.startIfDown();
      },
      evidence: () => ({
        count: refused,
        what: `writes that PostgreSQL refused for want of space (${Math.round(bytes / 1_048_576)} MB were taken)`,
      }),
    });
  },
};
