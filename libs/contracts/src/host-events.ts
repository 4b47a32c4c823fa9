import { IsAtMs, IsId, IsText, OrNull } from './fields';

/** Our own code failed on one command: this is its only outcome. */
export class CommandFailed {
  @IsAtMs() readonly atMs!: number;
  /** A UUIDv7; or the name of a command made from an event, which nobody outside has asked. */
  @IsText(256) readonly commandId!: string;
  @IsText(64) readonly command!: string;
  /** Whose command it was; empty where a command made from an event is nobody's. */
  @IsText(64, 0) readonly actor!: string;
  /** The other account, where the command names one. */
  @OrNull() @IsId() readonly other!: string | null;
}

/** The stream's history cannot be folded: every command there fails until the quarantine is lifted. */
export class Quarantined {
  @IsAtMs() readonly atMs!: number;
  @IsText(1_000) readonly reason!: string;
}

/** An operator lifted the quarantine. */
export class QuarantineLifted {
  @IsAtMs() readonly atMs!: number;
}

/** An event was recorded that this release cannot say; its coordinates tell which. */
export class Unspoken {
  @IsAtMs() readonly atMs!: number;
  @IsText(64) readonly eventType!: string;
}

/** What the host itself records or says, on every topic that follows a stream. */
export const hostEvents = { CommandFailed, Quarantined, QuarantineLifted, Unspoken };
