import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTable } from '../csv-table.js';
import { noneOf, percent, type Bench, type Counts, type Row, type SectionReport } from '../section.js';
import type { Solve } from '../solver.js';
import { countContainers } from './count-containers.js';
import { fillContainer, type Fill } from './fill-container.js';
import { readInstances, type Instance } from './read-instances.js';

/** Instances of each family. */
const EACH: Counts = { full: Infinity, quick: 2, tiny: 1 };
/** Of MPV, whose classes have 28 each, of up to 200 units. */
const MPV_EACH: Counts = { full: 8, quick: 1, tiny: 1 };
const CLASSES = [1, 2, 3, 4, 5, 6, 7];

type Solved = Instance & {
  readonly share?: number;
  readonly containers?: number;
  readonly faults: readonly string[];
};

export const instancesSection = (bench: Bench, solve: Solve, fill: Fill): SectionReport => {
  const folder = join(bench.shared, 'packing-benchmarks');
  const title = 'Published instances: container loading and bin packing';
  if (!existsSync(folder))
    return {
      title,
      said: ['not run: the published instances are not on this machine'],
      rows: [],
      figures: {},
    };
  const br = readInstances(folder, 'br').filter(({ family }) => CLASSES.some((one) => family === `BR${one}`));
  const toFill = [...br, ...readInstances(folder, 'lohNee')];
  const toCount = eachOf(readInstances(folder, 'ivancic'), EACH[bench.size]);
  const mpv = eachOf(readInstances(folder, 'mpv'), MPV_EACH[bench.size]);
  const filled = eachOf(toFill, EACH[bench.size]);
  const total = filled.length + toCount.length + mpv.length;
  let done = 0;
  const solved: Solved[] = [
    ...filled.map((instance) => {
      bench.step(done++, total);
      return { ...instance, ...fillContainer(instance, fill) };
    }),
    ...[...toCount, ...mpv].map((instance) => {
      bench.step(done++, total);
      return { ...instance, ...countContainers(instance, solve) };
    }),
  ];
  const peers = peerFigures(folder);
  return {
    title,
    said: [
      'not a target to tune for; sides that may stand upright are kept; no rule of support or weight, as in the published tasks',
      'BR and Loh-Nee fill one container (`fillRoom`); Ivancic and MPV pack everything into as few as possible (`packCheapest`)',
      'EB-AFIT ignores which sides may stand upright, so it solves an easier task; MPV is published without turning, Okuru turns',
    ],
    rows: [
      noneOf(
        'unsafe or incomplete',
        solved.flatMap(({ faults }) => faults),
        solved.length,
      ),
      ...CLASSES.map((one) => utilisationRow(`BR${one}`, solved, peers)),
      lohNeeRow(solved),
      ...binRows(solved),
    ],
    figures: {
      instances: solved.map(({ family, id, containers, share, items, container }) => ({
        family,
        id,
        ...(containers === undefined ? {} : { containers, volumeBound: volumeBound({ items, container }) }),
        ...(share === undefined ? {} : { utilisationPct: Math.round(share * 10_000) / 100 }),
      })),
    },
  };
};

const eachOf = (instances: readonly Instance[], each: number): Instance[] => {
  const seen = new Map<string, number>();
  return instances.filter(({ family }) => {
    const count = (seen.get(family) ?? 0) + 1;
    seen.set(family, count);
    return count <= each;
  });
};

/** By `BR<class>/<instance>`. */
interface Peer {
  readonly boxPacker: number;
  readonly ebAfit: number;
  readonly bestKnown: number;
}

const peerFigures = (folder: string): Map<string, Peer> => {
  const best = new Map(
    readTable(folder, 'br-best-known.csv', ['class', 'instance', 'best_known_util_pct']).map((row) => [
      `${row.text('class')}/${row.text('instance')}`,
      row.aboveZero('best_known_util_pct'),
    ]),
  );
  const columns = ['class', 'instance', 'boxpacker_volumepacker_util_pct', 'eb_afit_container_util_pct'];
  return new Map(
    readTable(folder, 'br-peer-results.csv', columns).map((row) => {
      const id = `${row.text('class')}/${row.text('instance')}`;
      return [
        id,
        {
          boxPacker: row.aboveZero('boxpacker_volumepacker_util_pct'),
          ebAfit: row.aboveZero('eb_afit_container_util_pct'),
          bestKnown: best.get(id) ?? NaN,
        },
      ];
    }),
  );
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const utilisationRow = (family: string, solved: readonly Solved[], peers: ReadonlyMap<string, Peer>): Row => {
  const compared = solved.flatMap((one) => {
    const peer = one.family === family ? peers.get(one.id) : undefined;
    return peer ? [{ ours: (one.share ?? 0) * 100, peer }] : [];
  });
  const ours = mean(compared.map((one) => one.ours));
  const of = (peer: keyof Peer): number => mean(compared.map((one) => one.peer[peer]));
  return {
    what: `${family}: mean utilisation of one container, ${compared.length} instances`,
    ours: percent(ours / 100),
    target: `> BoxPacker ${percent(of('boxPacker') / 100)}`,
    peers: `BoxPacker ${percent(of('boxPacker') / 100)}, EB-AFIT ${percent(of('ebAfit') / 100)}, best known ${percent(of('bestKnown') / 100)} (same instances)`,
    holds: ours > of('boxPacker'),
  };
};

const lohNeeRow = (solved: readonly Solved[]): Row => {
  const shares = solved.flatMap(({ family, share }) =>
    family === 'Loh-Nee' && share !== undefined ? [share] : [],
  );
  return {
    what: `Loh and Nee 1992: mean utilisation, ${shares.length} instances`,
    ours: percent(mean(shares)),
  };
};

const binRows = (solved: readonly Solved[]): Row[] => {
  const groups = [...new Set(solved.map(({ family }) => family))].filter((family) =>
    /^(Ivancic|MPV)/.test(family),
  );
  return groups.map((group) => {
    const family = solved.filter((one) => one.family === group);
    return {
      what: `${group}: containers for everything, ${family.length} instances`,
      ours: `${family.reduce((sum, { containers = 0 }) => sum + containers, 0)}`,
      peers: `weak bound by volume ${family.reduce((sum, one) => sum + volumeBound(one), 0)}`,
    };
  });
};

const volumeBound = ({ items, container }: Pick<Instance, 'items' | 'container'>): number => {
  const goods = items.reduce(
    (sum, { quantity, size }) => sum + quantity * size.lengthMm * size.widthMm * size.heightMm,
    0,
  );
  return Math.ceil(goods / (container.lengthMm * container.widthMm * container.heightMm) - 1e-9);
};
