import { memoryStreams } from './memory';
import { streamsContract } from './streams.contract';

const shared = memoryStreams();

streamsContract(async () => shared);
