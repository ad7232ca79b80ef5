const markup = Symbol('markup');

/**
 * HTML that `html` made: the symbol cannot come out of JSON, a form or a table, so nothing from
 * outside passes for markup.
 */
export interface Html {
  readonly [markup]: string;
}

/**
 * What may stand in a template: text is escaped, markup is not, a list is joined, nothing is
 * nothing.
 */
export type Content = string | number | Html | undefined | readonly Content[];

/**
 * HTML from a template whose every value is escaped. Values stand in text or within quoted
 * attributes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = strings.map((string, index) => `${string}${render(values[index])}`);
  return { [markup]: parts.join('') };
}

/** The markup as text, to be sent. */
export function written(content: Html): string {
  return content[markup];
}

function render(value: Content): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  return isList(value) ? value.map(render).join('') : value[markup];
}

/** `Array.isArray` does not narrow a readonly list. */
function isList(value: Html | readonly Content[]): value is readonly Content[] {
  return Array.isArray(value);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/**
 * A stylesheet of our own: the one thing that is not escaped. Throws for one that could end its
 * element.
 */
export function stylesheet(css: string): Html {
  if (css.includes('<')) throw new Error('A stylesheet should have no < in it');
  return { [markup]: `<style>${css}</style>` };
}
