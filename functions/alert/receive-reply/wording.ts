import type { Reply } from '@registry/domain';

type UsesAnswer = NonNullable<Reply['uses']>;
type DownAnswer = NonNullable<Reply['down']>;
type StatusAnswer = NonNullable<Reply['status']>;

/**
 * Answers to "is it down for you?" in the order of their buttons, as a button says them and as they
 * are told back.
 */
export const downWords: readonly { value: DownAnswer; button: string; told: string }[] = [
  { value: 'down', button: 'Down', told: 'it is down' },
  { value: 'partly', button: 'Partly working', told: 'it is partly working' },
  { value: 'working', button: 'Working', told: 'it is working' },
  { value: 'back', button: 'Back again', told: 'it is back again' },
];

/** Answers to "how is your practice?", likewise. */
export const statusWords: readonly { value: StatusAnswer; button: string; told: string }[] = [
  { value: 'normal', button: 'Normal', told: 'your practice is running normally' },
  { value: 'coping', button: 'Coping', told: 'your practice is coping' },
  { value: 'limited', button: 'Limited service', told: 'your practice has a limited service' },
  { value: 'closed', button: 'Closed', told: 'your practice is closed' },
];

/** Answers to "do you use it?", likewise. */
export const usesWords: readonly { value: UsesAnswer; button: string; told: string }[] = [
  { value: 'yes', button: 'We use it', told: 'your practice uses it' },
  { value: 'no', button: 'We do not use it', told: 'your practice does not use it' },
];

/** An answer as it is told back: "it is down, and your practice is coping". */
export function toldBack({ uses, down, status }: Pick<Reply, 'uses' | 'down' | 'status'>): string {
  return [
    ...usesWords.filter(({ value }) => value === uses),
    ...downWords.filter(({ value }) => value === down),
    ...statusWords.filter(({ value }) => value === status),
  ]
    .map(({ told }) => told)
    .join(', and ');
}
