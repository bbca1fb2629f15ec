import { Crew, type PlannedParcel } from '../crew.js';
import type { Said } from '../order-lanes.js';
import { nameOf } from './hearings.js';
import type { OrderFacts } from './order-facts.js';
import type { Scenario } from './scenario.js';

interface Move {
  readonly name: string;
  /** The steps that made it possible. */
  readonly needs: readonly string[];
  readonly perform: () => Promise<void>;
}

/** What the crew may do next for one order. It sees a parcel once it is planned and stops when it is voided. */
export class CrewMoves {
  constructor(
    private readonly crew: Crew,
    private readonly facts: OrderFacts,
    private readonly style: Pick<Scenario, 'crew' | 'arrives' | 'misses' | 'divides'>,
    private readonly label = '',
  ) {}

  possible(taken: ReadonlySet<string>): Move[] {
    if (this.areVoided()) return [];
    const amended = this.voidByAmendment();
    return this.parcels().flatMap(({ parcel, plannedIn }, index) => {
      if (amended.has(parcel.parcelId) || this.waits(parcel)) return [];
      const moves = this.movesWith(parcel, index + 1);
      const next = moves.findIndex(({ name }) => !taken.has(name));
      const move = moves[next];
      const before = moves[next - 1]?.name ?? plannedIn;
      return move ? [{ ...move, needs: [...(before ? [before] : []), ...this.cameIn(parcel)] }] : [];
    });
  }

  /** Whatever state the crew's work was in, a voided parcel stops it. */
  async tryVoided(): Promise<void> {
    const [all, amended] = [this.areVoided(), this.voidByAmendment()];
    for (const { parcel } of this.parcels()) {
      if (!all && !amended.has(parcel.parcelId)) continue;
      const { status, body } = await this.crew.tryToGoOn(parcel);
      if (status !== 409) throw new Error(`a voided parcel went on: ${status} ${JSON.stringify(body)}`);
    }
  }

  private movesWith(parcel: PlannedParcel, number: number): Omit<Move, 'needs'>[] {
    const { label, crew } = this;
    const steps = [
      { name: `${label}the crew packs parcel ${number}`, perform: () => crew.pack(parcel) },
      { name: `${label}the crew closes parcel ${number}`, perform: () => crew.close(parcel) },
      { name: `${label}the crew hands parcel ${number} over`, perform: () => crew.handOver(parcel) },
    ];
    const perform = async (): Promise<void> => {
      for (const step of steps) await step.perform();
    };
    const arrival = { name: `${label}parcel ${number} arrives`, perform: () => crew.tellOfArrival(parcel) };
    const miss = {
      name: `${label}the crew misses a unit of parcel ${number}`,
      perform: () => crew.reportMissing(parcel),
    };
    const divide = {
      name: `${label}the crew divides parcel ${number}`,
      perform: () => crew.divide(parcel),
    };
    return [
      ...(this.style.divides && number === 1 ? [divide] : []),
      ...(this.style.misses && number === 1 ? [miss] : []),
      ...(this.style.crew === 'in three steps'
        ? steps
        : [{ name: `${label}the crew sends parcel ${number}`, perform }]),
      ...(this.style.arrives ? [arrival] : []),
    ];
  }

  private parcels(): { readonly parcel: PlannedParcel; readonly plannedIn: string | undefined }[] {
    return this.facts.of('shipping').flatMap(({ type, data }, number) => {
      if (type !== 'parcels.planned') return [];
      const plannedIn = this.facts.stepOf('shipping', number);
      return data.parcels.map((parcel: PlannedParcel) => ({ parcel, plannedIn }));
    });
  }

  /** What was reported missing and has not come yet, as far as shipping heard. */
  private waits({ parcelId }: PlannedParcel): boolean {
    const unitsOf = (all: readonly Said[], wanted: string): number =>
      all
        .filter(({ type, data }) => type === wanted && data.parcelId === parcelId)
        .flatMap(({ data }): { quantity: number }[] => data.lines)
        .reduce((sum, { quantity }) => sum + quantity, 0);
    const missing = unitsOf(this.facts.of('shipping'), 'parcel.shortage-reported');
    return missing > unitsOf(this.facts.heardFrom('shipping', 'inventory'), 'stock.replaced');
  }

  /** The steps in which shipping heard that units came for the parcel. */
  private cameIn({ parcelId }: PlannedParcel): string[] {
    return this.facts
      .heardFrom('shipping', 'inventory')
      .flatMap(({ type, data }, number) =>
        type === 'stock.replaced' && data.parcelId === parcelId
          ? [nameOf(this.label, 'shipping', 'inventory', type, number)]
          : [],
      );
  }

  /** Parcels that an amendment voided; what was in them stands in others now. */
  private voidByAmendment(): ReadonlySet<string> {
    return new Set(
      this.facts
        .of('shipping')
        .flatMap(({ type, data }): string[] => (type === 'amendment.accepted' ? data.parcelIds : [])),
    );
  }

  private areVoided(): boolean {
    return this.facts.of('shipping').some(({ type }) => type === 'parcels.voided');
  }
}
