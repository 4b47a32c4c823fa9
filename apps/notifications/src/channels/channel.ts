import type { NoticeKind } from '@vestibule/domain';
import type { Ports } from '@vestibule/service';

/** What a channel is given. `collapseId` lets it show two pushes of one notice as one. */
export type Push = {
  readonly person: string;
  readonly kind: NoticeKind;
  readonly text: string;
  readonly collapseId: string;
};

/** A way to reach a person. Resolves with what became of it; rejects when that is not known. */
export type Channel = {
  readonly name: string;
  readonly push: (push: Push, ports: Ports) => Promise<'sent' | 'failed'>;
};
