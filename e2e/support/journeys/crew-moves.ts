import { Crew, type PlannedParcel } from '../crew.js';
import type { OrderFacts } from './order-facts.js';
import type { Scenario } from './scenario.js';

interface Move {
  readonly name: string;
  /** The step that made it possible. */
  readonly needs: string | undefined;
  readonly perform: () => Promise<void>;
}

/** What the crew may do next for one order. It sees a parcel once it is planned and stops when it is voided. */
export class CrewMoves {
  constructor(
    private readonly crew: Crew,
    private readonly facts: OrderFacts,
    private readonly style: Pick<Scenario, 'crew' | 'arrives'>,
    private readonly label = '',
  ) {}

  possible(taken: ReadonlySet<string>): Move[] {
    if (this.areVoided()) return [];
    const amended = this.voidByAmendment();
    return this.parcels().flatMap(({ parcel, plannedIn }, index) => {
      if (amended.has(parcel.parcelId)) return [];
      const moves = this.movesWith(parcel, index + 1);
      const next = moves.findIndex(({ name }) => !taken.has(name));
      const move = moves[next];
      return move ? [{ ...move, needs: moves[next - 1]?.name ?? plannedIn }] : [];
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
    return [
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
