import { tombstoneRevision } from '../log/record';
import { type Bounds, boundsAtFirst } from './bounds';

/** One stream in memory. */
export type Stream = {
  readonly number: number;
  readonly name: string;
  /** By revision: the place of each durable event in the catalog. */
  readonly events: number[];
  /** The last revision handed to the writer, durable or not; -1: none. */
  head: number;
  /** As handed to the writer, and as durable. */
  handed: Bounds;
  durable: Bounds;
};

type Entry = {
  readonly stream: Stream;
  readonly type: string;
  readonly revision: number;
  readonly position: number;
  readonly length: number;
};

/** Position, length, stream number and type number of one event. */
const cellsPerEvent = 4;

/** Where every durable event lies: 32 bytes each in one array, and 8 in the list of its stream. */
export class Catalog {
  private readonly streams: Stream[] = [];
  private readonly streamsByName = new Map<string, Stream>();
  private readonly types: string[] = [];
  private readonly typesByName = new Map<string, number>();
  private cells = new Float64Array(cellsPerEvent << 12);
  private events = 0;

  get count(): number {
    return this.events;
  }

  get streamCount(): number {
    return this.streams.length;
  }

  find(name: string): Stream | undefined {
    return this.streamsByName.get(name);
  }

  /** The stream of this name, made if it is new. */
  stream(name: string): Stream {
    const known = this.streamsByName.get(name);
    if (known) return known;
    const bounds = boundsAtFirst(name);
    const number = this.streams.length;
    const made = { number, name, events: [], head: -1, handed: bounds, durable: bounds };
    this.streams.push(made);
    this.streamsByName.set(name, made);
    return made;
  }

  add({ stream, type, revision, position, length }: Entry): void {
    const at = this.events * cellsPerEvent;
    if (at === this.cells.length) {
      const larger = new Float64Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells[at] = position;
    this.cells[at + 1] = length;
    this.cells[at + 2] = stream.number;
    this.cells[at + 3] = this.typeNumber(type);
    if (revision !== tombstoneRevision) stream.events.push(this.events);
    this.events += 1;
  }

  positionOf(place: number): number {
    return this.cells[place * cellsPerEvent]!;
  }

  lengthOf(place: number): number {
    return this.cells[place * cellsPerEvent + 1]!;
  }

  streamNumberOf(place: number): number {
    return this.cells[place * cellsPerEvent + 2]!;
  }

  typeNumberOf(place: number): number {
    return this.cells[place * cellsPerEvent + 3]!;
  }

  streamName(number: number): string {
    return this.streams[number]!.name;
  }

  typeName(number: number): string {
    return this.types[number]!;
  }

  /** The place of the record that begins at `position`, or -1. */
  placeAt(position: number): number {
    let low = 0;
    let high = this.events;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.positionOf(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low < this.events && this.positionOf(low) === position ? low : -1;
  }

  private typeNumber(type: string): number {
    const known = this.typesByName.get(type);
    if (known !== undefined) return known;
    this.typesByName.set(type, this.types.length);
    return this.types.push(type) - 1;
  }
}
