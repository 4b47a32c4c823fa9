export { bounded } from './bounded';
export { ConfigError } from './config';
export { consume } from './consume';
export { gathered } from './gathered';
export { type Handle, handle } from './handle';
export { isHostEvent } from './history';
export { host } from './host';
export { type HeardPolicies, heardPolicies } from './heard-policies';
export type { Hosting } from './hosting';
export type { Ports } from './ports';
export { type Batch } from './lanes';
export { limited } from './limited';
export { type Logger, logger } from './logger';
export { relay } from './relay';
export { type Relay, restarting } from './restarting';
export { checkpoints } from './checkpoint';
export { type InForce, type Policies, type PoliciesNeeds, policies } from './policies';
export { type Process, processOf } from './process';
export { messagesOn, preparing, rehearsal } from './rehearsal';
export { run } from './run';
export {
  type AnyService,
  type Heard,
  type HostEvent,
  type Order,
  type Preparing,
  type RecordedEvent,
  type Reserves,
  type Running,
  type Said,
  say,
  service,
} from './service';
export { ServiceHost } from './service-host';
export { ServiceModule } from './service.module';
export type { Settler } from './settler';
export { type System, system } from './system';
