import { trackingNumber } from '@okuru/carriers';

export interface Shipment {
  readonly reference: string;
  readonly trackingNumber: string;
}

/** Serials begin here, so that its numbers are told from those of the built-in simulator. */
const SERIAL_FIRST = 50_000_000_000;

/** What a carrier has on its books: a new shipment for every request, whoever asked for the same before. */
export class CarrierBooks {
  private readonly standing = new Map<string, Shipment>();
  private made = 0;
  private withdrawn = 0;

  order(reference: string): Shipment {
    const shipment = { reference, trackingNumber: trackingNumber(SERIAL_FIRST + this.made) };
    this.made += 1;
    this.standing.set(shipment.trackingNumber, shipment);
    return shipment;
  }

  /** Those that stand, the oldest first; without a reference all. */
  list(reference?: string): Shipment[] {
    const all = [...this.standing.values()];
    return reference === undefined ? all : all.filter((one) => one.reference === reference);
  }

  withdraw(number: string): boolean {
    const was = this.standing.delete(number);
    if (was) this.withdrawn += 1;
    return was;
  }

  figures(): { readonly made: number; readonly standing: number; readonly withdrawn: number } {
    return { made: this.made, standing: this.standing.size, withdrawn: this.withdrawn };
  }
}
