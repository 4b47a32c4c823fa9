export { type Config, ConfigError, configOf } from './config';
export { type ConsumeNeeds, type Hear, consume } from './consume';
export { gathered } from './gathered';
export { handle } from './handle';
export { type Entry, history } from './history';
export { type Host, host } from './host';
export { HOST, type Hosted } from './hosted';
export type { Ports } from './ports';
export { type Batch } from './lanes';
export { type Logger, logger } from './logger';
export { type Metrics, metrics } from './metrics';
export { relay } from './relay';
export { type Relay, restarting } from './restarting';
export { type Checkpoints, checkpoints } from './checkpoint';
export { messagesOn, type Rehearsal, rehearsal } from './rehearsal';
export { run } from './run';
export {
  type AnyService,
  type Heard,
  type HostEvent,
  type Order,
  type Preparing,
  type RecordedEvent,
  type Running,
  type Said,
  type Service,
  say,
  service,
} from './service';
export { ServiceHost } from './service-host';
export { ServiceModule } from './service.module';
export { type System, system } from './system';
