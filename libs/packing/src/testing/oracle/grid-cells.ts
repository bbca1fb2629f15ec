import type { GridPose } from './grid-goods.js';
import type { GridRoom } from './grid-rooms.js';

const FREE = 0;
const SOLID = 1;
/** Empty, and to stay so: something on which nothing may stand is below. */
const BARRED = 2;

/** The lower left front corner of a unit, in cells. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The cells of one package, numbered from its floor up, row by row. Units are put in by rising number of their corner. */
export class GridCells {
  readonly size: number;
  private readonly cells: Uint8Array;
  private readonly layer: number;

  constructor(private readonly room: Pick<GridRoom, 'nx' | 'ny' | 'nz'>) {
    this.layer = room.nx * room.ny;
    this.size = this.layer * room.nz;
    this.cells = new Uint8Array(this.size);
  }

  isFree(at: number): boolean {
    return this.cells[at] === FREE;
  }

  cornerAt(at: number): Corner {
    const { nx, ny } = this.room;
    return { x: at % nx, y: Math.floor(at / nx) % ny, z: Math.floor(at / this.layer) };
  }

  takes({ x, y, z }: Corner, { dx, dy, dz }: GridPose): boolean {
    const { nx, ny, nz } = this.room;
    if (x + dx > nx || y + dy > ny || z + dz > nz) return false;
    for (let k = z; k < z + dz; k += 1)
      for (let j = y; j < y + dy; j += 1) {
        const row = (k * ny + j) * nx;
        for (let i = row + x; i < row + x + dx; i += 1) if (this.cells[i] !== FREE) return false;
      }
    return true;
  }

  /** Cells of the base under which another unit ends; on the floor all of them. */
  borneCells({ x, y, z }: Corner, { dx, dy }: GridPose): number {
    if (z === 0) return dx * dy;
    const { nx, ny } = this.room;
    let borne = 0;
    for (let j = y; j < y + dy; j += 1) {
      const row = ((z - 1) * ny + j) * nx;
      for (let i = row + x; i < row + x + dx; i += 1) if (this.cells[i] === SOLID) borne += 1;
    }
    return borne;
  }

  /** Puts the unit in and answers how many free cells are lost with it. All above it is free, because later corners lie higher. */
  put(corner: Corner, pose: GridPose): number {
    return this.fill(corner, pose, SOLID, BARRED);
  }

  takeBack(corner: Corner, pose: GridPose): void {
    this.fill(corner, pose, FREE, FREE);
  }

  /** All that the rest of the search can see of the cells: those to come, and the layer under them. */
  stateFrom(at: number): string {
    return String.fromCharCode(...this.cells.subarray(Math.max(0, at - this.layer)));
  }

  private fill({ x, y, z }: Corner, { dx, dy, dz, sealed }: GridPose, body: number, above: number): number {
    const { nx, ny, nz } = this.room;
    const top = sealed ? nz : z + dz;
    for (let k = z; k < top; k += 1)
      for (let j = y; j < y + dy; j += 1) {
        const row = (k * ny + j) * nx + x;
        this.cells.fill(k < z + dz ? body : above, row, row + dx);
      }
    return dx * dy * (top - z);
  }
}
