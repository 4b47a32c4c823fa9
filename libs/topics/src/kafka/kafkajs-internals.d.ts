/** The inner parts of kafkajs 2.2.4 that are mended or used; they have no types of their own. */
declare module 'kafkajs/src/network/requestQueue' {
  class RequestQueue {
    pending: readonly unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
  export = RequestQueue;
}

declare module 'kafkajs/src/protocol/requests/produce' {
  type Encoded = { readonly buf: Buffer; readonly buffer: Buffer };
  type Made = {
    readonly request: { readonly encode: () => Promise<Encoded> };
    readonly response: object;
  };
  const definition: { protocol: (about: { version: number }) => (asked: object) => Made };
  export = definition;
}

declare module 'kafkajs/src/protocol/recordBatch/crc32C/crc32C' {
  const crc32C: (bytes: Buffer) => number;
  export = crc32C;
}

declare module 'kafkajs/package.json' {
  export const version: string;
}
