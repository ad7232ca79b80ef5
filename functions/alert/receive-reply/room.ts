import { limits } from '@registry/contract';
import type { ReplyGiven } from '@registry/domain';
import { personOf, Refusal } from '@registry/domain';

/**
 * Throws `too-many-answers` where the holder of a link, `person`, has answered as often
 * as one person may in one outage, or their practice as often as all of its people together may.
 */
export function requireRoom(
  replies: readonly Pick<ReplyGiven, 'by' | 'person'>[],
  person: string,
): void {
  const theirs = replies.filter((reply) => personOf(reply) === person).length;
  if (theirs >= limits.answersOfPerson) {
    throw new Refusal(
      'too-many-answers',
      `This link has been answered ${limits.answersOfPerson} times: please ring the number in your message`,
    );
  }
  if (replies.length >= limits.answersOfPractice) {
    throw new Refusal(
      'too-many-answers',
      `This practice has answered ${limits.answersOfPractice} times: please ring the number in your message`,
    );
  }
}
