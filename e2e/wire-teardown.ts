import { stop } from './wire-setup';

export default stop;
