import { catalogue } from '@registry/catalogue';

/** NHS England, as analysts there ask. */
export const nhsEngland = { role: 'national', org: 'X26' } as const;
/** Kent and Medway. */
const kent = { role: 'icb', org: 'QKS' } as const;

/** What is asked of the API and of the peer, and by whom. */
export interface Question {
  title: string;
  caller: typeof nhsEngland | typeof kent;
  what: 'summary' | 'page';
  limit?: number;
  /** Products in trouble, another set each round. */
  products: readonly (readonly string[])[];
  /**
   * What a question that nobody has asked before is made of, with two other products; one of five
   * with one other when undefined.
   */
  base?: readonly string[];
  /** The most that a warm answer may take, as a share of the peer's. */
  goal?: number;
}

const single = [['emis-web'], ['systmone'], ['accurx-triage'], ['econsult'], ['patchs']];
/** CrowdStrike's Falcon touches EMIS Web, that the clinical system, and that all that needs one. */
const chains = ['klinik', 'anima', 'footfall', 'medicus'].map((more) => [
  'crowdstrike-falcon',
  more,
]);
const many = [
  'emis-web',
  'accurx-triage',
  'econsult',
  'patchs',
  'klinik',
  'anima',
  'footfall',
  'smart-triage',
  'engage-consult',
];

/** The questions, asked in turns. */
export const questions: readonly Question[] = [
  {
    title: 'QKS, page of 500',
    caller: kent,
    what: 'page',
    limit: 500,
    products: single,
    goal: 0.6,
  },
  { title: 'England, summary', caller: nhsEngland, what: 'summary', products: single, goal: 0.75 },
  {
    title: 'England, page of 500',
    caller: nhsEngland,
    what: 'page',
    limit: 500,
    products: single,
    goal: 0.75,
  },
  {
    title: 'England, three-step chain',
    caller: nhsEngland,
    what: 'summary',
    products: [['crowdstrike-falcon'], ...chains],
    base: ['crowdstrike-falcon'],
  },
  {
    title: 'England, five products',
    caller: nhsEngland,
    what: 'summary',
    products: single.map((_, from) => many.slice(from, from + 5)),
    base: many.slice(0, 3),
  },
  {
    title: 'England, by ICB',
    caller: nhsEngland,
    what: 'page',
    limit: 1,
    products: single,
  },
];

/**
 * The same question where a summary by PCN would not fit into Lambda's answer of 6 MB: totals by
 * ICB with a page of one.
 */
export function withoutPcns(question: Question): Question {
  if (question.what === 'page') return question;
  return { ...question, title: `${question.title}, by ICB`, what: 'page', limit: 1 };
}

/** Products that few practices record, to make a question that nobody has asked before. */
const companions = catalogue.products
  .filter(({ roles, assumed }) => roles.length > 0 && !assumed)
  .map(({ id }) => String(id))
  .filter((id) => id !== 'crowdstrike-falcon' && !single.flat().includes(id));

const pairs = companions.flatMap((one, at) =>
  companions.slice(at + 1).map((other) => [one, other]),
);

/** Products that no question has named together before, as long as `count` is another each time. */
export function newProducts({ base }: Question, count: number): readonly string[] {
  const alone = single[count % single.length] ?? [];
  const companion = companions[Math.floor(count / single.length)];
  const pair = pairs[count];
  if (companion === undefined || pair === undefined) throw new Error('Too few products for that');
  return base ? [...base, ...pair] : [...alone, companion];
}

/** The products of one round. */
export function productsIn({ products }: Question, round: number): readonly string[] {
  return products[round % products.length] ?? [];
}

/** Path and query; the peer, which knows no caller, is told the ICB. */
export function pathOf({ what, limit }: Question, products: readonly string[], icb?: string) {
  const parameters = new URLSearchParams();
  for (const product of products) parameters.append('product', product);
  if (limit !== undefined) parameters.set('limit', String(limit));
  if (icb !== undefined) parameters.set('icb', icb);
  return `/exposure${what === 'summary' ? '/summary' : ''}?${parameters.toString()}`;
}
