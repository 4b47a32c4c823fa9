import type { RemainingVolume } from '@vestibule/contracts';
import type { VolumeAnswer, VolumeLeft } from '@vestibule/domain';

const remaining = ({ unit, per, left, resetsAtMs }: VolumeLeft): RemainingVolume =>
  resetsAtMs === null ? { unit, per, left } : { unit, per, left, resetsAtMs };

/** What a sender is told of the own volume; nothing where none was reserved. */
export const volumeTold = (
  answer: VolumeAnswer | null,
): { readonly volume?: readonly RemainingVolume[] } =>
  answer?.left ? { volume: answer.left.map(remaining) } : {};
