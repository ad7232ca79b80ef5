import type { Reply } from '@registry/domain';

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

/** An answer as it is told back: "it is down, and your practice is coping". */
export function toldBack({ down, status }: Pick<Reply, 'down' | 'status'>): string {
  return [
    ...downWords.filter(({ value }) => value === down),
    ...statusWords.filter(({ value }) => value === status),
  ]
    .map(({ told }) => told)
    .join(', and ');
}
