import type { ExposurePage } from '@registry/contract';
import type { AdviceShown } from '@registry/domain';
import { plainText } from '../terminal/wording.ts';
import { ukDate } from '../terminal/wording.ts';

const who = { practice: 'The practice', icb: 'The ICB', supplier: 'The supplier' } as const;
const whoInTurn = ['practice', 'icb', 'supplier'] as const;

/**
 * The advice of these practices, each once, with who can act on it and whether practices are sent
 * it: what the practice can do first. No lines where there is none.
 */
export function adviceLines({ advice, asOf }: Pick<ExposurePage, 'advice' | 'asOf'>): string[] {
  const shown = Object.entries(advice).toSorted(
    ([, a], [, b]) => whoInTurn.indexOf(a.by) - whoInTurn.indexOf(b.by),
  );
  if (shown.length === 0) return [];
  const lines = shown.flatMap(([id, each]) => [
    `  ${who[each.by]}: ${plainText(each.text)}`,
    ...(each.onRecovery === undefined ? [] : [`    Once back: ${plainText(each.onRecovery)}`]),
    `    ${id}: ${standing(each, asOf.slice(0, 10))}`,
  ]);
  return ['\nWhat can be done:', ...lines];
}

function standing({ approved, reviewBy }: AdviceShown, today: string): string {
  if (approved) return `approved; to be reviewed by ${ukDate(reviewBy)}`;
  return reviewBy < today
    ? `REVIEW OVERDUE since ${ukDate(reviewBy)}: sent to nobody`
    : 'NOT APPROVED: sent to nobody';
}
