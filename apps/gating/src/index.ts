export { listsIn } from './content';
export { gating } from './gating';
export { policy } from './policy/policy';
export { reserves } from './quota/reserves';
