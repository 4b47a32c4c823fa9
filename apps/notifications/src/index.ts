export { notifications, notificationsOn } from './notifications';
