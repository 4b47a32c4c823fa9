import { type ServiceError, Metadata, status } from '@grpc/grpc-js';

/** A call that ends with a status other than OK. The client reads `fields` from the trailers. */
export class Refusal extends Error implements Partial<ServiceError> {
  override readonly name = 'Refusal';
  readonly metadata = new Metadata();

  constructor(
    readonly code: status,
    readonly details: string,
    fields: Readonly<Record<string, string>> = {},
  ) {
    super(details);
    Object.entries(fields).forEach(([field, value]) => this.metadata.set(field, value));
  }
}

export const badRequest = (details: string): Refusal =>
  new Refusal(status.INVALID_ARGUMENT, details);

export const streamDeleted = (stream: string): Refusal =>
  new Refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

/** Any other error is a defect of ours, told as INTERNAL. */
export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal(status.INTERNAL, String(error));
