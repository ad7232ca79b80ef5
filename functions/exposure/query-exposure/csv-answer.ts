import type { ExposureParameters } from '@registry/contract';
import { limits } from '@registry/contract';
import type { Catalogue } from '@registry/domain';
import { affectedText, exposureCsv, Refusal } from '@registry/domain';
import type { Answer } from '@registry/http';
import { bytesInAnswer, csv } from '@registry/http';
import type { Answered, PageOfPractices } from './answers.ts';
import type { Around } from './gather.ts';

/** A page as CSV. Where the list goes on, `Link` says so, relative to this address (RFC 8288). */
export function csvAnswer(
  query: ExposureParameters,
  { affected, reach, unavailable }: Answered,
  { page, cursor }: PageOfPractices,
  catalogue: Catalogue,
  { said }: Around,
): Answer {
  const name = affected.map(({ product }) => product).join('-');
  const rows = page.map((practice) => ({ practice, said: said.get(practice.row.odsCode) }));
  const body = exposureCsv(rows, catalogue, {
    reach,
    unavailable: query.cursor ? [] : [...unavailable],
  });
  return csv(
    body,
    `exposure-${name}.csv`,
    cursor === undefined ? {} : { link: `<${sameQuestion(query, cursor)}>; rel="next"` },
  );
}

function sameQuestion({ product: affected, ...query }: ExposureParameters, cursor: string): string {
  const product = affected.map(affectedText);
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ product, ...query, cursor })) {
    for (const each of [value ?? []].flat()) parameters.append(name, String(each));
  }
  return `?${parameters.toString()}`;
}

/**
 * The answer itself; throws `answer-too-large` for one too large to be handed on: nothing is ever
 * left out in silence.
 */
export function withinLimit(answer: Answer): Answer {
  const { length } = answer.body;
  // At worst, a character is a control character, whose escape takes six bytes.
  if (length * 6 <= limits.answerBytes) return answer;
  if (bytesInAnswer(answer.body) <= limits.answerBytes) return answer;
  throw new Refusal('answer-too-large', 'The answer is too large to be given in one piece', [
    {
      path: 'limit',
      message:
        'should be smaller; the cursor, or for CSV the Link header, then says where the list goes on',
    },
  ]);
}
