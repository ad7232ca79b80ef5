export { createMessenger } from './messenger.ts';
export type { Alert, Messenger } from './messenger.ts';
export { PermanentFailure } from './permanent-failure.ts';
export { createQueue } from './queue.ts';
export type { Queue, Work } from './queue.ts';
export { createSender } from './sender.ts';
export type { Sender } from './sender.ts';
