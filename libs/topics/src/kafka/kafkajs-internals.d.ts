/** The two inner parts of kafkajs 2.2.4 that are mended; they have no types of their own. */
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

declare module 'kafkajs/package.json' {
  export const version: string;
}
