import { type Proposal, systemEvent, tombstoneRevision } from '../log/record';
import {
  boundsFrom,
  firstReadable,
  isSoftDeleted,
  metadataPrefix,
  softDelete,
  withoutEffect,
} from './bounds';
import type { Catalog, Stream } from './catalog';
import { IdMemory } from './id-memory';
import { type Expected, type Verdict, judge } from './verdict';
import type { Accepted } from './writer';

export type IntakeOptions = {
  /** The id of an event that is durable, by its place in the catalog. */
  readonly idOf: (place: number) => string;
  /** The events of a stream that are not durable yet, in order. */
  readonly inFlight: (stream: Stream) => readonly Accepted[];
  /** Told once for each key of metadata that is stored without having an effect. */
  readonly ineffective: (key: string) => void;
};

const metadataType = '$metadata';

/** The streams as the next append finds them: with the events that are not durable yet. */
export class Intake {
  private readonly memory = new IdMemory();
  private readonly told = new Set<string>();

  constructor(
    private readonly catalog: Catalog,
    private readonly options: IntakeOptions,
  ) {}

  /** The stream whose metadata this one holds. */
  originalOf({ name }: Stream): Stream | undefined {
    return name.startsWith(metadataPrefix) ? this.catalog.stream(name.slice(2)) : undefined;
  }

  exists({ head, name }: Stream): boolean {
    return head >= 0 || (this.catalog.find(metadataPrefix + name)?.head ?? -1) >= 0;
  }

  judge(stream: Stream, expected: Expected, ids: readonly string[]): Verdict {
    const { handed, head } = stream;
    let flying: readonly Accepted[] | undefined;
    return judge(expected, ids, {
      head,
      tombstoned: handed.tombstoned || (this.originalOf(stream)?.handed.tombstoned ?? false),
      softDeleted: isSoftDeleted(handed),
      exists: this.exists(stream),
      idAt: (revision) => {
        if (revision < firstReadable(handed, head) || revision > head) return undefined;
        const place = stream.events[revision];
        if (place !== undefined) return this.options.idOf(place);
        flying ??= this.options.inFlight(stream);
        return flying[revision - stream.events.length]?.proposal.id;
      },
      remembered: (id) => this.memory.find(stream.number, id),
    });
  }

  /** Writing to a soft-deleted stream, or to its metadata, opens it again behind what was deleted. */
  accept(stream: Stream, proposals: readonly Proposal[]): readonly Accepted[] {
    const both = [stream, this.originalOf(stream)];
    const revived = both.find((one) => one && isSoftDeleted(one.handed));
    const from = (revived?.head ?? -1) + 1;
    const accepted = proposals.map((proposal) => this.acceptOne(stream, proposal));
    if (!revived) return accepted;
    const metadata = JSON.stringify({ ...revived.handed.metadata, $tb: from });
    return [...accepted, this.acceptMetadata(revived, metadata)];
  }

  acceptDelete(stream: Stream): Accepted {
    return this.acceptMetadata(stream, softDelete);
  }

  acceptTombstone(stream: Stream): Accepted {
    const proposal = systemEvent('$streamDeleted', '');
    const effect = this.effectOf(stream, { revision: tombstoneRevision, ...proposal });
    if (effect) stream.handed = effect.bounds;
    return { stream, proposal, revision: tombstoneRevision, effect };
  }

  /** What an event changes beyond the length of its own stream. */
  effectOf(
    stream: Stream,
    event: { readonly revision: number; readonly type: string; readonly data: Uint8Array },
  ): Accepted['effect'] {
    if (event.revision === tombstoneRevision)
      return { on: stream, bounds: { ...stream.handed, tombstoned: true } };
    const on = event.type === metadataType ? this.originalOf(stream) : undefined;
    const bounds = on && boundsFrom(event.data);
    if (!on || !bounds) return undefined;
    const untold = withoutEffect(bounds).filter((key) => !this.told.has(key));
    untold.forEach((key) => this.options.ineffective(key));
    untold.forEach((key) => this.told.add(key));
    return { on, bounds: { ...bounds, tombstoned: on.handed.tombstoned } };
  }

  /** Events that were accepted and have not happened. */
  takeBack(events: readonly Accepted[]): void {
    for (const { stream, proposal, effect } of events) {
      stream.head = stream.events.length - 1;
      this.memory.forget(stream.number, proposal.id);
      if (effect) effect.on.handed = effect.on.durable;
    }
  }

  private acceptOne(stream: Stream, proposal: Proposal): Accepted {
    stream.head += 1;
    const effect = this.effectOf(stream, { revision: stream.head, ...proposal });
    if (effect) effect.on.handed = effect.bounds;
    this.memory.remember(stream.number, proposal.id, stream.head);
    return { stream, proposal, revision: stream.head, effect };
  }

  private acceptMetadata({ name }: Stream, metadata: string): Accepted {
    const stream = this.catalog.stream(metadataPrefix + name);
    return this.acceptOne(stream, systemEvent(metadataType, metadata));
  }
}
