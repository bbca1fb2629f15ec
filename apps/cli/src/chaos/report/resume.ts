import { readFile, rename, writeFile } from 'node:fs/promises';
import type { SeedResult } from './result.js';

/** What must be the same for results to stand side by side. */
export interface RunTerms {
  readonly adapter: string;
  readonly orders: number;
  readonly faults: readonly string[];
  /** How much a seed does, when not all of it. */
  readonly extent?: 'short';
  readonly overloadSeconds?: number;
  /** What buyers do beside ordering. */
  readonly buyers?: readonly string[];
}

interface Kept {
  readonly terms: RunTerms;
  readonly results: readonly SeedResult[];
}

/** Results of a row of seeds, kept in a file after each, so that an interrupted row goes on where it stopped. */
export class Resume {
  private constructor(
    private readonly path: string | undefined,
    private readonly terms: RunTerms,
    private kept: readonly SeedResult[],
  ) {}

  /** Without a path nothing is kept. Throws when the file holds results of other terms or none at all. */
  static async open(path: string | undefined, terms: RunTerms): Promise<Resume> {
    const text = path === undefined ? undefined : await readFile(path, 'utf8').catch(ifAbsent);
    if (path === undefined || text === undefined) return new Resume(path, terms, []);
    const kept = parsed(text, path);
    if (JSON.stringify(kept.terms) !== JSON.stringify(terms))
      throw new Error(
        `--resume: ${path} holds results of ${said(kept.terms)}; asked for are ${said(terms)}. Name another file.`,
      );
    return new Resume(path, terms, kept.results);
  }

  get results(): readonly SeedResult[] {
    return this.kept;
  }

  has(seed: number): boolean {
    return this.kept.some((result) => result.seed === seed);
  }

  /** Written beside and renamed, so that a crash leaves the former file whole. */
  async add(result: SeedResult): Promise<void> {
    this.kept = [...this.kept.filter(({ seed }) => seed !== result.seed), result].sort(
      (a, b) => a.seed - b.seed,
    );
    if (this.path === undefined) return;
    const kept: Kept = { terms: this.terms, results: this.kept };
    await writeFile(`${this.path}.new`, `${JSON.stringify(kept)}\n`);
    await rename(`${this.path}.new`, this.path);
  }
}

const ifAbsent = (fault: NodeJS.ErrnoException): undefined => {
  if (fault.code !== 'ENOENT') throw fault;
};

const parsed = (text: string, path: string): Kept => {
  try {
    const kept = JSON.parse(text) as Partial<Kept>;
    if (kept.terms && Array.isArray(kept.results)) return kept as Kept;
  } catch {
    // told below
  }
  throw new Error(`--resume: ${path} holds no results of this rig. Name another file.`);
};

const said = ({ adapter, orders, faults, extent }: RunTerms): string =>
  `${orders} orders on ${adapter} with ${faults.length} kinds of fault, ${extent ?? 'full'} seeds`;
