import { CONFIRM_ABOVE, MOST_TOLD } from '@registry/domain';
import { InvalidArgumentError, Option } from 'commander';

/** `--confirm-practices`, which repeats how many would be told. */
export function confirmPracticesOption(): Option {
  return new Option(
    '--confirm-practices <n>',
    `how many it may affect, if over ${CONFIRM_ABOVE} hear of it first`,
  ).argParser(wholeNumber);
}

/** `--confirm-repeat`, without which nobody is told more than so often within ten minutes. */
export function confirmRepeatOption(): Option {
  return new Option(
    '--confirm-repeat',
    `tell also those who had ${MOST_TOLD} messages within ten minutes`,
  );
}

function wholeNumber(typed: string): number {
  if (/^\d{1,6}$/.test(typed)) return Number(typed);
  throw new InvalidArgumentError('It should be a number of practices, such as 175.');
}
