export { gating } from './gating';
