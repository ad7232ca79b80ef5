import { expect, test } from '@jest/globals';
import { html, stylesheet, written } from './html.ts';

test('text is escaped in elements and attributes, lists included', () => {
  const nasty = `"><script>alert('&')</script>`;
  const page = written(html`<p title="${nasty}">${[nasty]}</p>`);
  expect(page).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>',
  );
});

test('markup within markup stays, and what is undefined leaves nothing', () => {
  expect(written(html`<b>${[html`<i>${1}</i>`, undefined]}</b>`)).toBe('<b><i>1</i></b>');
});

test('a stylesheet cannot end its element', () => {
  expect(() => stylesheet('a{}</style>')).toThrow('should have no <');
});
