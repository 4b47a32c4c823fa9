import type { Ground } from './world';

export const wireGround = async (): Promise<Ground> => {
  throw new Error('Not on the wire yet.');
};
