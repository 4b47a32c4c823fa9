/** What the two local servers have in common: addresses, lock, faults, process, parent side. */
export { StartError, checkAddress } from './address';
export { lockDirectory } from './lock';
export { faultTable, type Fault, type FaultTable } from './faults';
export { runProcess, type LocalServer, type StartOptions } from './process';
export { spawnServer, type ServerProcess } from './spawn';
